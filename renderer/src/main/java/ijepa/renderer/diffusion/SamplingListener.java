package ijepa.renderer.diffusion;

/** Is told how sampling goes on. */
@FunctionalInterface
public interface SamplingListener {

    /** Waits for the end. */
    SamplingListener NONE = (done, total, state) -> true;

    /** Where sampling is after a step, taken from the device only when asked for. Ask during the call only. */
    interface State {

        /** What the pictures will be, as known so far: {@code [B, 3, H, W]} from -1 to 1. */
        float[] estimate();

        /** The pictures with the noise that is still in them. */
        float[] noisy();
    }

    /**
     * A step was done.
     *
     * @param done  from 1
     * @param total steps in all
     * @return false to stop here
     */
    boolean stepped(int done, int total, State state);

    /**
     * The device has no memory for all samples at once: so many are drawn at a time, and steps are counted anew for each
     * such part.
     */
    default void smallerBatch(int samples) {}
}
