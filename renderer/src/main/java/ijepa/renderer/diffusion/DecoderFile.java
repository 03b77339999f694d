package ijepa.renderer.diffusion;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.ParameterSource;

/**
 * A decoder in a file: safetensors with {@code ema.*}, the weights to sample with, and where it may be trained on {@code
 * unet.*}, both under the official names; {@code condition.mean} and {@code condition.deviation [kinds, D]}; where the network
 * takes a {@link Sketch}, {@code sketch.weight [kinds, 3 * side * side * D]} and {@code sketch.bias}; and in the
 * metadata {@code format}, {@code decoder}, its description as JSON, {@code step}, and {@link LearntConditions}:
 * {@code learnt_kinds}, such as {@code block,image}, and {@code dropping}.
 */
public final class DecoderFile {

    static final String FORMAT = "ijepa-workbench decoder";
    private static final String MEAN = "condition.mean";
    private static final String DEVIATION = "condition.deviation";
    private static final String SKETCH = "sketch.weight";
    private static final String SKETCH_BIAS = "sketch.bias";

    /** Steps that a run's weights were trained for before it; the metadata's {@code step} counts the run's own. */
    static final String EARLIER_STEPS = "earlier_steps";

    private DecoderFile() {}

    /**
     * A decoder in a writer, to which more can be added.
     *
     * @param online   may be null
     * @param metadata {@code step} and, where there are any, {@link #EARLIER_STEPS}; and whatever else
     */
    static SafetensorsWriter collect(
            DecoderSpec spec,
            Conditioning conditioning,
            UNet average,
            UNet online,
            ElementType type,
            Map<String, String> metadata) {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.metadata("format", FORMAT);
        writer.metadata("decoder", spec.json());
        conditioning.learnt().metadata().forEach(writer::metadata);
        metadata.forEach(writer::metadata);
        add(writer, DecoderTrainingStep.AVERAGE.prefix(), average.parameters(), type);
        if (online != null) {
            add(writer, DecoderTrainingStep.UNET.prefix(), online.parameters(), type);
        }
        rows(writer, MEAN, conditioning.scale().mean());
        rows(writer, DEVIATION, conditioning.scale().deviation());
        conditioning.sketch().ifPresent(sketch -> {
            rows(writer, SKETCH, sketch.weight());
            rows(writer, SKETCH_BIAS, sketch.bias());
        });
        return writer;
    }

    private static void add(SafetensorsWriter writer, String prefix, NetworkParameters parameters, ElementType type) {
        parameters
                .all()
                .forEach((name, array) -> writer.add(
                        prefix + name, type, array.getShape().getShape(), into -> parameters.write(name, into)));
    }

    private static void rows(SafetensorsWriter writer, String name, float[][] rows) {
        writer.add(name, ElementType.F32, new long[] {rows.length, rows[0].length}, into -> {
            for (float[] row : rows) {
                into.put(row);
            }
        });
    }

    /** A decoder's file, open. */
    record Stored(DecoderSpec spec, Conditioning conditioning, long step, SafetensorsFile file)
            implements ParameterSource, AutoCloseable {

        @Override
        public Set<String> names() {
            return file.entries().keySet();
        }

        @Override
        public long[] shape(String name) {
            return file.entry(name).sizes();
        }

        @Override
        public void read(String name, FloatBuffer into) {
            file.read(name, into);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /** Whether a file is a decoder, going by its header; a file that cannot be read is none. */
    public static boolean isDecoder(Path path) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return FORMAT.equals(file.metadata().get("format"));
        } catch (InputException unreadable) {
            return false;
        }
    }

    static Stored open(Path path) {
        return open(SafetensorsFile.open(path));
    }

    /** A decoder's file; it is closed when it is none. */
    static Stored open(SafetensorsFile file) {
        try {
            Map<String, String> metadata = file.metadata();
            if (!FORMAT.equals(metadata.get("format"))) {
                throw new InputException(file.name() + " is no decoder: make one with 'ijepa decoder train'.");
            }
            DecoderSpec spec = DecoderSpec.ofJson(metadata.get("decoder"), file.name());
            ConditionScale scale = new ConditionScale(
                    rows(file, MEAN, spec.embeddingDim()), rows(file, DEVIATION, spec.embeddingDim()));
            Conditioning conditioning = new Conditioning(
                    scale,
                    spec.unet().hasSketch() ? Optional.of(sketch(file, spec)) : Optional.empty(),
                    LearntConditions.read(metadata));
            return new Stored(spec, conditioning, number(metadata, "step") + number(metadata, EARLIER_STEPS), file);
        } catch (RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static Sketch sketch(SafetensorsFile file, DecoderSpec spec) {
        int kinds = ConditionKind.values().length;
        int side = (int) Math.round(Math.sqrt(file.floats(SKETCH_BIAS).length / (3.0 * kinds)));
        int pixels = 3 * side * side;
        return new Sketch(side, rows(file, SKETCH, pixels * spec.embeddingDim()), rows(file, SKETCH_BIAS, pixels));
    }

    private static long number(Map<String, String> metadata, String key) {
        String text = metadata.getOrDefault(key, "0");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static float[][] rows(SafetensorsFile file, String name, int dim) {
        int kinds = ConditionKind.values().length;
        float[] values = file.floats(name);
        if (values.length != kinds * dim) {
            throw new InputException(file.name() + ": the tensor " + name + " should hold " + kinds + " x " + dim
                    + " numbers, not " + values.length + ".");
        }
        float[][] rows = new float[kinds][dim];
        for (int i = 0; i < values.length; i++) {
            rows[i / dim][i % dim] = values[i];
        }
        return rows;
    }
}
