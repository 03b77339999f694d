package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.eval.PooledFeatures;
import ijepa.core.image.ImageFolder;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderEvaluation;
import ijepa.renderer.diffusion.Sampler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ijepa decoder evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say whether decoded pictures show what their embeddings hold.",
            "Whole held-out images are decoded from their embeddings and encoded again. Printed are the cosine"
                    + " similarity with the own and with another picture's embedding, both less the mean of all; the"
                    + " mean reciprocal rank of the right picture among all of DIR, best over 1,000 or more; and how"
                    + " far samples of one embedding lie apart.",
            ""
        })
final class DecoderEvaluateCommand implements Callable<Integer> {

    @Option(names = "--checkpoint", paramLabel = "FILE", required = true, description = "Weights the decoder is for.")
    private Path checkpoint;

    @Option(names = "--decoder", paramLabel = "FILE", required = true, description = "Decoder.")
    private Path decoderFile;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of held-out pictures.")
    private Path data;

    @Option(names = "--pictures", defaultValue = "100", description = "Pictures to decode (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(names = "--samples", defaultValue = "4", description = "Samples of each (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--steps",
            defaultValue = "25",
            description = "Denoising steps of dpm++ (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--precision", defaultValue = "fp32", description = "fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (samples < 1) {
            throw new InputException("--samples must be at least 1, not " + samples + ".");
        }
        ImageFolder folder = ImageFolder.scan(data);
        ComputeDevice where = ComputeDevice.parse(device);
        try (Checkpoint weights = Checkpoint.open(checkpoint, OptionalInt.empty());
                IJepa model = IJepa.load(weights.spec(), weights.parameters(), where, precision);
                Decoder decoder = Decoder.load(decoderFile, where, precision)) {
            PrintWriter err = spec.commandLine().getErr();
            decoder.fits(model).ifPresent(warning -> err.println("ijepa: warning: " + warning));
            err.flush();
            Embeddings bank = new PooledFeatures(
                            folder, weights.spec().encoder().imageSize())
                    .encode(model)
                    .vectors();
            DecoderEvaluation found = DecoderEvaluation.of(
                    model, decoder, bank, pictures, samples, new Sampler.DpmSolver(), steps, (done, total) -> true);
            PrintWriter print = spec.commandLine().getOut();
            print.printf(
                    Locale.ROOT,
                    "%d pictures, %d samples each, %d steps; looked for among %d pictures%n"
                            + "cosine with the own embedding    %.3f%n"
                            + "cosine with another picture's    %.3f%n"
                            + "mean reciprocal rank             %.3f%n"
                            + "distance between samples         %.3f%n",
                    found.decoded(),
                    samples,
                    steps,
                    found.bank(),
                    found.cosine(),
                    found.shuffled(),
                    found.reciprocalRank(),
                    found.spread());
            print.flush();
        }
        return 0;
    }
}
