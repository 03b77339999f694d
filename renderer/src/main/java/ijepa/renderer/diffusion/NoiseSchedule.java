package ijepa.renderer.diffusion;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * How fast pictures turn into noise (Ho, Jain and Abbeel 2020; Nichol and Dhariwal 2021), and what follows from it for each
 * step, which counts from 0, the step next to the picture. A respaced schedule goes the same way in fewer steps.
 */
public final class NoiseSchedule {

    private static final double LARGEST_BETA = 0.999;

    private final double[] betas;
    private final double[] alphaBar;
    private final int[] timesteps;

    /** The published kinds. */
    public enum Kind {
        LINEAR,
        COSINE
    }

    private NoiseSchedule(double[] betas, int[] timesteps) {
        this.betas = betas;
        this.timesteps = timesteps;
        alphaBar = new double[betas.length];
        double product = 1;
        for (int i = 0; i < betas.length; i++) {
            product *= 1 - betas[i];
            alphaBar[i] = product;
        }
    }

    /** The schedule of training, of that many steps. */
    public static NoiseSchedule of(Kind kind, int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException("A diffusion needs at least 2 steps, not " + steps + ".");
        }
        double[] betas = new double[steps];
        for (int i = 0; i < steps; i++) {
            betas[i] = switch (kind) {
                // From 1e-4 to 0.02 in 1000 steps; the sum of betas is the same for any number.
                case LINEAR -> 1000.0 / steps * (1e-4 + (0.02 - 1e-4) * i / (steps - 1));
                case COSINE -> Math.min(1 - cosine((i + 1.0) / steps) / cosine((double) i / steps), LARGEST_BETA);
            };
            if (betas[i] > 1) {
                throw new IllegalArgumentException(
                        "The linear schedule needs at least 20 steps, not " + steps + ": use more, or the cosine one.");
            }
        }
        int[] all = new int[steps];
        Arrays.setAll(all, i -> i);
        return new NoiseSchedule(betas, all);
    }

    private static double cosine(double t) {
        double root = Math.cos((t + 0.008) / 1.008 * Math.PI / 2);
        return root * root;
    }

    /**
     * Some of this schedule's steps, as evenly as whole numbers allow from the first to the last: the published code's
     * respacing by a number. A single step is the last, where the published code takes the first: pictures begin as noise,
     * of which the first step knows nothing.
     *
     * @throws IllegalArgumentException when there are not so many steps
     */
    public NoiseSchedule evenly(int count) {
        if (count < 1 || count > steps()) {
            throw new IllegalArgumentException("Sampling takes from 1 to " + steps() + " steps, not " + count + ".");
        }
        if (count == 1) {
            return keeping(steps() - 1);
        }
        double stride = (steps() - 1.0) / (count - 1);
        int[] kept = new int[count];
        double at = 0;
        for (int i = 0; i < count; i++) {
            kept[i] = (int) Math.rint(at);
            at += stride;
        }
        return keeping(kept);
    }

    /**
     * Some of this schedule's steps, the ratio of noise to picture spaced as Karras, Aittala, Aila and Laine (2022,
     * equation 5, rho 7) advise for solvers: densest where little noise is left. Where so few steps lie that two would be
     * one, the next free one is taken.
     *
     * @throws IllegalArgumentException when there are not so many steps
     */
    public NoiseSchedule byNoise(int count) {
        if (count < 2 || count == steps()) {
            return evenly(count);
        }
        if (count > steps()) {
            throw new IllegalArgumentException("Sampling takes from 1 to " + steps() + " steps, not " + count + ".");
        }
        double least = Math.pow(noiseRatio(0), 1.0 / 7);
        double most = Math.pow(noiseRatio(steps() - 1), 1.0 / 7);
        int[] kept = new int[count];
        for (int i = 0; i < count; i++) {
            double wanted = Math.pow(least + (most - least) * i / (count - 1), 7);
            int step = i == 0 ? 0 : kept[i - 1] + 1;
            // The steps behind need room up to the last.
            while (step < steps() - count + i && noiseRatio(step) < wanted * (1 - 1e-9)) {
                step++;
            }
            kept[i] = step;
        }
        return keeping(kept);
    }

    private double noiseRatio(int step) {
        return Math.sqrt((1 - alphaBar[step]) / alphaBar[step]);
    }

    /** Only these steps, ascending; the noise at each stays what it was. */
    public NoiseSchedule keeping(int... kept) {
        TreeSet<Integer> distinct = new TreeSet<>();
        Arrays.stream(kept).forEach(distinct::add);
        if (distinct.size() != kept.length || distinct.first() < 0 || distinct.last() >= steps()) {
            throw new IllegalArgumentException("Steps to keep are distinct numbers from 0 to " + (steps() - 1) + ".");
        }
        double[] newBetas = new double[kept.length];
        int[] newTimesteps = new int[kept.length];
        double last = 1;
        int i = 0;
        for (int step : distinct) {
            newBetas[i] = 1 - alphaBar[step] / last;
            newTimesteps[i] = timesteps[step];
            last = alphaBar[step];
            i++;
        }
        return new NoiseSchedule(newBetas, newTimesteps);
    }

    /** Number of steps. */
    public int steps() {
        return betas.length;
    }

    public double beta(int step) {
        return betas[step];
    }

    /** What the network knows a step as: its number in the schedule of training. */
    public int timestep(int step) {
        return timesteps[step];
    }

    /** Share of the picture's variance that is left after a step; 1 before step 0. */
    public double alphaBar(int step) {
        return step < 0 ? 1 : alphaBar[step];
    }

    /** Variance of the step before, given a step and the picture. */
    double posteriorVariance(int step) {
        return betas[step] * (1 - alphaBar(step - 1)) / (1 - alphaBar[step]);
    }

    /** Its logarithm; step 0, whose variance is 0, takes that of step 1. */
    public double posteriorLogVariance(int step) {
        return Math.log(posteriorVariance(step == 0 && steps() > 1 ? 1 : step));
    }

    /** Coefficients of {@code diffuse} for a batch of steps, {@code [2, B]} in row-major order. */
    float[] diffuseCoefficients(int[] steps) {
        float[] values = new float[2 * steps.length];
        for (int i = 0; i < steps.length; i++) {
            values[i] = (float) Math.sqrt(alphaBar[steps[i]]);
            values[steps.length + i] = (float) Math.sqrt(1 - alphaBar[steps[i]]);
        }
        return values;
    }

    /** Coefficients of {@code meanVariance} for a batch of steps, {@code [6, B]} in row-major order. */
    float[] posteriorCoefficients(int[] steps) {
        int b = steps.length;
        float[] values = new float[6 * b];
        for (int i = 0; i < b; i++) {
            int step = steps[i];
            double bar = alphaBar[step];
            double before = alphaBar(step - 1);
            values[i] = (float) Math.sqrt(1 / bar);
            values[b + i] = (float) Math.sqrt(1 / bar - 1);
            values[2 * b + i] = (float) (betas[step] * Math.sqrt(before) / (1 - bar));
            values[3 * b + i] = (float) ((1 - before) * Math.sqrt(1 - betas[step]) / (1 - bar));
            values[4 * b + i] = (float) posteriorLogVariance(step);
            values[5 * b + i] = (float) Math.log(betas[step]);
        }
        return values;
    }
}
