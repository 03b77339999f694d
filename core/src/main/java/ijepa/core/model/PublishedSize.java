package ijepa.core.model;

/** The encoder sizes of the published code. */
public enum PublishedSize {
    TINY(192, 12, 3, 4),
    SMALL(384, 12, 6, 4),
    BASE(768, 12, 12, 4),
    LARGE(1024, 24, 16, 4),
    HUGE(1280, 32, 16, 4),
    GIANT(1408, 40, 16, 48.0 / 11);

    private final int embedDim;
    private final int depth;
    private final int heads;
    private final double mlpRatio;

    PublishedSize(int embedDim, int depth, int heads, double mlpRatio) {
        this.embedDim = embedDim;
        this.depth = depth;
        this.heads = heads;
        this.mlpRatio = mlpRatio;
    }

    /** The encoder for an image and patch size in pixels. */
    public EncoderSpec encoder(int imageSize, int patchSize) {
        return new EncoderSpec(imageSize, patchSize, embedDim, depth, heads, mlpRatio);
    }

    /** Encoder and predictor; the predictor has as many heads as the encoder, as in the published code. */
    public ModelSpec model(int imageSize, int patchSize, int predictorDim, int predictorDepth) {
        return new ModelSpec(encoder(imageSize, patchSize), new PredictorSpec(predictorDim, predictorDepth, heads));
    }
}
