package ijepa.core.checkpoint;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.ParameterSource;
import ijepa.core.model.Predictor;
import ijepa.core.model.VisionTransformer;

/**
 * A model's weights as they lie in a file, described and ready to be read into the engine: the published code's
 * checkpoints, safetensors files and Hugging Face folders. Opening reads descriptions only, whatever the size. Keep it open
 * until the model is loaded.
 */
public final class Checkpoint implements AutoCloseable {

    private final StoredModel stored;
    private final ModelSpec spec;
    private final SequencedMap<String, StoredTensor> tensors;
    private final SequencedMap<String, long[]> expected;

    private Checkpoint(StoredModel stored, OptionalInt heads) {
        this.stored = stored;
        Map<String, long[]> shapes = new LinkedHashMap<>();
        stored.tensors().forEach((name, tensor) -> shapes.put(name, tensor.sizes()));
        spec = new SpecInference(stored.name(), shapes)
                .infer(stored.heads().isPresent() ? stored.heads() : heads, stored.predictorHeads());
        tensors = new LinkedHashMap<>(stored.tensors());
        if (spec.predictor().isEmpty()) {
            serveLoneEncoderAsBoth();
        }
        expected = expected(spec);
    }

    /**
     * Opens a checkpoint of any known kind, found out from its content.
     *
     * @param path  a file, or a Hugging Face folder
     * @param heads attention heads of the encoder where neither the file nor the published sizes say them
     * @throws InputException when it cannot be read, is damaged, or holds no I-JEPA model
     */
    public static Checkpoint open(Path path, OptionalInt heads) {
        StoredModel stored;
        if (Files.isDirectory(path)) {
            stored = HuggingFaceFolder.read(path);
        } else {
            Content content = Content.open(path);
            try {
                stored = FileReader.read(content, Optional.of(path));
            } catch (RuntimeException failure) {
                content.close();
                throw failure;
            }
        }
        try {
            return new Checkpoint(stored, heads);
        } catch (RuntimeException failure) {
            stored.contents().forEach(Content::close);
            throw failure;
        }
    }

    /**
     * Opens a checkpoint that is in memory, such as the one that comes with the program.
     *
     * @param content the bytes of a file; kept, not copied
     * @param name    what to call it in messages
     * @throws InputException when it is damaged or holds no I-JEPA model
     */
    public static Checkpoint of(byte[] content, String name) {
        return new Checkpoint(FileReader.read(Content.of(content, name), Optional.empty()), OptionalInt.empty());
    }

    /** A lone encoder is what a finished training is used for; it then stands for both. */
    private void serveLoneEncoderAsBoth() {
        boolean hasEncoder = has(Network.ENCODER);
        if (hasEncoder && has(Network.TARGET_ENCODER)) {
            return;
        }
        Network present = hasEncoder ? Network.ENCODER : Network.TARGET_ENCODER;
        Network absent = hasEncoder ? Network.TARGET_ENCODER : Network.ENCODER;
        VisionTransformer.shapes(spec.encoder()).keySet().forEach(name -> {
            StoredTensor tensor = tensors.get(present.prefix() + name);
            if (tensor != null) {
                tensors.put(absent.prefix() + name, tensor);
            }
        });
    }

    private static SequencedMap<String, long[]> expected(ModelSpec spec) {
        SequencedMap<String, long[]> expected = new LinkedHashMap<>();
        SequencedMap<String, long[]> encoder = VisionTransformer.shapes(spec.encoder());
        encoder.forEach((name, shape) -> expected.put(Network.ENCODER.prefix() + name, shape));
        spec.predictor()
                .ifPresent(predictor -> Predictor.shapes(spec.encoder(), predictor)
                        .forEach((name, shape) -> expected.put(Network.PREDICTOR.prefix() + name, shape)));
        encoder.forEach((name, shape) -> expected.put(Network.TARGET_ENCODER.prefix() + name, shape));
        return expected;
    }

    /** What to call it in messages: the path it was opened with. */
    public String name() {
        return stored.name();
    }

    public CheckpointFormat format() {
        return stored.format();
    }

    /** The model's shape. */
    public ModelSpec spec() {
        return spec;
    }

    /** What the file says beside the tensors: {@code epoch}, {@code loss}, {@code batch_size}, {@code lr} and the like. */
    public Map<String, String> details() {
        return Collections.unmodifiableMap(stored.details());
    }

    /**
     * A number of {@link #details}.
     *
     * @return empty where the file does not say it
     * @throws InputException when what it says is no number
     */
    public OptionalDouble detail(String name) {
        String text = details().get(name);
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException failure) {
            throw new InputException(name() + ": " + name + " should be a number, not '" + text + "'.", failure);
        }
    }

    /** Whether the file itself holds tensors of a network. */
    public boolean has(Network network) {
        return stored.tensors().keySet().stream().anyMatch(name -> name.startsWith(network.prefix()));
    }

    /** The file's tensors in its order, under the official names behind the network's. */
    public SequencedMap<String, StoredTensor> tensors() {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(stored.tensors()));
    }

    /** Tensors that the model needs and the file lacks. */
    public List<String> missing() {
        return expected.keySet().stream()
                .filter(name -> !tensors.containsKey(name))
                .toList();
    }

    /** Tensors in the file that neither the model nor its training has a use for. */
    public List<String> unexpected() {
        return stored.tensors().keySet().stream()
                .filter(name -> !expected.containsKey(name) && !OptimizerState.isOfTraining(name))
                .toList();
    }

    /** All of it for people: what was found, what is missing and what is unused. */
    public CheckpointListing listing() {
        return CheckpointListing.of(this);
    }

    /** Tensors of another shape than the model needs, each in a line that says both. */
    public List<String> misshapen() {
        List<String> lines = new ArrayList<>();
        expected.forEach((name, shape) -> {
            StoredTensor tensor = stored.tensors().get(name);
            if (tensor != null && !Arrays.equals(tensor.sizes(), shape)) {
                lines.add(name + " is " + tensor.shape() + " but should be " + Arrays.toString(shape));
            }
        });
        return lines;
    }

    /**
     * The optimiser's state, to go on training from a published checkpoint or one of our own training.
     *
     * @return empty where the file has none
     * @throws InputException when it does not belong to the model
     */
    public Optional<OptimizerState> optimizer() {
        return stored.optimizer()
                .map(state -> OptimizerState.read(stored.name(), spec, state))
                .or(() -> OptimizerState.read(
                        spec, stored.tensors(), detail("lr").orElse(OptimizerSource.PUBLISHED_LEARNING_RATE)));
    }

    /**
     * Where the model's parameters are read from, under {@code encoder.*}, {@code predictor.*}, {@code target_encoder.*}.
     * A lone encoder is given under both names.
     *
     * @throws InputException when the file lacks tensors that the model needs, or has them in another shape
     */
    public ParameterSource parameters() {
        return parameters(Progress.NONE);
    }

    /**
     * The same, and how much of what the model needs has been read.
     *
     * @param progress told after every tensor, with the share of all values; may end the reading
     * @throws InputException when the file lacks tensors that the model needs, or has them in another shape
     */
    public ParameterSource parameters(Progress progress) {
        requireWhole();
        boolean oneEncoder = !has(Network.ENCODER) || !has(Network.TARGET_ENCODER);
        double all = 0;
        for (String name : expected.keySet()) {
            all += oneEncoder && name.startsWith(Network.TARGET_ENCODER.prefix())
                    ? 0
                    : tensors.get(name).elements();
        }
        double total = all;
        return new ParameterSource() {

            private double done;

            @Override
            public boolean hasOneEncoder() {
                return oneEncoder;
            }

            @Override
            public Set<String> names() {
                return Collections.unmodifiableSet(tensors.keySet());
            }

            @Override
            public long[] shape(String name) {
                return tensors.get(name).sizes();
            }

            @Override
            public void read(String name, FloatBuffer into) {
                StoredTensor tensor = tensors.get(name);
                tensor.read(into);
                done += tensor.elements();
                progress.reached(Math.min(1, done / total));
            }
        };
    }

    private void requireWhole() {
        for (Network network : List.of(Network.ENCODER, Network.TARGET_ENCODER)) {
            if (spec.predictor().isPresent() && !has(network)) {
                throw new InputException(stored.name() + " has a predictor but no tensor of the "
                        + network.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ", so it cannot predict: use a checkpoint with all three networks.");
            }
        }
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new InputException(stored.name() + " is incomplete: it lacks " + missing.size()
                    + (missing.size() == 1 ? " tensor, " : " tensors, the first of them ") + missing.getFirst() + ".");
        }
        List<String> misshapen = misshapen();
        if (!misshapen.isEmpty()) {
            throw new InputException(
                    stored.name() + " does not fit together: the tensor " + misshapen.getFirst() + ".");
        }
    }

    @Override
    public void close() {
        stored.contents().forEach(Content::close);
    }
}
