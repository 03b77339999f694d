package ijepa.core.preflight;

import java.util.Arrays;

import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.Masking;
import ijepa.core.mask.TorchGenerator;

/**
 * Mean sizes of a run's masks, from draws as it will make them.
 *
 * @param drawnShare of the image that a context has as drawn
 * @param keptShare  of the image that is left of it once the batch's contexts are cut to the shortest
 * @param context    patches of a context after the cut
 * @param target     patches of a target
 * @param contexts   J
 * @param targets    M
 */
record MaskForecast(double drawnShare, double keptShare, double context, double target, int contexts, int targets) {

    /**
     * Draws the masks of some batches.
     *
     * @throws ijepa.core.InputException when they cannot be satisfied
     */
    static MaskForecast of(Masking masking, int images, long seed, int batches) {
        MaskSampler sampler = masking.sampler();
        TorchGenerator places = new TorchGenerator(seed);
        double drawn = 0;
        double kept = 0;
        double target = 0;
        int contexts = 0;
        int targets = 0;
        for (int iteration = 0; iteration < batches; iteration++) {
            MaskBatch batch = sampler.sample(iteration, images, places);
            drawn += Arrays.stream(batch.contextSizes())
                            .flatMapToInt(Arrays::stream)
                            .average()
                            .orElseThrow()
                    / batches;
            kept += meanLength(batch.context()) / batches;
            target += meanLength(batch.target()) / batches;
            contexts = batch.context().length;
            targets = batch.target().length;
        }
        int patches = masking.grid().size();
        return new MaskForecast(drawn / patches, kept / patches, kept, target, contexts, targets);
    }

    private static double meanLength(int[][][] masks) {
        return Arrays.stream(masks)
                .flatMap(Arrays::stream)
                .mapToInt(patches -> patches.length)
                .average()
                .orElseThrow();
    }
}
