package ijepa.renderer.diffusion;

import ijepa.core.InputException;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.StrategyJson;
import ijepa.core.tensor.Precision;

/**
 * How a decoder is trained.
 *
 * @param imageSize    side in pixels of what it makes, a multiple of what the network's levels halve
 * @param network      how large it is
 * @param sketch       side of the coarse picture that the network sees beside the noisy one, see {@link Sketch}; 0 for none
 * @param steps        optimiser steps; RCDM was trained for 300,000
 * @param batchSize    pictures a step
 * @param learningRate after the warm-up; RCDM's is 1e-4
 * @param warmup       steps over which the rate rises
 * @param anneal       steps at the run's end over which it falls to nothing, in a straight line; 0 for none
 * @param decay        of the weights' moving average; RCDM's is 0.9999
 * @param imageShare   share of the pictures of many batches that are learnt whole (Figure 7), the rest as blocks (Figure 6)
 * @param dropping     share of conditions that are dropped, which guidance needs; not part of the paper, 0 for none
 * @param predicts     what the network says
 * @param weighting    of the steps in the loss
 * @param conditions   where the conditions of whole images come from
 * @param minScale     smallest share of a picture's area that is cropped, where crops are random
 * @param masks        draws the target blocks and their contexts
 * @param precision    of the decoder's convolutions
 * @param cacheBytes   decoded pictures are kept up to this many bytes
 * @param seed         of weights, order, crops, blocks and noise
 */
public record DecoderTrainingConfig(
        int imageSize,
        NetworkShape network,
        int sketch,
        long steps,
        int batchSize,
        double learningRate,
        long warmup,
        long anneal,
        double decay,
        double imageShare,
        double dropping,
        PredictionType predicts,
        LossWeighting weighting,
        Conditions conditions,
        double minScale,
        MaskStrategy masks,
        Precision precision,
        long cacheBytes,
        long seed) {

    /** Where the conditions of whole images come from. */
    public enum Conditions {
        /** Random crops, mirrored half of the time, go through the target encoder at every step. */
        COMPUTED,
        /**
         * Every picture's centred square goes through it once, before the first step, and pixels are always that square.
         * Blocks are predicted at every step all the same, because their masks are new each time.
         */
        CACHED
    }

    public DecoderTrainingConfig {
        require(sketch >= 0 && sketch <= imageSize, "sketch", sketch, "from 0 to the image size of " + imageSize);
        require(steps >= 1, "steps", steps, "at least 1");
        require(batchSize >= 1, "batch size", batchSize, "at least 1 picture");
        require(minScale > 0 && minScale <= 1, "smallest share that is cropped", minScale, "above 0 and at most 1");
        require(cacheBytes >= 0, "memory for decoded pictures", cacheBytes, "0 or more bytes");
        require(learningRate > 0, "learning rate", learningRate, "positive");
        require(warmup >= 0, "warm-up", warmup, "0 or more steps");
        require(anneal >= 0 && anneal <= steps, "annealing", anneal, "from 0 to the run's " + steps + " steps");
        require(decay >= 0 && decay < 1, "decay of the average", decay, "from 0 to less than 1");
        require(imageShare >= 0 && imageShare <= 1, "share of whole images", imageShare, "from 0 to 1");
        require(dropping >= 0 && dropping < 1, "share of dropped conditions", dropping, "from 0 to less than 1");
        try {
            network.spec(imageSize, 1);
        } catch (IllegalArgumentException impossible) {
            throw new InputException(impossible.getMessage(), impossible);
        }
    }

    /** The learning rate of a step, counted from 0. */
    double rate(long step) {
        double risen = Math.min(1, (step + 1.0) / Math.max(1, warmup));
        double left = anneal == 0 ? 1 : Math.clamp((steps - step) / (double) anneal, 0, 1);
        return learningRate * risen * left;
    }

    /** Every value that decides a weight after a given number of steps, as text. */
    String decisive() {
        return new DecoderTrainingConfig(
                        imageSize,
                        network,
                        sketch,
                        // How long a run is decides nothing before its end, unless its rate falls towards it.
                        anneal == 0 ? 1 : steps,
                        batchSize,
                        learningRate,
                        warmup,
                        anneal,
                        decay,
                        imageShare,
                        dropping,
                        predicts,
                        weighting,
                        conditions,
                        minScale,
                        MaskStrategy.MultiBlock.PUBLISHED,
                        precision,
                        0,
                        seed)
                + StrategyJson.write(masks);
    }

    private static void require(boolean holds, String field, Number value, String wanted) {
        if (!holds) {
            throw new InputException("The decoder's " + field + " is " + value + " but must be " + wanted + ".");
        }
    }
}
