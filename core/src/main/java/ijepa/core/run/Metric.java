package ijepa.core.run;

import java.util.Optional;

import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.Pretraining;
import ijepa.core.train.TrainingStep;

/** One record of a run's metrics. */
public sealed interface Metric {

    /** Steps that were done when it was taken. */
    long stepsDone();

    /** Seconds since 1970 when it was taken. */
    double time();

    /**
     * One optimiser step.
     *
     * @param step            its number, from 0
     * @param epoch           from 0
     * @param iteration       within the epoch, from 0
     * @param loss            the published loss, before the update
     * @param objective       what was minimised: the loss with the regulariser
     * @param contextPatches  of every image; the official log's mask-A
     * @param targetPatches   of every target block; mask-B
     * @param spread          of target embeddings, measured now and then
     * @param seconds         the whole step
     * @param imagesPerSecond over this step
     * @param waitShare       of the step spent waiting for pictures and masks, from 0 to 1
     * @param memoryBytes     of this process, resident
     */
    record Step(
            long step,
            int epoch,
            int iteration,
            double loss,
            double objective,
            TrainingStep.Rates rates,
            int contextPatches,
            int targetPatches,
            GradientNorms gradients,
            Optional<FeatureSpread> spread,
            double seconds,
            double imagesPerSecond,
            double waitShare,
            long memoryBytes,
            double time)
            implements Metric {

        static Step of(Pretraining.Progress progress, int images, long memoryBytes, double time) {
            return new Step(
                    progress.step(),
                    progress.epoch(),
                    progress.iteration(),
                    progress.loss(),
                    progress.measures().objective(),
                    progress.rates(),
                    progress.contextPatches(),
                    progress.targetPatches(),
                    progress.measures().gradients(),
                    progress.measures().spread(),
                    progress.seconds(),
                    images / progress.seconds(),
                    progress.waitSeconds() / progress.seconds(),
                    memoryBytes,
                    time);
        }

        @Override
        public long stepsDone() {
            return step + 1;
        }
    }

    /**
     * A nearest-neighbour probe at an epoch's end.
     *
     * @param epoch    that ended, from 0
     * @param accuracy share of held-out pictures classified rightly
     * @param spread   of the held-out pictures' vectors
     */
    record Probe(long stepsDone, int epoch, double accuracy, FeatureSpread spread, double time) implements Metric {}
}
