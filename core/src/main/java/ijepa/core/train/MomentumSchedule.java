package ijepa.core.train;

/**
 * The momentum of the target encoder's moving average, linear from start to end.
 *
 * @param start      value of the first step
 * @param end        value that is reached after the last
 * @param totalSteps steps in all; the published code does not round it
 */
public record MomentumSchedule(double start, double end, double totalSteps) {

    /** The momentum of a step, which counts from 0. */
    public double at(long step) {
        return start + step * (end - start) / totalSteps;
    }
}
