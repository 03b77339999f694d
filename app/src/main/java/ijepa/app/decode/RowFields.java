package ijepa.app.decode;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import ijepa.app.control.FieldRow;
import ijepa.app.control.NumberField;
import ijepa.app.predict.NeighbourModel;
import ijepa.app.predict.SideFields;
import ijepa.app.shell.FileDialogs;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The fields that say which rows there are and what stands beside them. */
final class RowFields {

    private static final int MOST_BLOCKS = 16;

    private final DecodeModel model;
    private final FileDialogs dialogs;
    private final BooleanProperty alone;

    RowFields(DecodeModel model, FileDialogs dialogs, BooleanProperty alone) {
        this.model = model;
        this.dialogs = dialogs;
        this.alone = alone;
    }

    List<Node> all() {
        RowsModel rows = model.rows();
        NeighbourModel neighbours = model.neighbours();
        Label way = SideFields.note(rows.fromNoteProperty());
        way.setId("decode-way");
        Label run = SideFields.note(rows.runNoteProperty());
        run.setId("decode-run-note");
        Label found = SideFields.note(neighbours.noteProperty());
        found.setId("decode-neighbours-note");
        return List.of(
                SideFields.head("Rows"),
                SideFields.toggle("Blocks (Figure 6)", rows.blocksProperty(), "decode-blocks"),
                SideFields.toggle("What is there beside", rows.thereProperty(), "decode-there"),
                SideFields.toggle("Whole image (Figure 7)", rows.wholeProperty(), "decode-whole"),
                SideFields.toggle("From block to block", rows.betweenProperty(), "decode-between"),
                shown(rows.betweenProperty(), new FieldRow("Blocks", ends())),
                SideFields.toggle("From image to image", rows.betweenImagesProperty(), "decode-between-images"),
                way,
                shown(
                        rows.betweenImagesProperty(),
                        SideFields.button("Begin at the shown image", "decode-take-image", rows::takeImage)),
                SideFields.toggle("Samples without the image", alone, "decode-alone"),
                SideFields.head("Real blocks beside them"),
                folder(
                        "Choose a folder of images\u2026",
                        "decode-neighbours",
                        neighbours.folderProperty(),
                        neighbours::lookIn),
                SideFields.toggle("Content, not place", neighbours.contentProperty(), "decode-neighbour-content"),
                SideFields.progress(neighbours.runningProperty(), neighbours.progressProperty(), neighbours::cancel),
                found,
                SideFields.head("Checkpoints of a run"),
                folder("Choose a run\u2026", "decode-run", rows.runProperty(), rows.runProperty()::set),
                run);
    }

    private HBox ends() {
        RowsModel rows = model.rows();
        HBox ends = new HBox(
                6,
                new NumberField("First block", rows.fromBlockProperty(), 1, MOST_BLOCKS, 1),
                new Label("to"),
                new NumberField("Last block", rows.toBlockProperty(), 1, MOST_BLOCKS, 1));
        ends.setAlignment(Pos.CENTER_LEFT);
        return ends;
    }

    private static Node shown(ObservableBooleanValue when, Node node) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(node.visibleProperty());
        return node;
    }

    /** Chooses a folder, or lets it go. */
    private HBox folder(String prompt, String id, ObjectProperty<Path> folder, Consumer<Path> chosen) {
        Button choose = SideFields.button("", id, () -> dialogs.folder().ifPresent(chosen));
        choose.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> folder.get() == null
                                ? prompt
                                : folder.get().getFileName().toString(),
                        folder));
        choose.setMnemonicParsing(false);
        HBox.setHgrow(choose, Priority.ALWAYS);
        Button none = new Button("", new FontIcon(Feather.X));
        none.setId(id + "-none");
        none.getStyleClass().addAll("icon-button", "tight");
        none.setAccessibleText("None");
        none.setTooltip(new Tooltip("None"));
        none.setOnAction(event -> folder.set(null));
        shown(folder.isNotNull(), none);
        HBox box = new HBox(4, choose, none);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }
}
