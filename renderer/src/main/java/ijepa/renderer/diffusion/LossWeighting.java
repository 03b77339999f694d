package ijepa.renderer.diffusion;

/** How much a step's squared error counts; the variational bound always counts whole. */
public enum LossWeighting {
    /** The same at every step: as RCDM has it, where the network says the noise. */
    UNIFORM {
        @Override
        double weight(double alphaBar, PredictionType predicts) {
            return predicts.weight(alphaBar);
        }
    },
    /**
     * Less where there is little noise: {@code min(s, 5) / s} at a ratio of signal to noise {@code s = alphaBar / (1 -
     * alphaBar)} for the error of the noise (Hang et al. 2023, Min-SNR-5, which is the same whatever the network says). The last, nearly invisible noise has by far
     * the largest error, which no network can bring down; without it the gradient says more of the picture.
     */
    MIN_SNR {
        @Override
        double weight(double alphaBar, PredictionType predicts) {
            double ratio = alphaBar / (1 - alphaBar);
            return Math.min(ratio, 5) / ratio;
        }
    };

    /**
     * Weight of the noise's squared error at a step where the picture's share of the variance is {@code alphaBar}, more than 0
     * and less than 1.
     */
    abstract double weight(double alphaBar, PredictionType predicts);
}
