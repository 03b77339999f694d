package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ijepa.core.InputException;
import ijepa.core.model.IJepa;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderSpec;
import ijepa.renderer.diffusion.Sampler;
import ijepa.renderer.diffusion.UNetSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which decoder draws, and how. */
final class DecoderOptions {

    @Option(
            names = "--decoder",
            paramLabel = "FILE",
            description =
                    "Decoder trained for the weights: a decoder's file, a checkpoint of its run, or weights of the"
                            + " published RCDM code (.pt, .pth) (default: the one of the small model, which comes with"
                            + " the program).")
    private Path file;

    @Option(names = "--steps", defaultValue = "25", description = "Denoising steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--sampler",
            defaultValue = "dpm++",
            description = "dpm++, ddim or ancestral (default: ${DEFAULT-VALUE}).")
    private String sampler;

    @Option(
            names = "--eta",
            defaultValue = "0",
            description = "Fresh noise of ddim, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double eta;

    @Option(
            names = "--guidance",
            defaultValue = "1",
            description =
                    "Above 1 exaggerates the condition; an addition to the paper (default: ${DEFAULT-VALUE}, none).")
    private double guidance;

    @Mixin
    private PublishedWeightsOptions published;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** What to call the decoder. */
    String name() {
        return file == null ? BundledDecoder.NAME : file.toString();
    }

    int steps() {
        return steps;
    }

    double guidance() {
        return guidance;
    }

    String samplerName() {
        return sampler;
    }

    /**
     * The sampler by its name.
     *
     * @throws InputException when there is none
     */
    Sampler sampler() {
        String name = sampler.toLowerCase(Locale.ROOT);
        Sampler found = switch (name) {
            case "dpm++" -> new Sampler.DpmSolver();
            case "ddim" -> new Sampler.Ddim(eta);
            case "ancestral" -> new Sampler.Ancestral();
            default -> throw new InputException("--sampler is '" + sampler + "': use dpm++, ddim or ancestral.");
        };
        if (!(found instanceof Sampler.Ddim)) {
            GivenOptions.refuse(spec, "Only --sampler ddim is told how much fresh noise to add", List.of("--eta"));
        }
        return found;
    }

    /**
     * Loads the decoder for a model.
     *
     * @param err is told when it was trained with other weights
     * @throws InputException when it is none, or for embeddings of another dimension; or when none is named and the model is
     *     not the one that a decoder comes with
     */
    Decoder load(IJepa model, PrintWriter err) {
        if (file == null) {
            GivenOptions.refuse(
                    spec,
                    "The decoder that comes with the program says itself what it is",
                    PublishedWeightsOptions.NAMES);
        }
        Decoder decoder = file == null
                ? BundledDecoder.load(model.device(), model.precision())
                : Decoder.load(file, published.unseen(), model.device(), model.precision());
        try {
            if (file == null && !decoder.spec().encoder().equals(model.digest())) {
                throw new InputException("The decoder that comes with the program was trained with its small model, not"
                        + " with this checkpoint: say with --decoder which was trained with it ('ijepa decoder train'"
                        + " makes one).");
            }
            decoder.fits(model).ifPresent(warning -> {
                err.println("ijepa: warning: " + warning);
                err.flush();
            });
            if (decoder.spec().isPublished()) {
                err.println("ijepa: " + file + ": " + shape(decoder.spec()));
                err.flush();
            }
            return decoder;
        } catch (RuntimeException failure) {
            decoder.close();
            throw failure;
        }
    }

    /** What its tensors showed, and what was taken for the rest. */
    private static String shape(DecoderSpec spec) {
        UNetSpec unet = spec.unet();
        return String.format(
                Locale.ROOT,
                "%d wide times %s, %d residual blocks a level, embeddings of %d numbers; taken to be for %d pixels, %s, %s"
                        + " betas, %d steps",
                unet.width(),
                unet.multipliers(),
                unet.residualBlocks(),
                spec.embeddingDim(),
                unet.imageSize(),
                unet.headChannels() > 0 ? unet.headChannels() + " channels a head" : unet.heads() + " heads",
                spec.schedule().name().toLowerCase(Locale.ROOT),
                spec.steps());
    }
}
