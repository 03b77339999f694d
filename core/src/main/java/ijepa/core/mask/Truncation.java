package ijepa.core.mask;

import java.util.Arrays;

/**
 * What a batch's cut leaves of the context. The images of a batch share their block sizes and differ in place, so the
 * shortest of B contexts has at least k patches with probability {@code S(k)^B}, where S is the share of draws of those
 * sizes that keep at least k; sizes come up as often as they were met. So one run of draws tells of every batch size.
 */
public final class Truncation {

    /** The largest batch that a curve shows. */
    public static final int LARGEST_BATCH = 4096;

    private final boolean cuts;
    private final int patches;
    /** How often each class of sizes was met, over all draws. */
    private final double[] weights;
    /** {@code [class][k]}: share of draws that keep at least k patches; {@code S[c][0] = 1}. */
    private final double[][] survival;

    /**
     * From counts.
     *
     * @param cuts    whether the sampler's batches are cut at all
     * @param patches of the grid
     * @param counts  {@code [class][k]}: draws of a class of sizes whose shortest context has k patches
     */
    Truncation(boolean cuts, int patches, long[][] counts) {
        this.cuts = cuts;
        this.patches = patches;
        weights = new double[counts.length];
        survival = new double[counts.length][patches + 2];
        double all = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
        for (int c = 0; c < counts.length; c++) {
            double total = Arrays.stream(counts[c]).sum();
            weights[c] = total / all;
            double above = 0;
            for (int k = patches; k >= 0; k--) {
                above += counts[c][k];
                survival[c][k] = above / total;
            }
        }
    }

    /** Whether batches are cut. */
    public boolean cuts() {
        return cuts;
    }

    /**
     * How likely the context has each length after the cut, {@code [N + 1]}.
     *
     * @param batch images, at least 1
     */
    public double[] distribution(int batch) {
        int images = cuts ? batch : 1;
        double[] chances = new double[patches + 1];
        for (int c = 0; c < weights.length; c++) {
            double atLeast = 1;
            for (int k = 0; k <= patches; k++) {
                double more = power(survival[c][k + 1], images);
                chances[k] += weights[c] * (atLeast - more);
                atLeast = more;
            }
        }
        return chances;
    }

    /** Mean patches of the context after the cut, for a batch of this many images. */
    public double meanPatches(int batch) {
        int images = cuts ? batch : 1;
        double mean = 0;
        for (int c = 0; c < weights.length; c++) {
            for (int k = 1; k <= patches; k++) {
                mean += weights[c] * power(survival[c][k], images);
            }
        }
        return mean;
    }

    /** Mean share of the image that is context after the cut. */
    public double meanShare(int batch) {
        return meanPatches(batch) / patches;
    }

    /** Mean share of the drawn context that the cut leaves, 1 without a cut. */
    public double kept(int batch) {
        return meanPatches(batch) / meanPatches(1);
    }

    /** How likely the patch of this rank in an image's context survives the cut of a batch, by class and rank. */
    double[][] survivalOfRanks(int batch) {
        double[][] chances = new double[weights.length][patches];
        for (int c = 0; c < weights.length; c++) {
            for (int rank = 0; rank < patches; rank++) {
                chances[c][rank] = cuts ? power(survival[c][rank + 1], batch - 1) : 1;
            }
        }
        return chances;
    }

    private static double power(double share, int images) {
        return share == 0 || share == 1 ? images == 0 ? 1 : share : Math.pow(share, images);
    }
}
