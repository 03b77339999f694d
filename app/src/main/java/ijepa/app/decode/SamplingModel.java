package ijepa.app.decode;

import java.util.concurrent.ThreadLocalRandom;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import ijepa.app.shell.DecoderMachine;
import ijepa.app.shell.OpenDecoder;
import ijepa.app.shell.ShellModel;
import ijepa.core.tensor.Precision;
import ijepa.renderer.figure.recipe.DecodingChoice;

/** How samples are drawn: the way, the steps, the seeds, and where it is computed. */
public final class SamplingModel {

    static final int MOST_STEPS = 1000;
    static final double MOST_GUIDANCE = 10;
    private static final int SAMPLES = 4;

    private final ShellModel shell;
    private final SeedsModel seeds =
            new SeedsModel(SAMPLES, () -> ThreadLocalRandom.current().nextInt(1, 1_000_000));
    private Runnable changed = () -> {};
    private boolean following;

    // Properties

    private final ObjectProperty<SamplerChoice> sampler = new SimpleObjectProperty<>(SamplerChoice.DPM);
    private final IntegerProperty steps = new SimpleIntegerProperty(DecodingChoice.DEFAULT.steps());
    private final DoubleProperty guidance = new SimpleDoubleProperty(DecodingChoice.DEFAULT.guidance());
    private final IntegerProperty samples = new SimpleIntegerProperty(SAMPLES);
    private final ObjectProperty<Precision> precision = new SimpleObjectProperty<>(DecoderMachine.USUAL.precision());
    private final ObjectProperty<String> device = new SimpleObjectProperty<>(DecoderMachine.USUAL.device());
    private final ObservableList<String> devices = FXCollections.observableArrayList();
    private final ObservableList<String> devicesView = FXCollections.unmodifiableObservableList(devices);

    SamplingModel(ShellModel shell) {
        this.shell = shell;
        devices.setAll(device.get());
        sampler.addListener(ignored -> changed.run());
        steps.addListener(ignored -> changed.run());
        guidance.addListener(ignored -> changed.run());
        samples.addListener((property, old, count) -> seeds.resize(count.intValue()));
        seeds.seeds().addListener((ListChangeListener<SeedsModel.Seed>) change -> {
            samples.set(seeds.seeds().size());
            changed.run();
        });
        precision.addListener(ignored -> move());
        device.addListener(ignored -> move());
        shell.selection().decoderProperty().subscribe(this::follow);
    }

    /** Whoever draws is told of every change that makes other samples. */
    void whenChanged(Runnable told) {
        changed = told;
    }

    public SeedsModel seeds() {
        return seeds;
    }

    public ObjectProperty<SamplerChoice> samplerProperty() {
        return sampler;
    }

    /** Denoising steps of a sample. */
    public IntegerProperty stepsProperty() {
        return steps;
    }

    /** How much the condition is exaggerated; 1 for not, as in the paper. */
    public DoubleProperty guidanceProperty() {
        return guidance;
    }

    /** Samples of each row. */
    public IntegerProperty samplesProperty() {
        return samples;
    }

    /** What the decoder computes in; another loads it anew. */
    public ObjectProperty<Precision> precisionProperty() {
        return precision;
    }

    /** Where the decoder computes; another loads it anew. */
    public ObjectProperty<String> deviceProperty() {
        return device;
    }

    /** Where it can; all of them are known once a decoder is open. */
    public ObservableList<String> devices() {
        return devicesView;
    }

    DecodeSettings settings(RowChoice rows) {
        return new DecodeSettings(sampler.get(), steps.get(), guidance.get(), seeds.numbers(), rows);
    }

    private void follow(OpenDecoder open) {
        if (open == null) {
            return;
        }
        following = true;
        devices.setAll(shell.models().devices());
        if (!devices.contains(open.machine().device())) {
            devices.add(open.machine().device());
        }
        precision.set(open.machine().precision());
        device.set(open.machine().device());
        following = false;
    }

    private void move() {
        if (!following && device.get() != null) {
            shell.useDecoderMachine(new DecoderMachine(device.get(), precision.get()));
        }
    }
}
