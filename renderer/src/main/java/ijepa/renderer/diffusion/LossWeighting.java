package ijepa.renderer.diffusion;

/** How much the squared error of the noise counts at a step; the variational bound always counts whole. */
public enum LossWeighting {
    /** The same at every step, as RCDM has it. */
    UNIFORM {
        @Override
        double weight(double alphaBar) {
            return 1;
        }
    },
    /**
     * Less where there is little noise: {@code min(s, 5) / s} at a ratio of signal to noise {@code s = alphaBar / (1 -
     * alphaBar)} (Hang et al. 2023, Min-SNR-5 for networks that predict noise). The last, nearly invisible noise has by far
     * the largest error, which no network can bring down; without it the gradient says more of the picture.
     */
    MIN_SNR {
        @Override
        double weight(double alphaBar) {
            double ratio = alphaBar / (1 - alphaBar);
            return Math.min(ratio, 5) / ratio;
        }
    };

    /** Weight at a step where the picture's share of the variance is {@code alphaBar}, more than 0 and less than 1. */
    abstract double weight(double alphaBar);
}
