package ijepa.app.shell;

import java.util.List;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.core.checkpoint.CheckpointListing;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** All that a checkpoint holds, is lacking and has in vain, on a card over the workspace; it goes with Escape. */
final class CheckpointCard extends VBox {

    private static final double WIDTH = 680;
    private static final int MOST_ROWS = 8;

    private final Label title = new Label();
    private final Label kind = new Label();
    private final VBox body = new VBox(14);

    CheckpointCard(ShellModel model) {
        getStyleClass().add("shortcuts-card");
        setId("checkpoint-card");
        setPrefWidth(WIDTH);
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        title.getStyleClass().add("card-title");
        title.setMinWidth(0);
        kind.getStyleClass().add("readout");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText("Close");
        close.setOnAction(event -> model.hideContents());
        HBox head = new HBox(title, space, close);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, kind, body);
        model.contentsProperty().addListener((property, old, found) -> show(found));
        show(model.contentsProperty().get());
    }

    private void show(CheckpointListing found) {
        setVisible(found != null);
        setManaged(found != null);
        if (found == null) {
            return;
        }
        String file = found.file();
        title.setText(file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
        kind.setText(found.format() + (file.equals(title.getText()) ? "" : ", " + file));
        body.getChildren().setAll(networks(found));
        found.consequences().forEach(line -> body.getChildren().add(note(Feather.INFO, line + ".")));
        String training = training(found);
        if (!training.isEmpty()) {
            body.getChildren().add(note(Feather.CLOCK, training));
        }
        body.getChildren()
                .addAll(
                        list("missing", "Missing", "Nothing is missing.", found.missing()),
                        list("unused", "Unused", "Everything in it is used.", found.unused()));
        if (!found.misshapen().isEmpty()) {
            body.getChildren().add(list("misshapen", "Of another shape than needed", "", found.misshapen()));
        }
    }

    private static GridPane networks(CheckpointListing found) {
        GridPane table = new GridPane(22, 7);
        table.setId("checkpoint-networks");
        String[] heads = {"Found", "", "Parameters", "Tensors", "Kept as"};
        for (int column = 0; column < heads.length; column++) {
            Label head = new Label(heads[column]);
            head.getStyleClass().add("section-title");
            table.add(head, column, 0);
        }
        int row = 1;
        for (CheckpointListing.Held held : found.networks()) {
            Label name = new Label(
                    held.title().substring(0, 1).toUpperCase(Locale.ROOT)
                            + held.title().substring(1),
                    new FontIcon(held.isThere() ? Feather.CHECK : Feather.MINUS));
            table.add(name, 0, row);
            if (held.isThere()) {
                table.add(new Label(held.size()), 1, row);
                table.add(number(held.parameters()), 2, row);
                table.add(number(held.tensors()), 3, row);
                table.add(new Label(String.join(", ", held.types().keySet())), 4, row);
            } else {
                Label none = new Label("not in it");
                none.getStyleClass().add("readout");
                table.add(none, 1, row);
            }
            row++;
        }
        return table;
    }

    private static Label number(long value) {
        Label label = new Label(String.format(Locale.ROOT, "%,d", value));
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }

    /** What is known of the training: details of the file, and the optimiser's state. */
    private static String training(CheckpointListing found) {
        StringBuilder text = new StringBuilder();
        found.details()
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(name.replace('_', ' '))
                        .append(' ')
                        .append(value));
        found.optimizer()
                .ifPresent(words -> text.append(text.isEmpty() ? "" : "; ")
                        .append("optimiser: ")
                        .append(words));
        return text.toString();
    }

    private static VBox list(String id, String title, String none, List<String> names) {
        if (names.isEmpty()) {
            return new VBox(note(Feather.CHECK, none));
        }
        Label head = new Label(title + " (" + names.size() + ")", new FontIcon(Feather.ALERT_TRIANGLE));
        head.getStyleClass().add("section-title");
        TextArea text = new TextArea(String.join("\n", names));
        text.setId("checkpoint-" + id);
        text.setEditable(false);
        text.setAccessibleText(title);
        text.setPrefRowCount(Math.min(MOST_ROWS, names.size()));
        return new VBox(6, head, text);
    }

    private static Label note(Ikon icon, String words) {
        Label label = new Label(words, new FontIcon(icon));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
