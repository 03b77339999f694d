package ijepa.app.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

import ijepa.app.shell.FigureFiles;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenDecoder;
import ijepa.app.shell.Selection;
import ijepa.core.InputException;
import ijepa.core.mask.MaskLayout;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.Ingredients;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.SourceParts;
import ijepa.renderer.figure.recipe.Template;

/** What a new part shows: a template, its settings, and the window's shared selection. */
final class ContentModel {

    static final int MOST_IMAGES = 24;

    private final Selection selection;
    private final ObservableList<ImageSource> strip;
    private final PartSettings settings = new PartSettings();

    // Properties

    private final ObjectProperty<Template> template = new SimpleObjectProperty<>(Template.EMBEDDING_MAPS);
    private final IntegerProperty images = new SimpleIntegerProperty(1);

    /**
     * A model over the window's selection.
     *
     * @param strip the pictures that follow the open one
     */
    ContentModel(Selection selection, ObservableList<ImageSource> strip) {
        this.selection = selection;
        this.strip = strip;
    }

    ObjectProperty<Template> templateProperty() {
        return template;
    }

    /** How many pictures: the open one, and those behind it in the filmstrip. */
    IntegerProperty imagesProperty() {
        return images;
    }

    /** What can be set of the template. */
    PartSettings settings() {
        return settings;
    }

    /** The decoder that is open in the window. */
    Optional<OpenDecoder> openDecoder() {
        return selection.decoder();
    }

    /**
     * The source of a new part.
     *
     * @throws InputException when something that it needs is not open
     */
    PanelSource source() {
        Template chosen = template.get();
        return chosen.source(new Ingredients(
                chosen.usesImages() ? pictures() : List.of(),
                selection.fitProperty().get(),
                layout(),
                List.of(),
                selection.sampling().strategyProperty().get(),
                chosen.usesCheckpoint() ? checkpoint() : FileInput.of(FileInput.BUNDLED),
                Optional.ofNullable(settings.decoder.get())
                        .or(() -> openDecoder().map(FigureFiles::of)),
                settings.decoding(),
                List.copyOf(settings.runs),
                settings.curves(),
                List.copyOf(settings.maps),
                settings.distance.get(),
                settings.anchor(),
                settings.look(),
                settings.seed.get(),
                settings.draws.get(),
                settings.batch.get()));
    }

    /**
     * A part with the open pictures in place of its own.
     *
     * @throws InputException when none is open, or one is no file
     */
    PanelSource withPictures(PanelSource part) {
        List<FileInput> open = pictures();
        if (open.isEmpty()) {
            throw new InputException("No picture is open: open one with Ctrl+O, or drop it here.");
        }
        return SourceParts.withImages(part, open);
    }

    /**
     * A part with the open layout, or its grid, in place of its own.
     *
     * @throws InputException when there is none
     */
    PanelSource withLayout(PanelSource part) {
        return SourceParts.withLayout(part, layout());
    }

    /**
     * A part with the open model in place of its own.
     *
     * @throws InputException when none is open
     */
    PanelSource withCheckpoint(PanelSource part) {
        return SourceParts.withCheckpoint(part, checkpoint());
    }

    private FileInput checkpoint() {
        return selection
                .checkpoint()
                .map(FigureFiles::of)
                .orElseThrow(() -> new InputException(
                        "This part shows what a model says, and none is open: open a checkpoint first (Ctrl+K)."));
    }

    private MaskLayout layout() {
        if (selection.layout().state() == null) {
            throw new InputException("There is no mask layout yet: draw one in Masks (Space).");
        }
        return selection.layout().state().layout();
    }

    private List<FileInput> pictures() {
        List<ImageSource> sources = new ArrayList<>();
        selection.image().ifPresent(open -> {
            sources.add(open.source());
            int at = strip.indexOf(open.source());
            for (int i = 1; i < images.get() && !strip.isEmpty(); i++) {
                ImageSource next = strip.get((at + i) % strip.size());
                if (!sources.contains(next)) {
                    sources.add(next);
                }
            }
        });
        return sources.stream().map(FigureFiles::of).toList();
    }
}
