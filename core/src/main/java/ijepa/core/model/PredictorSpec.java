package ijepa.core.model;

/**
 * The shape of the predictor.
 *
 * @param dim   its own width
 * @param depth number of blocks
 * @param heads attention heads; the published code uses as many as the encoder has
 */
public record PredictorSpec(int dim, int depth, int heads) {

    public PredictorSpec {
        Checks.transformer("predictor", dim, depth, heads);
    }
}
