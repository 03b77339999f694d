package ijepa.app.pretrain;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import ijepa.core.run.Finding;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the first run's numbers mean, in plain words, each with the numbers it rests on. */
public final class DiagnosisPanel extends VBox {

    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    public DiagnosisPanel(RunCurvesModel model) {
        super(8);
        setId("diagnosis");
        var findings = model.firstProperty().flatMap(FollowedRunModel::findingsProperty);
        findings.addListener((property, old, now) -> show(now));
        show(findings.getValue());
        // A heading over nothing would look as if something had failed.
        visibleProperty().bind(findings.map(found -> !found.isEmpty()).orElse(false));
        managedProperty().bind(visibleProperty());
    }

    private void show(List<Finding> findings) {
        getChildren()
                .setAll(
                        findings == null
                                ? List.of()
                                : findings.stream().map(DiagnosisPanel::card).toList());
    }

    private static HBox card(Finding finding) {
        Finding.Severity severity = finding.kind().severity();
        Label title = line(finding.title(), "section-title");
        VBox words = new VBox(3, title, line(finding.text(), "finding-text"));
        finding.numbers().forEach(number -> words.getChildren().add(line(number, "finding-number")));
        HBox.setHgrow(words, Priority.ALWAYS);
        FontIcon icon = new FontIcon(
                switch (severity) {
                    case GOOD -> Feather.CHECK_CIRCLE;
                    case INFORMATION -> Feather.INFO;
                    case WARNING -> Feather.ALERT_TRIANGLE;
                    case DANGER -> Feather.ALERT_OCTAGON;
                });
        HBox card = new HBox(9, icon, words);
        card.getStyleClass().add("finding");
        card.pseudoClassStateChanged(GOOD, severity == Finding.Severity.GOOD);
        card.pseudoClassStateChanged(WARNING, severity == Finding.Severity.WARNING);
        card.pseudoClassStateChanged(DANGER, severity == Finding.Severity.DANGER);
        return card;
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }
}
