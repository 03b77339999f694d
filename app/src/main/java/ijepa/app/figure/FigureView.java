package ijepa.app.figure;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.app.control.NumberField;
import ijepa.app.control.Titles;
import ijepa.app.shell.FileDialogs;
import ijepa.renderer.figure.ColumnWidth;
import ijepa.renderer.figure.FigureFormat;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Figures workspace: parts at the left, the figure itself, what it is made of and how it is printed at the right. */
final class FigureView extends BorderPane {

    private final FigureModel model;
    private final FileDialogs dialogs;
    private final PartList parts;

    FigureView(FigureModel model, FileDialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        getStyleClass().add("workspace");
        parts = new PartList(model);
        setLeft(parts);
        BorderPane center = new BorderPane(new PreviewPane(model));
        center.setTop(problem());
        setCenter(center);
        VBox panel = new VBox(
                10,
                head("New part"),
                new NewPartFields(model, dialogs),
                new PartFields(model, dialogs),
                head("Page"),
                width(),
                SettingRows.row(
                        "Width (mm)",
                        new NumberField(
                                "Width in millimetres",
                                model.page().widthProperty(),
                                PageModel.NARROWEST,
                                PageModel.WIDEST,
                                0.5)),
                SettingRows.row(
                        "Text (pt)",
                        new NumberField(
                                "Text in points",
                                model.page().textProperty(),
                                PageModel.SMALLEST_TEXT,
                                PageModel.LARGEST_TEXT,
                                0.5)),
                font(),
                SettingRows.row(
                        "Columns",
                        new NumberField("Columns", model.page().columnsProperty(), 1, PageModel.MOST_COLUMNS, 1)),
                SettingRows.row(
                        "Labels a, b, c",
                        SettingRows.toggle("Labels", model.page().labelsProperty())),
                SettingRows.row(
                        "PNG (dpi)",
                        new NumberField(
                                "Dots per inch",
                                model.page().resolutionProperty(),
                                PageModel.COARSEST,
                                PageModel.FINEST,
                                1)),
                caption(),
                head("Write"),
                writing());
        panel.getStyleClass().add("panel");
        ScrollPane side = new ScrollPane(panel);
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().add("side-panel");
        setRight(side);
    }

    private static Label head(String title) {
        Label label = new Label(title);
        label.getStyleClass().add("section-title");
        return label;
    }

    /** What is wrong with the figure, and the way on where a file was changed. */
    private HBox problem() {
        Label text = new Label();
        text.setId("figure-problem");
        text.textProperty().bind(model.preview().problemProperty());
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button accept = new Button("Use the files as they are now");
        accept.getStyleClass().add("small");
        accept.setMinWidth(USE_PREF_SIZE);
        accept.setOnAction(event -> model.preview().acceptChangesProperty().set(true));
        accept.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.preview().problemProperty().get().contains("--accept-changes"),
                        model.preview().problemProperty()));
        accept.managedProperty().bind(accept.visibleProperty());
        HBox box = new HBox(10, new FontIcon(Feather.ALERT_TRIANGLE), text, accept);
        box.getStyleClass().add("grid-note");
        box.setAlignment(Pos.CENTER_LEFT);
        box.visibleProperty().bind(model.preview().problemProperty().isNotEmpty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private ComboBox<ColumnWidth> width() {
        ComboBox<ColumnWidth> preset = new ComboBox<>();
        preset.getItems().setAll(ColumnWidth.values());
        preset.setConverter(new Titles<>(ColumnWidth::title));
        preset.setPromptText("Custom width");
        preset.setAccessibleText("Width of the journal or conference");
        preset.setMaxWidth(Double.MAX_VALUE);
        Runnable follow = () -> preset.setValue(Arrays.stream(ColumnWidth.values())
                .filter(column -> Math.abs(column.millimetres()
                                - model.page().widthProperty().get())
                        < 0.01)
                .findFirst()
                .orElse(null));
        model.page().widthProperty().addListener(ignored -> follow.run());
        follow.run();
        preset.setOnAction(event -> {
            if (preset.getValue() != null) {
                model.page().widthProperty().set(preset.getValue().millimetres());
            }
        });
        return preset;
    }

    private HBox font() {
        Button choose = new Button();
        choose.getStyleClass().add("small");
        choose.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            Path name =
                                    Path.of(model.page().fontProperty().get()).getFileName();
                            return name.toString();
                        },
                        model.page().fontProperty()));
        choose.setTooltip(new Tooltip("Choose a TrueType file; cancel for " + FigureFormat.ROBOTO));
        choose.setOnAction(event -> model.page()
                .fontProperty()
                .set(dialogs.trueTypeFont().map(Path::toString).orElse(FigureFormat.ROBOTO)));
        return SettingRows.row("Font", choose);
    }

    private TextArea caption() {
        TextArea caption = new TextArea();
        caption.setPromptText("Caption, for the LaTeX lines");
        caption.setAccessibleText("Caption");
        caption.setWrapText(true);
        caption.setPrefRowCount(2);
        caption.textProperty().bindBidirectional(model.page().captionProperty());
        return caption;
    }

    private Node writing() {
        Button export = new Button("Export\u2026", new FontIcon(Feather.DOWNLOAD));
        export.setId("figure-export");
        export.getStyleClass().add("accent");
        export.setTooltip(new Tooltip("PDF, SVG, PNG, or the recipe as JSON (Ctrl+E)"));
        export.setOnAction(event -> export());
        MenuItem images = new MenuItem("A page for each image of a folder\u2026");
        images.setOnAction(event -> batch(dialogs::folder, model.writing()::eachImage));
        MenuItem checkpoints = new MenuItem("A page for each checkpoint of a run\u2026");
        checkpoints.setOnAction(event -> batch(dialogs::folder, model.writing()::eachCheckpoint));
        MenuButton batch = new MenuButton("Batch", new FontIcon(Feather.COPY), images, checkpoints);
        Button latex = new Button("Copy LaTeX");
        latex.setOnAction(event -> model.latex().ifPresent(FigureView::copy));
        for (Region control : new Region[] {export, batch, latex}) {
            control.disableProperty().bind(Bindings.isEmpty(model.parts()));
        }
        HBox first = new HBox(8, export, batch);
        return new VBox(8, first, latex);
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void batch(Supplier<Optional<Path>> over, BiConsumer<Path, Path> write) {
        over.get().ifPresent(folder -> dialogs.figureToSave("figures.pdf").ifPresent(out -> write.accept(folder, out)));
    }

    /** Asks where to, and writes. */
    void export() {
        if (!model.parts().isEmpty()) {
            dialogs.figureToSave("figure.pdf").ifPresent(model.writing()::once);
        }
    }

    void focusParts() {
        parts.focusList();
    }
}
