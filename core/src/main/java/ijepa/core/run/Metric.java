package ijepa.core.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DeviceMemory;
import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.tensor.ProcessMemory;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.Position;
import ijepa.core.train.Pretraining;
import ijepa.core.train.TrainingStep;

/** One record of a run's metrics. */
public sealed interface Metric {

    /** Steps that were done when it was taken. */
    long stepsDone();

    /** Seconds since 1970 when it was taken. */
    double time();

    /** Seconds since 1970. */
    static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    /** What every optimiser step has, whatever is trained. */
    sealed interface OfStep extends Metric {

        /** Its number, from 0. */
        long step();

        /** From 0. */
        int epoch();

        /** Within the epoch, from 0. */
        int iteration();

        /** Before the update. */
        double loss();

        /** The whole step. */
        double seconds();

        /** Over this step. */
        double imagesPerSecond();

        /** Part of the step spent waiting for pictures, from 0 to 1. */
        double waitShare();

        /** Of this process, resident. */
        long memoryBytes();

        /** Used on the device, where it has memory of its own. */
        OptionalLong deviceMemoryBytes();

        @Override
        default long stepsDone() {
            return step() + 1;
        }
    }

    /**
     * One optimiser step of pretraining.
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
     * @param deviceMemoryBytes see {@link DeviceMemory#used}
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
            OptionalLong deviceMemoryBytes,
            double time)
            implements OfStep {

        static Step of(Pretraining.Progress progress, int images, ComputeDevice device) {
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
                    ProcessMemory.residentOrHeap(),
                    DeviceMemory.used(device),
                    now());
        }
    }

    /**
     * One optimiser step of another training, whose measures have names.
     *
     * @param loss   what was minimised
     * @param values the measures in their order, such as {@code mse} or {@code lr}
     */
    record Named(
            long step,
            int epoch,
            int iteration,
            double loss,
            SequencedMap<String, Double> values,
            double seconds,
            double imagesPerSecond,
            double waitShare,
            long memoryBytes,
            OptionalLong deviceMemoryBytes,
            double time)
            implements OfStep {

        public Named {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }

        /**
         * A step that was just done.
         *
         * @param before      position before it
         * @param waitSeconds spent waiting for pictures
         * @param seconds     the whole step
         * @param device      that it was done on
         */
        public static Named of(
                Position before,
                double loss,
                SequencedMap<String, Double> values,
                int images,
                double waitSeconds,
                double seconds,
                ComputeDevice device) {
            return new Named(
                    before.step(),
                    before.epoch(),
                    before.iteration(),
                    loss,
                    values,
                    seconds,
                    images / seconds,
                    waitSeconds / seconds,
                    ProcessMemory.residentOrHeap(),
                    DeviceMemory.used(device),
                    now());
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
