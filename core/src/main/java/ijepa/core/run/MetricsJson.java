package ijepa.core.run;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.TrainingStep;

/** Metrics as lines of JSON. Numbers are written with all their digits. */
final class MetricsJson {

    private static final String NAMED = "named_step";
    private static final String VALUES = "values";
    private static final String DEVICE_MEMORY = "device_memory_bytes";

    private MetricsJson() {}

    /** One line, its end included. */
    static String write(Metric metric) {
        JsonObject json = new JsonObject();
        switch (metric) {
            case Metric.Step step -> {
                writeStep(json, "step", step);
                json.addProperty("objective", step.objective());
                json.addProperty("lr", step.rates().learningRate());
                json.addProperty("weight_decay", step.rates().weightDecay());
                json.addProperty("momentum", step.rates().momentum());
                json.addProperty("mask_context", step.contextPatches());
                json.addProperty("mask_target", step.targetPatches());
                json.addProperty("grad_first", step.gradients().first());
                json.addProperty("grad_last", step.gradients().last());
                json.addProperty("grad_min", step.gradients().smallest());
                json.addProperty("grad_max", step.gradients().largest());
                json.addProperty("grad_norm", step.gradients().together());
                step.spread().ifPresent(spread -> write(json, spread));
                writeSpeed(json, step);
            }
            case Metric.Named step -> {
                writeStep(json, NAMED, step);
                JsonObject values = new JsonObject();
                step.values().forEach(values::addProperty);
                json.add(VALUES, values);
                writeSpeed(json, step);
            }
            case Metric.Probe probe -> {
                json.addProperty("kind", "probe");
                json.addProperty("steps_done", probe.stepsDone());
                json.addProperty("epoch", probe.epoch());
                json.addProperty("knn_accuracy", probe.accuracy());
                write(json, probe.spread());
            }
        }
        json.addProperty("time", metric.time());
        return json + "\n";
    }

    private static void writeStep(JsonObject json, String kind, Metric.OfStep step) {
        json.addProperty("kind", kind);
        json.addProperty("step", step.step());
        json.addProperty("epoch", step.epoch());
        json.addProperty("iteration", step.iteration());
        json.addProperty("loss", step.loss());
    }

    private static void writeSpeed(JsonObject json, Metric.OfStep step) {
        json.addProperty("seconds", step.seconds());
        json.addProperty("images_per_second", step.imagesPerSecond());
        json.addProperty("wait_share", step.waitShare());
        json.addProperty("memory_bytes", step.memoryBytes());
        step.deviceMemoryBytes().ifPresent(bytes -> json.addProperty(DEVICE_MEMORY, bytes));
    }

    private static void write(JsonObject json, FeatureSpread spread) {
        json.addProperty("feature_std", spread.deviation());
        json.addProperty("effective_rank", spread.effectiveRank());
    }

    /** The metrics of some lines, each of which ends. Lines that were cut or are of another kind are left out. */
    static void readLines(byte[] text, int length, List<Metric> into) {
        String lines = new String(text, 0, length, StandardCharsets.UTF_8);
        int before = into.size();
        try {
            readAll(lines, into);
        } catch (IOException | IllegalStateException | NumberFormatException damaged) {
            // Whole lines are read as one stream, which is faster; behind a damaged one nothing can be trusted.
            into.subList(before, into.size()).clear();
            lines.lines().forEach(line -> read(line).ifPresent(into::add));
        }
    }

    /** The metric of a line; empty where the line was cut or is of another kind. */
    static Optional<Metric> read(String line) {
        List<Metric> found = new ArrayList<>(1);
        try {
            readAll(line, found);
        } catch (IOException | IllegalStateException | NumberFormatException cut) {
            return Optional.empty();
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static void readAll(String text, List<Metric> into) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(text));
        // Objects follow each other, and a number may be NaN.
        reader.setStrictness(Strictness.LENIENT);
        Fields fields = new Fields();
        while (reader.peek() != JsonToken.END_DOCUMENT) {
            fields.read(reader);
            fields.metric().ifPresent(into::add);
        }
    }

    /** The values of one object by name; numbers all as doubles, which hold any step's number exactly. */
    private static final class Fields {

        private static final List<String> NUMBERS = List.of(
                "step",
                "epoch",
                "iteration",
                "loss",
                "objective",
                "lr",
                "weight_decay",
                "momentum",
                "mask_context",
                "mask_target",
                "grad_first",
                "grad_last",
                "grad_min",
                "grad_max",
                "grad_norm",
                "seconds",
                "images_per_second",
                "wait_share",
                "memory_bytes",
                DEVICE_MEMORY,
                "time",
                "steps_done",
                "knn_accuracy",
                "feature_std",
                "effective_rank");
        private static final Map<String, Integer> PLACES =
                IntStream.range(0, NUMBERS.size()).boxed().collect(Collectors.toMap(NUMBERS::get, place -> place));

        private final double[] values = new double[NUMBERS.size()];
        private final boolean[] present = new boolean[NUMBERS.size()];
        private String kind;
        private final SequencedMap<String, Double> named = new LinkedHashMap<>();
        private boolean complete;

        void read(JsonReader reader) throws IOException {
            Arrays.fill(present, false);
            kind = "";
            named.clear();
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                Integer place = PLACES.get(name);
                if (place != null) {
                    values[place] = reader.nextDouble();
                    present[place] = true;
                } else if (name.equals("kind")) {
                    kind = reader.nextString();
                } else if (name.equals(VALUES) && reader.peek() == JsonToken.BEGIN_OBJECT) {
                    reader.beginObject();
                    while (reader.hasNext()) {
                        named.put(reader.nextName(), reader.nextDouble());
                    }
                    reader.endObject();
                } else {
                    reader.skipValue();
                }
            }
            reader.endObject();
        }

        /** Empty where something is missing or the kind is another. */
        Optional<Metric> metric() {
            complete = true;
            Metric metric = switch (kind) {
                case "step" -> step();
                case NAMED -> named();
                case "probe" ->
                    new Metric.Probe(
                            whole("steps_done"),
                            (int) whole("epoch"),
                            number("knn_accuracy"),
                            spread(),
                            number("time"));
                default -> null;
            };
            return complete ? Optional.ofNullable(metric) : Optional.empty();
        }

        private Metric.Named named() {
            return new Metric.Named(
                    whole("step"),
                    (int) whole("epoch"),
                    (int) whole("iteration"),
                    number("loss"),
                    new LinkedHashMap<>(named),
                    number("seconds"),
                    number("images_per_second"),
                    number("wait_share"),
                    whole("memory_bytes"),
                    deviceMemory(),
                    number("time"));
        }

        private Metric.Step step() {
            return new Metric.Step(
                    whole("step"),
                    (int) whole("epoch"),
                    (int) whole("iteration"),
                    number("loss"),
                    number("objective"),
                    new TrainingStep.Rates(number("lr"), number("weight_decay"), number("momentum")),
                    (int) whole("mask_context"),
                    (int) whole("mask_target"),
                    new GradientNorms(
                            number("grad_first"),
                            number("grad_last"),
                            number("grad_min"),
                            number("grad_max"),
                            present[PLACES.get("grad_norm")] ? number("grad_norm") : Double.NaN),
                    present[PLACES.get("feature_std")] ? Optional.of(spread()) : Optional.empty(),
                    number("seconds"),
                    number("images_per_second"),
                    number("wait_share"),
                    whole("memory_bytes"),
                    deviceMemory(),
                    number("time"));
        }

        private FeatureSpread spread() {
            return new FeatureSpread(number("feature_std"), number("effective_rank"));
        }

        private OptionalLong deviceMemory() {
            return present[PLACES.get(DEVICE_MEMORY)] ? OptionalLong.of(whole(DEVICE_MEMORY)) : OptionalLong.empty();
        }

        private long whole(String name) {
            return (long) number(name);
        }

        private double number(String name) {
            int place = PLACES.get(name);
            complete &= present[place];
            return values[place];
        }
    }
}
