package ijepa.app.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.app.control.FitTitles;
import ijepa.app.shell.FileDialogs;
import ijepa.core.image.Fit;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.PanelSource.MapKind;
import ijepa.renderer.figure.recipe.Quantity;
import ijepa.renderer.figure.recipe.Template;
import ijepa.renderer.map.Distance;

/** The settings of the selected part; a change is seen at once and can be undone. */
final class PartFields extends VBox {

    private static final List<String> SAMPLERS = List.of("dpm++", "ddim", "ancestral");

    /** Of the largest grid that can be typed in Masks; a patch outside a part's own grid is said to be. */
    private static final int MOST_PATCHES = 64 * 64;

    private final FigureModel model;
    private final PartSettings settings;
    private final FileDialogs dialogs;
    private final VBox fields = new VBox(9);
    /** The fields of each kind of part, made once, because they follow the settings for good. */
    private final Map<Class<?>, List<Node>> made = new HashMap<>();

    PartFields(FigureModel model, FileDialogs dialogs) {
        super(9);
        this.model = model;
        this.settings = model.part().settings();
        this.dialogs = dialogs;
        setId("part-settings");
        Label head = new Label();
        head.getStyleClass().add("section-title");
        Label problem = new Label();
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.getStyleClass().add("readout");
        problem.textProperty().bind(model.part().problemProperty());
        problem.visibleProperty().bind(model.part().problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        getChildren().addAll(head, fields, problem);
        visibleProperty().bind(model.part().sourceProperty().isNotNull());
        managedProperty().bind(visibleProperty());
        Runnable follow = () -> {
            PanelSource part = model.part().sourceProperty().get();
            if (part != null) {
                head.setText(
                        "Selected: " + Template.of(part).map(Template::title).orElseGet(() -> PartList.kind(part)));
                List<Node> rows = made.computeIfAbsent(part.getClass(), kind -> of(part));
                // The field that is being typed in keeps the keyboard.
                if (!fields.getChildren().equals(rows)) {
                    fields.getChildren().setAll(rows);
                }
            }
        };
        model.part().sourceProperty().addListener(ignored -> follow.run());
        follow.run();
    }

    private List<Node> of(PanelSource part) {
        List<Node> rows = new ArrayList<>();
        switch (part) {
            case PanelSource.Figure6 ignored -> rows.addAll(decoding());
            case PanelSource.Figure7 ignored -> rows.addAll(decoding());
            case PanelSource.MaskStrategies ignored -> rows.add(seed());
            case PanelSource.MaskLayouts ignored ->
                rows.add(SettingRows.number("Columns of pictures", settings.columns, 1, 24, 1));
            case PanelSource.EmbeddingMaps ignored -> rows.addAll(maps());
            case PanelSource.SampleSheet ignored -> {
                rows.add(distance());
                rows.add(SettingRows.colours("errors", settings.errors));
                rows.add(SettingRows.toggled("Boxes of blocks", settings.boxes));
            }
            case PanelSource.TrainingCurves ignored -> rows.addAll(curves());
            case PanelSource.MaskFrequencies ignored -> {
                rows.add(SettingRows.number("Draws", settings.draws, 1, 1_000_000, 1));
                rows.add(SettingRows.number("Batch size", settings.batch, 1, 4096, 1));
                rows.add(seed());
            }
            case PanelSource.Numbers ignored -> rows.addAll(axes());
            case PanelSource.Architecture ignored -> rows.add(nothing());
            case PanelSource.Rows ignored -> rows.add(nothing());
        }
        rows.addAll(taken(part));
        return rows;
    }

    private static Label nothing() {
        Label label = new Label("This part has no settings but its title.");
        label.getStyleClass().add("readout");
        return label;
    }

    private Node seed() {
        return SettingRows.number("Seed", settings.seed, 0, 1e9, 1);
    }

    private Node distance() {
        return SettingRows.chosen("Distance", List.of(Distance.values()), settings.distance, Distance::title);
    }

    private List<Node> decoding() {
        return List.of(
                SettingRows.decoder(settings.decoder, file -> file == null ? "No decoder" : file.name(), dialogs),
                SettingRows.number("Samples", settings.samples, 1, 16, 1),
                SettingRows.number("Denoising steps", settings.steps, 1, 1000, 1),
                SettingRows.chosen("Sampler", SAMPLERS, settings.sampler, words -> words),
                SettingRows.number("Guidance", settings.guidance, 0.1, 20, 0.1),
                seed());
    }

    private List<Node> maps() {
        Node patch = SettingRows.number("Patch", settings.anchor, 0, MOST_PATCHES - 1.0, 1);
        patch.visibleProperty().bind(settings.anchored);
        patch.managedProperty().bind(settings.anchored);
        return List.of(
                SettingRows.several("Maps", List.of(MapKind.values()), settings.maps, PartFields::title),
                distance(),
                SettingRows.colours("errors", settings.errors),
                SettingRows.colours("similarities", settings.similarities),
                SettingRows.toggled("Similarity to a chosen patch", settings.anchored),
                patch,
                SettingRows.toggled("Boxes of blocks", settings.boxes));
    }

    private static String title(MapKind map) {
        String words = map.name().toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private List<Node> curves() {
        List<Node> rows = new ArrayList<>(List.of(
                SettingRows.runs(settings.runs, dialogs),
                SettingRows.several("Quantities", List.of(Quantity.values()), settings.quantities, Quantity::title),
                SettingRows.number("Smoothing", settings.smoothing, 1, 100_000, 1),
                SettingRows.toggled("Epochs on the x axis", settings.epochs)));
        rows.addAll(axes());
        return rows;
    }

    private List<Node> axes() {
        return List.of(
                SettingRows.toggled("Logarithmic x", settings.xLog),
                SettingRows.toggled("Logarithmic y", settings.yLog));
    }

    /** What of a part can follow the window. */
    private List<Node> taken(PanelSource part) {
        boolean pictures = Template.of(part).map(Template::usesImages).orElse(part instanceof PanelSource.MaskLayouts);
        boolean weights = Template.of(part).map(Template::usesCheckpoint).orElse(false);
        boolean layout = pictures && !(part instanceof PanelSource.Figure7);
        ContentModel content = model.content();
        List<Node> rows = new ArrayList<>();
        if (pictures) {
            rows.add(SettingRows.chosen("Image fit", List.of(Fit.values()), settings.fit, FitTitles::of));
        }
        MenuButton take = new MenuButton("Take from the window");
        take.getStyleClass().add("small");
        take.setTooltip(new Tooltip("Make this part of what is open in the window now, with the settings it has"));
        if (pictures) {
            take.getItems().add(item("The open picture, and those behind it", content::withPictures));
        }
        if (layout) {
            take.getItems().add(item("The layout", content::withLayout));
        }
        if (weights) {
            take.getItems().add(item("The checkpoint", content::withCheckpoint));
        }
        if (!take.getItems().isEmpty()) {
            rows.add(take);
        }
        return rows;
    }

    private MenuItem item(String words, UnaryOperator<PanelSource> change) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(event -> model.change(change));
        return item;
    }
}
