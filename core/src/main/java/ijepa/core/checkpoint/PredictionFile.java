package ijepa.core.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;

import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;

/**
 * One prediction's arrays as safetensors, exactly as computed: {@code image [3, H, W]} as fed to the networks, {@code
 * context_indices [Nc]}, {@code context_out [Nc, D]}, {@code target_full [N, D]} before the loss's layer norm, and for
 * each block m from 0 {@code target_indices/m [Nm]}, {@code target/m} and {@code predicted/m [Nm, D]}, which the loss
 * compares. Indices are 64-bit, all else float32.
 */
public final class PredictionFile {

    private PredictionFile() {}

    /**
     * Writes the file, replacing one of that name.
     *
     * @throws ijepa.core.InputException when it cannot be written
     */
    public static void write(Prediction prediction, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.metadata("format", "ijepa-workbench prediction");
        writer.add(
                "image",
                new long[] {3, prediction.image().height(), prediction.image().width()},
                prediction.image().values());
        indices(writer, "context_indices", prediction.layout().contextPatches());
        vectors(writer, "context_out", prediction.context());
        vectors(writer, "target_full", prediction.targetFull());
        for (int m = 0; m < prediction.blocks().size(); m++) {
            Prediction.BlockPrediction block = prediction.blocks().get(m);
            indices(writer, "target_indices/" + m, block.patches());
            vectors(writer, "target/" + m, block.target());
            vectors(writer, "predicted/" + m, block.predicted());
        }
        writer.write(file);
    }

    private static void indices(SafetensorsWriter writer, String name, int[] patches) {
        writer.add(
                name,
                new long[] {patches.length},
                Arrays.stream(patches).asLongStream().toArray());
    }

    private static void vectors(SafetensorsWriter writer, String name, Embeddings vectors) {
        writer.add(name, new long[] {vectors.count(), vectors.dimension()}, vectors.values());
    }
}
