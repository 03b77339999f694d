package ijepa.core.train;

/**
 * Linear warm-up, then a cosine to the final value, as the published code's {@code WarmupCosineSchedule}.
 *
 * @param start       value that the warm-up starts from
 * @param reference   value at the end of the warm-up
 * @param end         value at the end
 * @param warmupSteps steps of the warm-up
 * @param totalSteps  steps in all, warm-up included
 */
public record LearningRateSchedule(double start, double reference, double end, long warmupSteps, long totalSteps) {

    /** The learning rate of a step, which counts from 0. The published schedule advances before it is used. */
    public double at(long step) {
        long advanced = step + 1;
        if (advanced < warmupSteps) {
            double progress = (double) advanced / Math.max(1, warmupSteps);
            return start + progress * (reference - start);
        }
        double progress = (double) (advanced - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
        return Math.max(end, end + (reference - end) * 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
}
