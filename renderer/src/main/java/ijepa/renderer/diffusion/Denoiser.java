package ijepa.renderer.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What a sampler asks at every step. */
@FunctionalInterface
public interface Denoiser {

    /**
     * Says which noise is in pictures.
     *
     * @param x        {@code [B, 3, H, W]}
     * @param timestep in the schedule of training
     * @return {@code [B, 6, H, W]}: the noise, and where the variance lies in its range from -1 to 1
     */
    NDArray predict(NDManager into, NDArray x, int timestep);
}
