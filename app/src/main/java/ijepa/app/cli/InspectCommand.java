package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.OptimizerState;
import ijepa.core.checkpoint.StoredTensor;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.Network;
import ijepa.core.model.PredictorSpec;
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

    @Parameters(paramLabel = "FILE", description = "Checkpoint: .pth.tar, .safetensors or a Hugging Face folder.")
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
        OptionalInt given = heads == null ? OptionalInt.empty() : OptionalInt.of(heads);
        PrintWriter print = spec.commandLine().getOut();
        try (Checkpoint checkpoint = Checkpoint.open(file, given)) {
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
        for (Network network : Network.values()) {
            String title = network.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            if (checkpoint.has(network)) {
                Holding holding = Holding.of(checkpoint, network);
                print.printf(
                        Locale.ROOT,
                        "  %-15s %s; %,d parameters in %d tensors, %s%n",
                        title,
                        size(checkpoint, network),
                        holding.parameters,
                        holding.tensors,
                        String.join(", ", holding.types.keySet()));
            } else {
                print.printf("  %-15s none%n", title);
            }
        }
        checkpoint.details().forEach((name, value) -> print.printf("  %-15s %s%n", name, value));
        optimizer(checkpoint).ifPresent(words -> print.printf("  %-15s %s%n", "optimiser", words));
        list(print, "missing", checkpoint.missing());
        list(print, "unexpected", checkpoint.unexpected());
        list(print, "wrong shape", checkpoint.misshapen());
    }

    private static String size(Checkpoint checkpoint, Network network) {
        if (network == Network.PREDICTOR) {
            PredictorSpec predictor = checkpoint.spec().predictor().orElseThrow();
            return "width " + predictor.dim() + ", " + predictor.depth() + " blocks, " + predictor.heads() + " heads";
        }
        EncoderSpec encoder = checkpoint.spec().encoder();
        return "width " + encoder.embedDim() + ", " + encoder.depth() + " blocks, " + encoder.heads() + " heads";
    }

    /** The optimiser's state in words. One that is of no use leaves the networks usable, so it is only told. */
    private static Optional<String> optimizer(Checkpoint checkpoint) {
        try {
            return checkpoint.optimizer().map(state -> {
                long steps = state.moments().values().stream()
                        .mapToLong(OptimizerState.Moments::step)
                        .max()
                        .orElse(0);
                return state.moments().size() + " parameters after " + steps + (steps == 1 ? " step" : " steps");
            });
        } catch (InputException unusable) {
            return Optional.of("of no use: " + unusable.getMessage());
        }
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
        for (Network network : Network.values()) {
            if (checkpoint.has(network)) {
                networks.put(
                        network.name().toLowerCase(Locale.ROOT),
                        Holding.of(checkpoint, network).object());
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", checkpoint.name());
        object.put("format", checkpoint.format().name().toLowerCase(Locale.ROOT));
        object.put("model", model);
        object.put("networks", networks);
        object.put("details", checkpoint.details());
        optimizer(checkpoint).ifPresent(words -> object.put("optimizer", words));
        object.put("missing", checkpoint.missing());
        object.put("unexpected", checkpoint.unexpected());
        object.put("wrong_shape", checkpoint.misshapen());
        return object;
    }

    /** What a file holds of one network; types with the number of tensors. */
    private record Holding(int tensors, long parameters, Map<String, Integer> types) {

        static Holding of(Checkpoint checkpoint, Network network) {
            int tensors = 0;
            long parameters = 0;
            Map<String, Integer> types = new LinkedHashMap<>();
            for (Map.Entry<String, StoredTensor> entry : checkpoint.tensors().entrySet()) {
                if (entry.getKey().startsWith(network.prefix())) {
                    tensors++;
                    parameters += entry.getValue().elements();
                    types.merge(entry.getValue().type().title(), 1, Integer::sum);
                }
            }
            return new Holding(tensors, parameters, types);
        }

        Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("tensors", tensors);
            object.put("parameters", parameters);
            object.put("types", types);
            return object;
        }
    }
}
