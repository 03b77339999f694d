package ijepa.app.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.shell.FigureFiles;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenDecoder;
import ijepa.app.shell.Selection;
import ijepa.core.InputException;
import ijepa.core.mask.MaskLayout;
import ijepa.renderer.figure.recipe.CurveChoice;
import ijepa.renderer.figure.recipe.DecodingChoice;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.Ingredients;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.Quantity;
import ijepa.renderer.figure.recipe.Template;
import ijepa.renderer.map.Distance;

/** What a new part shows: a template, its settings, and the window's shared selection. */
final class ContentModel {

    static final int MOST_IMAGES = 24;

    private final Selection selection;
    private final ObservableList<ImageSource> strip;

    // Properties

    private final ObjectProperty<Template> template = new SimpleObjectProperty<>(Template.EMBEDDING_MAPS);
    private final IntegerProperty images = new SimpleIntegerProperty(1);
    private final ObjectProperty<Path> decoder = new SimpleObjectProperty<>();
    private final IntegerProperty samples = new SimpleIntegerProperty(DecodingChoice.DEFAULT.samples());
    private final IntegerProperty steps = new SimpleIntegerProperty(DecodingChoice.DEFAULT.steps());
    private final LongProperty seed = new SimpleLongProperty();
    private final ObjectProperty<Distance> distance = new SimpleObjectProperty<>(Distance.COSINE);
    private final ObservableList<Path> runs = FXCollections.observableArrayList();
    private final ObjectProperty<Quantity> quantity = new SimpleObjectProperty<>(Quantity.LOSS);
    private final IntegerProperty smoothing = new SimpleIntegerProperty(CurveChoice.DEFAULT.smoothing());
    private final BooleanProperty epochs = new SimpleBooleanProperty();
    private final BooleanProperty xLog = new SimpleBooleanProperty();
    private final BooleanProperty yLog = new SimpleBooleanProperty();
    private final IntegerProperty draws = new SimpleIntegerProperty(10_000);

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

    /** The decoder of Figures 6 and 7; null for the one that is open in the window. */
    ObjectProperty<Path> decoderProperty() {
        return decoder;
    }

    /** The decoder that is open in the window. */
    Optional<OpenDecoder> openDecoder() {
        return selection.decoder();
    }

    /** Decoded samples of each block. */
    IntegerProperty samplesProperty() {
        return samples;
    }

    /** Denoising steps. */
    IntegerProperty stepsProperty() {
        return steps;
    }

    /** Of the first sample, and of mask places. */
    LongProperty seedProperty() {
        return seed;
    }

    ObjectProperty<Distance> distanceProperty() {
        return distance;
    }

    /** Run directories whose curves are shown. */
    ObservableList<Path> runs() {
        return runs;
    }

    ObjectProperty<Quantity> quantityProperty() {
        return quantity;
    }

    /** Records that a curve is averaged over. */
    IntegerProperty smoothingProperty() {
        return smoothing;
    }

    BooleanProperty epochsProperty() {
        return epochs;
    }

    BooleanProperty xLogProperty() {
        return xLog;
    }

    BooleanProperty yLogProperty() {
        return yLog;
    }

    /** Images that mask statistics draw. */
    IntegerProperty drawsProperty() {
        return draws;
    }

    /**
     * The source of a new part.
     *
     * @throws InputException when something that it needs is not open
     */
    PanelSource source() {
        Template chosen = template.get();
        if (chosen.usesCheckpoint() && selection.checkpoint().isEmpty()) {
            throw new InputException(chosen.title() + " shows what a model says: open a checkpoint first (Ctrl+K).");
        }
        if (selection.layout().state() == null) {
            throw new InputException("There is no mask layout yet: draw one in Masks (Space).");
        }
        MaskLayout layout = selection.layout().state().layout();
        return chosen.source(new Ingredients(
                chosen.usesImages() ? pictures() : List.of(),
                selection.fitProperty().get(),
                layout,
                List.of(),
                selection.sampling().strategyProperty().get(),
                selection.checkpoint().map(FigureFiles::of).orElse(FileInput.of(FileInput.BUNDLED)),
                Optional.ofNullable(decoder.get())
                        .map(file -> FileInput.of(file.toString()))
                        .or(() -> openDecoder().map(FigureFiles::of)),
                new DecodingChoice(samples.get(), seed.get(), DecodingChoice.DEFAULT.sampler(), steps.get(), 1),
                runs.stream().map(run -> FileInput.of(run.toString())).toList(),
                new CurveChoice(List.of(quantity.get()), smoothing.get(), epochs.get(), xLog.get(), yLog.get()),
                Template.MAPS,
                distance.get(),
                OptionalInt.empty(),
                seed.get(),
                draws.get(),
                selection.sampling().batchSizeProperty().get()));
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
