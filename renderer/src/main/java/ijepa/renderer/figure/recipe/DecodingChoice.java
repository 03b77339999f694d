package ijepa.renderer.figure.recipe;

import java.util.Locale;
import java.util.stream.LongStream;

import ijepa.core.InputException;
import ijepa.renderer.diffusion.Sampler;

/**
 * How samples are drawn from a decoder.
 *
 * @param samples  of each block, 1 to 64
 * @param seed     the first sample's; the next have the next numbers
 * @param sampler  {@code dpm++}, {@code ddim} or {@code ancestral}
 * @param steps    of denoising
 * @param guidance above 1 exaggerates the condition; 1 is the paper's
 */
public record DecodingChoice(int samples, long seed, String sampler, int steps, double guidance) {

    public static final DecodingChoice DEFAULT = new DecodingChoice(4, 0, "dpm++", 25, 1);

    private static final int MOST_SAMPLES = 64;

    public DecodingChoice {
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new InputException(
                    "The figure asks for " + samples + " samples of a block: give 1 to " + MOST_SAMPLES + ".");
        }
        if (steps < 1) {
            throw new InputException("The figure asks for " + steps + " denoising steps: give at least 1.");
        }
        if (!(guidance >= 0 && Double.isFinite(guidance))) {
            throw new InputException("The figure asks for a guidance of " + guidance + ": give 0 or more, 1 for none.");
        }
        way(sampler);
    }

    /** The way of sampling. */
    public Sampler way() {
        return way(sampler);
    }

    private static Sampler way(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "dpm++" -> new Sampler.DpmSolver();
            case "ddim" -> new Sampler.Ddim(0);
            case "ancestral" -> new Sampler.Ancestral();
            default -> throw new InputException("The sampler is '" + name + "': use dpm++, ddim or ancestral.");
        };
    }

    /** The seed of each sample. */
    public long[] seeds() {
        return LongStream.range(seed, seed + samples).toArray();
    }
}
