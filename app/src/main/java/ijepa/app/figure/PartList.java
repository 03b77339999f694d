package ijepa.app.figure;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.PanelSource;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The parts of the figure in their order, and the selected one's title. */
final class PartList extends VBox {

    private final FigureModel model;
    private final ListView<FigureRecipe.Item> list;
    private final TextField title = new TextField();
    /** The part whose title is in the field; null for none. */
    private FigureRecipe.Item shown;

    PartList(FigureModel model) {
        super(8);
        this.model = model;
        getStyleClass().addAll("panel", "figure-parts");
        list = new ListView<>(model.parts());
        list.setId("figure-parts");
        list.setAccessibleText("Parts of the figure");
        list.setCellFactory(ignored -> new Cell());
        list.setPrefWidth(200);
        VBox.setVgrow(list, Priority.ALWAYS);
        list.getSelectionModel().selectedIndexProperty().addListener((property, old, at) -> {
            if (at.intValue() >= 0) {
                model.selectedProperty().set(at.intValue());
            }
        });
        model.selectedProperty().addListener(ignored -> follow());
        // After the list's own listener, which lets go of a part that is exchanged.
        model.parts().addListener((ListChangeListener<FigureRecipe.Item>) change -> follow());
        title.setId("part-title");
        title.setPromptText("Title of the selected part");
        title.setAccessibleText("Title of the selected part");
        title.setOnAction(event -> model.rename(title.getText()));
        title.focusedProperty().addListener((property, old, focused) -> {
            if (!focused) {
                model.rename(title.getText());
            }
        });
        Label head = new Label("Parts");
        head.getStyleClass().add("section-title");
        HBox buttons = new HBox(
                2,
                button(Feather.ARROW_UP, "Nearer to the beginning (Alt+Up)", () -> model.move(-1)),
                button(Feather.ARROW_DOWN, "Nearer to the end (Alt+Down)", () -> model.move(1)),
                button(Feather.FILE_PLUS, "Begin a new figure; undo brings this one back", model::clear),
                button(Feather.TRASH_2, "Take away (Delete)", model::remove));
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, list, title, buttons);
        follow();
    }

    /** A title that was typed for a part and not entered is kept when another part is chosen. */
    private void keepTyped() {
        FigureRecipe.Item typedFor = shown;
        shown = null;
        if (typedFor != null && !title.getText().equals(typedFor.title())) {
            model.rename(typedFor, title.getText());
        }
    }

    private void follow() {
        keepTyped();
        int at = model.selectedProperty().get();
        boolean any = at >= 0 && at < model.parts().size();
        title.setDisable(!any);
        shown = any ? model.parts().get(at) : null;
        title.setText(any ? shown.title() : "");
        if (any && list.getSelectionModel().getSelectedIndex() != at) {
            list.getSelectionModel().clearAndSelect(at);
        }
    }

    void focusList() {
        list.requestFocus();
    }

    private static Button button(Feather icon, String words, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().add("icon-button");
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        button.setOnAction(event -> action.run());
        return button;
    }

    static String kind(PanelSource source) {
        return switch (source) {
            case PanelSource.Figure6 own -> "Figure 6, " + count(own.images().size());
            case PanelSource.Figure7 own -> "Figure 7, " + count(own.images().size());
            case PanelSource.MaskStrategies own ->
                "Mask strategies, " + count(own.images().size());
            case PanelSource.MaskLayouts own ->
                own.layouts().size() == 1
                        ? "Mask layout, " + count(own.images().size())
                        : own.layouts().size() + " mask layouts, "
                                + count(own.images().size());
            case PanelSource.EmbeddingMaps own ->
                "Embedding maps, " + count(own.images().size());
            case PanelSource.TrainingCurves own ->
                own.quantities().getFirst().title() + " of "
                        + own.runs().getFirst().name();
            case PanelSource.MaskFrequencies own ->
                "Mask statistics, " + own.strategy().kind().title().toLowerCase(java.util.Locale.ROOT);
            case PanelSource.SampleSheet own ->
                "Sample sheet, " + count(own.images().size());
            case PanelSource.Architecture own ->
                "Architecture of " + own.checkpoint().name();
            case PanelSource.Numbers own -> own.chart().yTitle();
            case PanelSource.Rows own -> "Table of " + own.table().rows().size() + " rows";
        };
    }

    private static String count(int images) {
        return images == 1 ? "1 image" : images + " images";
    }

    private static final class Cell extends ListCell<FigureRecipe.Item> {

        @Override
        protected void updateItem(FigureRecipe.Item item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
            } else {
                String kind = kind(item.source());
                setText(item.title().isEmpty() ? kind : item.title() + "\n" + kind);
            }
        }
    }
}
