package ijepa.core.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.model.ParameterSource;

/**
 * The parameters of one network as {@code torch.save(model.state_dict())} writes them, under whatever names it has; {@code
 * module.} before all of them is left out. Opening reads descriptions only.
 */
public final class StateDictFile implements ParameterSource, AutoCloseable {

    private static final byte[] ARCHIVE = {'P', 'K', 3, 4};

    private final Content content;
    private final Map<String, StoredTensor> tensors;

    private StateDictFile(Content content, Map<String, StoredTensor> tensors) {
        this.content = content;
        this.tensors = tensors;
    }

    /** Whether a file starts as an archive of PyTorch does. */
    public static boolean isArchive(Path file) {
        try (InputStream start = Files.newInputStream(file)) {
            return Arrays.equals(start.readNBytes(ARCHIVE.length), ARCHIVE);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Opens a file.
     *
     * @throws InputException when it cannot be read, is damaged, or holds no tensors by name
     */
    public static StateDictFile open(Path file) {
        Content content = Content.open(file);
        try {
            Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            if (TorchArchive.read(content) instanceof Map<?, ?> entries) {
                entries.forEach((name, value) -> {
                    if (value instanceof StoredTensor tensor) {
                        tensors.put(TensorNames.without(TensorNames.PARALLEL, name.toString()), tensor);
                    }
                });
            }
            if (tensors.isEmpty()) {
                throw new InputException(
                        content.name()
                                + " holds no tensors by name: save the network alone, with torch.save(model.state_dict(), file).");
            }
            return new StateDictFile(content, Collections.unmodifiableMap(tensors));
        } catch (RuntimeException failure) {
            content.close();
            throw failure;
        }
    }

    /**
     * Writes parameters in this way, as float32, to be read by {@code torch.load(weights_only=True)}.
     *
     * @param shapes names and sizes of what to write
     * @param values has all of these
     * @throws InputException when it cannot be written; what was there before stays
     */
    public static void write(Path file, SequencedMap<String, long[]> shapes, ParameterSource values) {
        Map<String, Object> top = new LinkedHashMap<>();
        shapes.forEach((name, shape) ->
                top.put(name, WrittenTensor.of(ElementType.F32, shape, into -> values.read(name, into))));
        TorchArchive.write(file, top);
    }

    /** What to call it in messages: the path it was opened with. */
    public String name() {
        return content.name();
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public long[] shape(String name) {
        return tensors.get(name).sizes();
    }

    @Override
    public void read(String name, FloatBuffer into) {
        tensors.get(name).read(into);
    }

    @Override
    public void close() {
        content.close();
    }
}
