package ijepa.core.mask;

import java.util.ArrayList;
import java.util.List;

/**
 * What the multi-block collator gave over some iterations, with all that is needed to draw it again.
 *
 * @param globalSeed  of the generator of places, seeded once before the first iteration
 * @param batchSize   images an iteration
 * @param imageHeight in pixels
 * @param imageWidth  in pixels
 * @param patchSize   side of a patch in pixels
 * @param settings    on the grid of that image
 */
public record MultiBlockRecord(
        long globalSeed,
        int batchSize,
        int imageHeight,
        int imageWidth,
        int patchSize,
        MultiBlockSettings settings,
        List<Iteration> iterations) {

    public MultiBlockRecord {
        iterations = List.copyOf(iterations);
    }

    /**
     * One batch.
     *
     * @param number      the iteration, which seeds the block sizes
     * @param targetSize  of all target blocks of the batch
     * @param contextSize of all context blocks, before targets are taken out
     * @param context     {@code [J][B][Nc]} patch indices after the batch's cut
     * @param target      {@code [M][B][Nt]}
     */
    public record Iteration(
            long number, BlockSize targetSize, BlockSize contextSize, int[][][] context, int[][][] target) {

        /** What a collator gave. */
        public static Iteration of(long number, MaskBatch batch) {
            return new Iteration(
                    number,
                    sizeOf(batch.targetBlocks()[0][0].bounds(batch.grid())),
                    sizeOf(batch.contextBlocks()[0][0].bounds(batch.grid())),
                    batch.context(),
                    batch.target());
        }

        private static BlockSize sizeOf(Block block) {
            return new BlockSize(block.height(), block.width());
        }
    }

    /** The batches of the same iterations, drawn again. */
    public List<MaskBatch> draw() {
        MultiBlockSampler sampler = new MultiBlockSampler(settings);
        TorchGenerator places = new TorchGenerator(globalSeed);
        List<MaskBatch> drawn = new ArrayList<>();
        for (Iteration iteration : iterations) {
            drawn.add(sampler.sample(iteration.number, batchSize, places));
        }
        return drawn;
    }
}
