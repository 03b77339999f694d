package ijepa.core.mask;

/**
 * What a strategy's masks are like in the long run.
 *
 * @param grid               the patches
 * @param draws              images drawn
 * @param batch              images of a batch, for what the cut does
 * @param contextProbability {@code [N]}: how often each patch is in an image's context as drawn
 * @param seenProbability    {@code [N]}: the same after the batch's cut: what the encoder sees
 * @param targetProbability  {@code [N]}: how often each patch is in any target
 * @param contextPatches     patches of a context as drawn
 * @param targetPatches      patches that the targets of an image cover together
 * @param blockPatches       patches of a single target
 * @param lostPatches        patches that a context block loses to the targets
 * @param tries              context blocks placed until one kept enough
 * @param truncation         what a batch's cut leaves of the context
 */
public record MaskStatistics(
        PatchGrid grid,
        int draws,
        int batch,
        double[] contextProbability,
        double[] seenProbability,
        double[] targetProbability,
        Histogram contextPatches,
        Histogram targetPatches,
        Histogram blockPatches,
        Histogram lostPatches,
        Histogram tries,
        Truncation truncation) {

    /** Draws that settle a probability to half a percent. */
    public static final int ENOUGH_DRAWS = 10_000;

    /**
     * Draws and counts.
     *
     * @param draws images, of the iterations from 0 on
     * @param batch images of a batch, at least 1
     * @param seed  of the places
     */
    public static MaskStatistics of(MaskSampler sampler, int draws, int batch, long seed) {
        MaskCounts counts = new MaskCounts(sampler, seed);
        counts.draw(draws, () -> false);
        return counts.statistics(batch);
    }

    /**
     * How often a band of rows is seen, compared with being evenly spread over the grid.
     *
     * @param probability {@code [N]}
     */
    public double meanOfRows(double[] probability, int fromRow, int toRow) {
        double sum = 0;
        for (int patch = fromRow * grid.columns(); patch < toRow * grid.columns(); patch++) {
            sum += probability[patch];
        }
        return sum / ((toRow - fromRow) * grid.columns());
    }
}
