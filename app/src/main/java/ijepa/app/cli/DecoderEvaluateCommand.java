package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import ijepa.core.checkpoint.AtomicFile;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.model.IJepa;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "Embeddings of held-out pictures are decoded and encoded again. Printed are the cosine similarity with the"
                    + " own embedding and with another picture's, each less its mean; the mean reciprocal rank of the"
                    + " right picture among all of DIR, comparable over 1,000 or more; how far samples of one embedding"
                    + " lie apart; and a Frechet distance in features of the target encoder, with the floor that real"
                    + " pictures give. docs/decoder.md says how each is measured.",
            ""
        })
final class DecoderEvaluateCommand implements Callable<Integer> {

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .serializeSpecialFloatingPointValues()
            .serializeNulls()
            .setPrettyPrinting()
            .create();

    /** Pictures between two lines of progress. */
    private static final int LINE_EVERY = 100;

    private enum Kind {
        BLOCK,
        IMAGE,
        BOTH
    }

    @Mixin
    private ModelOptions weights;

    @Mixin
    private DecoderOptions drawing;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of held-out pictures.")
    private Path data;

    @Option(
            names = "--kind",
            defaultValue = "both",
            description = "image (Figure 7), block (Figure 6) or both (default: ${DEFAULT-VALUE}).")
    private Kind kind;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "100",
            description = "Pictures to decode, or all where there are fewer (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "4",
            description = "Samples of each (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Samples drawn at once (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of blocks and samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "-",
            description = "Write the numbers as JSON, to a file or, without one, the standard output.")
    private String json;

    @Spec
    private CommandSpec spec;

    private volatile boolean stopped;

    @Override
    public Integer call() {
        DecoderEvaluation.Settings settings = new DecoderEvaluation.Settings(
                pictures,
                samples,
                drawing.sampler(),
                drawing.steps(),
                drawing.guidance(),
                batch,
                MaskStrategy.MultiBlock.PUBLISHED,
                seed);
        ImageFolder folder = ImageFolder.scan(data);
        PrintWriter err = spec.commandLine().getErr();
        try (IJepa model = weights.load();
                Decoder decoder = drawing.load(model, err);
                StopOnSignal _ = new StopOnSignal(() -> stopped = true)) {
            List<ConditionKind> kinds = Arrays.stream(ConditionKind.values())
                    .filter(each -> kind == Kind.BOTH || kind.name().equals(each.name()))
                    .toList();
            // The second kind shall not be refused when the first has been evaluated for an hour.
            kinds.forEach(each -> decoder.requireLearnt(each, drawing.guidance()));
            List<DecoderEvaluation> found = new ArrayList<>();
            for (ConditionKind each : kinds) {
                Optional<DecoderEvaluation> one =
                        DecoderEvaluation.of(model, decoder, each, folder, settings, new Progress(each, err));
                one.ifPresent(found::add);
                if (one.isEmpty()) {
                    err.println("ijepa: stopped before there were numbers of " + each.plural() + ".");
                    err.flush();
                    break;
                }
            }
            if (!found.isEmpty()) {
                show(decoder, found);
            }
            return found.size() == kinds.size() ? 0 : 1;
        }
    }

    /** On the screen first: a file may not be writable. */
    private void show(Decoder decoder, List<DecoderEvaluation> found) {
        if (!"-".equals(json)) {
            spec.commandLine().getOut().print(table(found));
            spec.commandLine().getOut().flush();
        }
        write(json(decoder, found));
    }

    /** Says now and then how far it is. */
    private final class Progress implements DecoderEvaluation.Listener {

        private final ConditionKind kind;
        private final PrintWriter err;

        Progress(ConditionKind kind, PrintWriter err) {
            this.kind = kind;
            this.err = err;
        }

        @Override
        public boolean goesOn(String what, int done, int total) {
            if (done > 0 && done % LINE_EVERY == 0 && what.equals("encoding")) {
                say(what, done, total);
            }
            return !stopped;
        }

        @Override
        public void decoded(int done, int total) {
            say("decoding", done, total);
        }

        private void say(String what, int done, int total) {
            err.println(kind.key() + ": " + what + " " + done + "/" + total);
            err.flush();
        }

        @Override
        public void smallerBatch(int samples) {
            err.println("ijepa: not enough memory for a whole batch: drawing " + samples + " samples at a time.");
            err.flush();
        }
    }

    private String table(List<DecoderEvaluation> found) {
        StringBuilder text = new StringBuilder();
        for (DecoderEvaluation each : found) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %d pictures, %d samples each, %d steps of %s; looked for among %d pictures%n"
                            + "  cosine with the own embedding    %.3f  (another picture's %.3f, real pixels %.3f)%n"
                            + "  mean reciprocal rank             %.3f  (by chance %.4f)%n"
                            + "  distance between samples         %.3f  (between real pictures %.3f)%n"
                            + "  Frechet distance, target encoder %.4f  (real pictures %.4f; %d against %d)%n",
                    each.kind().plural(),
                    each.decoded(),
                    samples,
                    drawing.steps(),
                    drawing.samplerName(),
                    each.bank(),
                    each.cosine(),
                    each.shuffledCosine(),
                    each.realCosine(),
                    each.reciprocalRank(),
                    each.chanceRank(),
                    each.spread(),
                    each.realSpread(),
                    each.frechet(),
                    each.frechetFloor(),
                    each.frechetDecoded(),
                    each.frechetReal()));
        }
        return text.toString();
    }

    private JsonObject json(Decoder decoder, List<DecoderEvaluation> found) {
        JsonObject all = new JsonObject();
        all.addProperty("decoder", drawing.name());
        all.addProperty("trained_steps", decoder.trainedSteps());
        all.addProperty("checkpoint", weights.name());
        all.addProperty("data", data.toString());
        all.addProperty("sampler", drawing.samplerName());
        all.addProperty("steps", drawing.steps());
        all.addProperty("guidance", drawing.guidance());
        all.addProperty("samples", samples);
        all.addProperty("seed", seed);
        JsonArray kinds = new JsonArray();
        for (DecoderEvaluation each : found) {
            JsonObject numbers = GSON.toJsonTree(each).getAsJsonObject();
            // JSON has no NaN, which is what a distance without enough samples is.
            numbers.entrySet().stream()
                    .filter(entry -> entry.getValue().getAsString().equals("NaN"))
                    .forEach(entry -> entry.setValue(JsonNull.INSTANCE));
            kinds.add(numbers);
        }
        all.add("kinds", kinds);
        return all;
    }

    private void write(JsonObject content) {
        if (json == null) {
            return;
        }
        String text = GSON.toJson(content) + "\n";
        if (json.equals("-")) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            AtomicFile.write(Path.of(json), text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
