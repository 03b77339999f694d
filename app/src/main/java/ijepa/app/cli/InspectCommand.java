package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.model.EncoderSpec;
import ijepa.core.run.RunDirectory;
import ijepa.renderer.diffusion.DecoderFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say what a checkpoint holds: networks, sizes, epoch, and what is missing or unexpected.",
            "Only descriptions are read, so it takes a moment whatever the size, and nothing in the file is run.",
            "",
            "It knows the published code's checkpoints, safetensors files and Hugging Face folders:",
            "  ijepa inspect IN1K-vit.h.14-300e.pth.tar",
            "  ijepa inspect model.safetensors --json",
            "  ijepa inspect ijepa_vith14_1k/",
            "",
            "The exit status is 0 when the model is whole, 1 when tensors are missing or do not fit, 2 when the file cannot be used.",
            ""
        })
final class InspectCommand implements Callable<Integer> {

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** As many names are printed of a long list. */
    private static final int SHOWN = 5;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Checkpoint: .pth.tar, .safetensors, a Hugging Face folder, or a run whose newest one is taken.")
    private Path file;

    @Option(names = "--json", description = "Print one JSON object instead, with every name.")
    private boolean json;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description =
                    "Attention heads of the encoder. Tensors do not show them; only needed where the file does not say them and no published model has its width.")
    private Integer heads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (heads != null && heads < 1) {
            throw new InputException("--heads takes a positive number, not " + heads + ".");
        }
        Path weights = RunDirectory.weights(file);
        if (Files.isRegularFile(weights) && DecoderFile.isDecoder(weights)) {
            throw new InputException(weights + " is a decoder, not a checkpoint: 'ijepa decoder inspect " + weights
                    + "' says what it is.");
        }
        OptionalInt given = heads == null ? OptionalInt.empty() : OptionalInt.of(heads);
        PrintWriter print = spec.commandLine().getOut();
        try (Checkpoint checkpoint = Checkpoint.open(weights, given)) {
            if (json) {
                print.println(JSON.toJson(object(checkpoint)));
            } else {
                print(checkpoint, print);
            }
            print.flush();
            return checkpoint.missing().isEmpty() && checkpoint.misshapen().isEmpty() ? 0 : 1;
        }
    }

    private void print(Checkpoint checkpoint, PrintWriter print) {
        EncoderSpec encoder = checkpoint.spec().encoder();
        print.println(checkpoint.name() + ": " + checkpoint.format().title());
        print.printf(
                Locale.ROOT,
                "  model           images of %d px in %d x %d patches of %d px%n",
                encoder.imageSize(),
                encoder.grid().rows(),
                encoder.grid().columns(),
                encoder.patchSize());
        CheckpointListing listing = checkpoint.listing();
        for (CheckpointListing.Held held : listing.networks()) {
            if (held.isThere()) {
                print.printf(
                        Locale.ROOT,
                        "  %-15s %s; %,d parameters in %d tensors, %s%n",
                        held.title(),
                        held.size(),
                        held.parameters(),
                        held.tensors(),
                        String.join(", ", held.types().keySet()));
            } else {
                print.printf("  %-15s none%n", held.title());
            }
        }
        listing.details().forEach((name, value) -> print.printf("  %-15s %s%n", name, value));
        listing.optimizer().ifPresent(words -> print.printf("  %-15s %s%n", "optimiser", words));
        list(print, "missing", listing.missing());
        list(print, "unexpected", listing.unused());
        list(print, "wrong shape", listing.misshapen());
    }

    private static void list(PrintWriter print, String title, List<String> names) {
        if (names.isEmpty()) {
            print.printf("  %-15s none%n", title);
            return;
        }
        String more = names.size() > SHOWN ? ", and " + (names.size() - SHOWN) + " more (all with --json)" : "";
        print.printf(
                "  %-15s %d: %s%s%n",
                title, names.size(), String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))), more);
    }

    private static Map<String, Object> object(Checkpoint checkpoint) {
        EncoderSpec encoder = checkpoint.spec().encoder();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("image_size", encoder.imageSize());
        model.put("patch_size", encoder.patchSize());
        model.put("embed_dim", encoder.embedDim());
        model.put("depth", encoder.depth());
        model.put("num_heads", encoder.heads());
        model.put("mlp_ratio", encoder.mlpRatio());
        checkpoint.spec().predictor().ifPresent(predictor -> {
            model.put("predictor_embed_dim", predictor.dim());
            model.put("predictor_depth", predictor.depth());
            model.put("predictor_num_heads", predictor.heads());
        });
        Map<String, Object> networks = new LinkedHashMap<>();
        CheckpointListing listing = checkpoint.listing();
        listing.networks().stream().filter(CheckpointListing.Held::isThere).forEach(held -> {
            Map<String, Object> network = new LinkedHashMap<>();
            network.put("tensors", held.tensors());
            network.put("parameters", held.parameters());
            network.put("types", held.types());
            networks.put(held.network().name().toLowerCase(Locale.ROOT), network);
        });
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", checkpoint.name());
        object.put("format", checkpoint.format().name().toLowerCase(Locale.ROOT));
        object.put("model", model);
        object.put("networks", networks);
        object.put("details", checkpoint.details());
        listing.optimizer().ifPresent(words -> object.put("optimizer", words));
        object.put("missing", listing.missing());
        object.put("unexpected", listing.unused());
        object.put("wrong_shape", listing.misshapen());
        return object;
    }
}
