package ijepa.app.figure;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.core.image.Fit;
import ijepa.renderer.figure.recipe.CurveChoice;
import ijepa.renderer.figure.recipe.DecodingChoice;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.MapLook;
import ijepa.renderer.figure.recipe.PanelSource.MapKind;
import ijepa.renderer.figure.recipe.Quantity;
import ijepa.renderer.figure.recipe.Template;
import ijepa.renderer.map.ColourScale;
import ijepa.renderer.map.Distance;

/** What can be set of parts, of every kind together; of each part only its own kind's settings count. */
final class PartSettings {

    /** Colours of a map and the values that they reach over. */
    record Colours(ObjectProperty<ColourScale> scale, BooleanProperty fixed, DoubleProperty low, DoubleProperty high) {

        static Colours of(ColourScale scale) {
            return new Colours(
                    new SimpleObjectProperty<>(scale),
                    new SimpleBooleanProperty(),
                    new SimpleDoubleProperty(0),
                    new SimpleDoubleProperty(1));
        }

        void read(ColourScale colours, List<Double> range) {
            scale.set(colours);
            fixed.set(!range.isEmpty());
            if (!range.isEmpty()) {
                low.set(range.getFirst());
                high.set(range.getLast());
            }
        }

        List<Double> range() {
            return fixed.get() ? List.of(low.get(), high.get()) : List.of();
        }
    }

    // Properties

    final ObjectProperty<Fit> fit = new SimpleObjectProperty<>(Fit.CENTRE_CROP);
    /** Of Figures 6 and 7; null for the one that is open in the window. */
    final ObjectProperty<FileInput> decoder = new SimpleObjectProperty<>();

    final IntegerProperty samples = new SimpleIntegerProperty(DecodingChoice.DEFAULT.samples());
    final IntegerProperty steps = new SimpleIntegerProperty(DecodingChoice.DEFAULT.steps());
    final ObjectProperty<String> sampler = new SimpleObjectProperty<>(DecodingChoice.DEFAULT.sampler());
    final DoubleProperty guidance = new SimpleDoubleProperty(DecodingChoice.DEFAULT.guidance());
    /** Of the first sample, and of mask places. */
    final LongProperty seed = new SimpleLongProperty();

    final ObservableList<MapKind> maps = FXCollections.observableArrayList(Template.MAPS);
    final ObjectProperty<Distance> distance = new SimpleObjectProperty<>(Distance.COSINE);
    final Colours errors = Colours.of(MapLook.DEFAULT.errors());
    final Colours similarities = Colours.of(MapLook.DEFAULT.similarities());
    final BooleanProperty boxes = new SimpleBooleanProperty(MapLook.DEFAULT.boxes());
    /** Whether similarity is shown to a chosen patch, rather than to the middle of the first block. */
    final BooleanProperty anchored = new SimpleBooleanProperty();

    final IntegerProperty anchor = new SimpleIntegerProperty();

    /** Run directories whose curves are shown. */
    final ObservableList<FileInput> runs = FXCollections.observableArrayList();

    final ObservableList<Quantity> quantities = FXCollections.observableArrayList(CurveChoice.DEFAULT.quantities());
    /** Records that a curve is averaged over. */
    final IntegerProperty smoothing = new SimpleIntegerProperty(CurveChoice.DEFAULT.smoothing());

    final BooleanProperty epochs = new SimpleBooleanProperty();
    final BooleanProperty xLog = new SimpleBooleanProperty();
    final BooleanProperty yLog = new SimpleBooleanProperty();

    /** Images that mask statistics draw. */
    final IntegerProperty draws = new SimpleIntegerProperty(10_000);

    final IntegerProperty batch = new SimpleIntegerProperty(64);
    /** Pictures of a sheet beside each other. */
    final IntegerProperty columns = new SimpleIntegerProperty(1);

    /** All of these, to follow their changes. */
    List<Observable> all() {
        return Stream.concat(
                        Stream.<Observable>of(
                                fit,
                                decoder,
                                samples,
                                steps,
                                sampler,
                                guidance,
                                seed,
                                maps,
                                distance,
                                boxes,
                                anchored,
                                anchor,
                                runs,
                                quantities,
                                smoothing,
                                epochs,
                                xLog,
                                yLog,
                                draws,
                                batch,
                                columns),
                        Stream.of(errors, similarities)
                                .flatMap(
                                        colours -> Arrays.<Observable>asList(
                                                colours.scale, colours.fixed, colours.low, colours.high)
                                                .stream()))
                .toList();
    }

    DecodingChoice decoding() {
        return new DecodingChoice(samples.get(), seed.get(), sampler.get(), steps.get(), guidance.get());
    }

    void use(DecodingChoice choice) {
        samples.set(choice.samples());
        seed.set(choice.seed());
        sampler.set(choice.sampler());
        steps.set(choice.steps());
        guidance.set(choice.guidance());
    }

    /**
     * How maps look.
     *
     * @throws ijepa.core.InputException when a range is none
     */
    MapLook look() {
        return new MapLook(
                errors.scale.get(), similarities.scale.get(), errors.range(), similarities.range(), boxes.get());
    }

    void use(MapLook look) {
        errors.read(look.errors(), look.errorRange());
        similarities.read(look.similarities(), look.similarityRange());
        boxes.set(look.boxes());
    }

    OptionalInt anchor() {
        return anchored.get() ? OptionalInt.of(anchor.get()) : OptionalInt.empty();
    }

    void use(OptionalInt patch) {
        anchored.set(patch.isPresent());
        patch.ifPresent(anchor::set);
    }

    CurveChoice curves() {
        return new CurveChoice(List.copyOf(quantities), smoothing.get(), epochs.get(), xLog.get(), yLog.get());
    }
}
