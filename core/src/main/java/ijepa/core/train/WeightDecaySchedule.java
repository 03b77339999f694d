package ijepa.core.train;

/**
 * A cosine from one weight decay to another, as the published code's {@code CosineWDSchedule}.
 *
 * @param start      value at the beginning
 * @param end        value at the end; may be larger
 * @param totalSteps steps in all
 */
public record WeightDecaySchedule(double start, double end, long totalSteps) {

    /** The weight decay of a step, which counts from 0. The published schedule advances before it is used. */
    public double at(long step) {
        double progress = (step + 1.0) / totalSteps;
        double value = end + (start - end) * 0.5 * (1 + Math.cos(Math.PI * progress));
        return end <= start ? Math.max(end, value) : Math.min(end, value);
    }
}
