package ijepa.core.preflight;

import java.util.Collection;

import ijepa.core.model.EncoderSpec;
import ijepa.core.model.Predictor;
import ijepa.core.model.PredictorSpec;
import ijepa.core.model.VisionTransformer;
import ijepa.core.tensor.Precision;
import ijepa.core.train.PretrainConfig;

/**
 * Memory that a step needs, in bytes, from the shapes of what it keeps.
 *
 * <p>State, for E encoder and P predictor parameters in float32: two encoders and a predictor, and a gradient and two
 * moments for what is trained: {@code 4 (2 E + P) + 12 (E + P)}; in bfloat16 a copy of the trained weights besides.
 *
 * <p>What a transformer block of width D and MLP width H keeps of each token for the backward pass, in values: its input
 * and the sum after attention in float32, 2 D; and in the precision of matrix products two normed inputs, queries, keys,
 * values and attention's output, 6 D, and the MLP's two, 2 H. On a processor in bfloat16 attention keeps copies of queries,
 * keys and values, 3 D, and its weights, one a head and a token. Context encoder tokens: J B Nc; predictor tokens: M J B
 * (Nc + Nt). The target encoder keeps nothing but the block at hand. Where blocks are computed again, only their inputs
 * stay, 4 D, and all of that for one block. A step in parts holds one part's activations, and a part's gradients beside
 * their sum.
 *
 * @param parameters  E + E + P
 * @param state       bytes of weights, gradients and moments
 * @param activations bytes that the backward pass needs
 * @param pictures    bytes of batches made ahead and of the cache
 * @param checkpoint  bytes of one: all weights and two moments for what is trained
 */
record MemoryEstimate(long parameters, long state, long activations, long pictures, long checkpoint) {

    /** The engine, Java and what the allocator holds in reserve: what a step of a tiny model takes besides. */
    private static final long ENGINE = 600_000_000;

    private static final int SINGLE = 4;

    /**
     * Estimates.
     *
     * @param onProcessor whether the networks run on the processor
     */
    static MemoryEstimate of(PretrainConfig config, MaskForecast masks, boolean onProcessor) {
        EncoderSpec encoder = config.model().encoder();
        PredictorSpec predictor = config.model().predictor().orElseThrow();
        long wide = count(VisionTransformer.shapes(encoder).values());
        long narrow = count(Predictor.shapes(encoder, predictor).values());
        boolean half = config.precision() == Precision.BF16;
        boolean inParts = config.step().accumulate() > 1;
        // The gradients of a part beside their sum.
        long gradients = inParts ? 2L * SINGLE * (wide + narrow) : SINGLE * (wide + narrow);
        long state = SINGLE * (2 * wide + narrow)
                + 2L * SINGLE * (wide + narrow)
                + gradients
                + (half ? 2 * (wide + narrow) : 0);

        double batch = config.loader().batchSize();
        double contexts = masks.contexts() * batch;
        double blocks = masks.targets() * contexts;
        double sequence = masks.context() + masks.target();
        Kept kept = new Kept(half, half && onProcessor);
        double encoderBlock = contexts
                * masks.context()
                * kept.bytes(encoder.embedDim(), encoder.mlpDim(), encoder.heads(), masks.context());
        double predictorBlock =
                blocks * sequence * kept.bytes(predictor.dim(), 4 * predictor.dim(), predictor.heads(), sequence);
        double inputs = SINGLE
                * (encoder.depth() * contexts * masks.context() * encoder.embedDim()
                        + predictor.depth() * blocks * sequence * predictor.dim());
        double blocksKept = config.step().checkpointActivations()
                ? inputs + Math.max(encoderBlock, predictorBlock)
                : encoder.depth() * encoderBlock + predictor.depth() * predictorBlock;
        double activations = blocksKept
                + batch
                        * encoder.grid().size()
                        * kept.bytes(
                                encoder.embedDim(),
                                encoder.mlpDim(),
                                0,
                                encoder.grid().size());
        double image =
                3.0 * SINGLE * config.loader().imageSize() * config.loader().imageSize();
        boolean copied = inParts && config.regulariser().looksAt().isPresent();
        double held = config.loader().ahead() + 2 + (copied ? config.step().accumulate() : 0);
        long pictures = (long) (image * batch * held)
                + config.loader().cacheWithin(Runtime.getRuntime().maxMemory());
        long checkpoint = SINGLE * (2 * wide + narrow) + 2L * SINGLE * (wide + narrow);
        return new MemoryEstimate(2 * wide + narrow, state, (long) activations, pictures, checkpoint);
    }

    /** What a block keeps of a token. */
    private record Kept(boolean half, boolean attentionWeights) {

        double bytes(double width, double hidden, int heads, double tokens) {
            double product = half ? 2 : SINGLE;
            double attention = attentionWeights ? product * (3 * width + heads * tokens) : 0;
            return 2 * SINGLE * width + product * (6 * width + 2 * hidden) + attention;
        }
    }

    private static long count(Collection<long[]> shapes) {
        long count = 0;
        for (long[] sizes : shapes) {
            long product = 1;
            for (long size : sizes) {
                product *= size;
            }
            count += product;
        }
        return count;
    }

    /** Bytes on the device of the networks. */
    long onDevice() {
        return state + activations;
    }

    /** Bytes in all where the processor does everything. */
    long onProcessor() {
        return onDevice() + pictures + ENGINE;
    }
}
