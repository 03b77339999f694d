package ijepa.core.train;

/** The three schedules of a run. */
public record Schedules(LearningRateSchedule learningRate, WeightDecaySchedule weightDecay, MomentumSchedule momentum) {

    /**
     * The schedules of the published code.
     *
     * @param optimization      their settings
     * @param iterationsPerEpoch optimiser steps in one epoch
     */
    public static Schedules of(OptimizationConfig optimization, long iterationsPerEpoch) {
        double unrounded = iterationsPerEpoch * optimization.epochs() * optimization.iterationScale();
        long total = (long) (optimization.iterationScale() * optimization.epochs() * iterationsPerEpoch);
        return new Schedules(
                new LearningRateSchedule(
                        optimization.startLearningRate(),
                        optimization.learningRate(),
                        optimization.finalLearningRate(),
                        (long) (optimization.warmupEpochs() * iterationsPerEpoch),
                        total),
                new WeightDecaySchedule(optimization.weightDecay(), optimization.finalWeightDecay(), total),
                new MomentumSchedule(optimization.momentumStart(), optimization.momentumEnd(), unrounded));
    }
}
