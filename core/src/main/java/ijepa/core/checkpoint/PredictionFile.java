package ijepa.core.checkpoint;

import java.util.Arrays;

import ijepa.core.model.Prediction;

/**
 * One prediction's arrays, exactly as computed: {@code image [3, H, W]} as fed to the networks, {@code context_indices
 * [Nc]}, {@code context_out [Nc, D]}, {@code target_full [N, D]} before the loss's layer norm, and for each block m from 0
 * {@code target_indices/m [Nm]}, {@code target/m} and {@code predicted/m [Nm, D]}, which the loss compares. Indices are
 * 64-bit, all else float32.
 */
public final class PredictionFile {

    private PredictionFile() {}

    /** The arrays, to which more can be added. */
    public static NamedArrays arrays(Prediction prediction) {
        NamedArrays arrays = new NamedArrays().metadata("format", "ijepa-workbench prediction");
        arrays.add(
                "image",
                new long[] {3, prediction.image().height(), prediction.image().width()},
                prediction.image().values());
        indices(arrays, "context_indices", prediction.layout().contextPatches());
        arrays.add("context_out", prediction.context());
        arrays.add("target_full", prediction.targetFull());
        for (int m = 0; m < prediction.blocks().size(); m++) {
            Prediction.BlockPrediction block = prediction.blocks().get(m);
            indices(arrays, "target_indices/" + m, block.patches());
            arrays.add("target/" + m, block.target());
            arrays.add("predicted/" + m, block.predicted());
        }
        return arrays;
    }

    private static void indices(NamedArrays arrays, String name, int[] patches) {
        arrays.add(
                name,
                new long[] {patches.length},
                Arrays.stream(patches).asLongStream().toArray());
    }
}
