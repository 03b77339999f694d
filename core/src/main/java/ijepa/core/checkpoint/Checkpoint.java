package ijepa.core.checkpoint;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.ParameterSource;

/**
 * A model's weights as they lie in a file, described and ready to be read into the engine. Keep it open until the
 * model is loaded.
 */
public final class Checkpoint implements AutoCloseable {

    private final SafetensorsFile file;
    private final ModelSpec spec;

    private Checkpoint(SafetensorsFile file, ModelSpec spec) {
        this.file = file;
        this.spec = spec;
    }

    /**
     * Opens a checkpoint of any known kind, found out from its content.
     *
     * @param heads attention heads of the encoder where neither the file nor the published sizes say them
     * @throws InputException when it cannot be read, is damaged, or holds no I-JEPA model
     */
    public static Checkpoint open(Path path, OptionalInt heads) {
        SafetensorsFile file = SafetensorsFile.open(path);
        try {
            Map<String, long[]> shapes = new LinkedHashMap<>();
            file.entries().forEach((name, entry) -> shapes.put(name, entry.sizes()));
            return new Checkpoint(
                    file,
                    new SpecInference(path.toString(), shapes)
                            .infer(
                                    said(file, ModelFile.HEADS, heads),
                                    said(file, ModelFile.PREDICTOR_HEADS, OptionalInt.empty())));
        } catch (RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static OptionalInt said(SafetensorsFile file, String key, OptionalInt otherwise) {
        String text = file.metadata().get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException failure) {
            throw new InputException(
                    file.path() + ": the metadata " + key + " should be a whole number, not '" + text + "'.", failure);
        }
    }

    public Path path() {
        return file.path();
    }

    /** The model's shape. */
    public ModelSpec spec() {
        return spec;
    }

    /** Where the model's parameters are read from, under {@code encoder.*}, {@code predictor.*}, {@code target_encoder.*}. */
    public ParameterSource parameters() {
        return new ParameterSource() {
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
        };
    }

    @Override
    public void close() {
        file.close();
    }
}
