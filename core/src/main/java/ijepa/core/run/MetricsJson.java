package ijepa.core.run;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import ijepa.core.tensor.Kernels.FeatureSpread;

/** Metrics as lines of JSON. Numbers are written with all their digits. */
final class MetricsJson {

    static final String STEP = "step";
    static final String NAMED = "named_step";
    static final String PROBE = "probe";

    private MetricsJson() {}

    /** One line, its end included. */
    static String write(Metric metric) {
        JsonObject json = new JsonObject();
        switch (metric) {
            case Metric.Step step -> {
                writeStep(json, STEP, step);
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
                json.add(MetricFields.VALUES, values);
                writeSpeed(json, step);
            }
            case Metric.Probe probe -> {
                json.addProperty(MetricFields.KIND, PROBE);
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
        json.addProperty(MetricFields.KIND, kind);
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
        step.deviceMemoryBytes().ifPresent(bytes -> json.addProperty("device_memory_bytes", bytes));
    }

    private static void write(JsonObject json, FeatureSpread spread) {
        json.addProperty("feature_std", spread.deviation());
        json.addProperty("effective_rank", spread.effectiveRank());
    }

    /** The metrics of some lines, each of which ends. Lines that were cut or are of another kind are left out. */
    static void readLines(byte[] text, int length, List<Metric> into) {
        MetricsScanner scanner = new MetricsScanner();
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (text[i] == '\n') {
                Optional<Metric> known = scanner.read(text, start, i);
                if (known.isPresent()) {
                    into.add(known.get());
                } else {
                    read(new String(text, start, i - start, StandardCharsets.UTF_8))
                            .ifPresent(into::add);
                }
                start = i + 1;
            }
        }
    }

    /** The metric of a line; empty where the line was cut or is of another kind. */
    static Optional<Metric> read(String line) {
        JsonReader reader = new JsonReader(new StringReader(line));
        // A number may be NaN.
        reader.setStrictness(Strictness.LENIENT);
        MetricFields fields = new MetricFields();
        try {
            read(reader, fields);
            return reader.peek() == JsonToken.END_DOCUMENT ? fields.metric() : Optional.empty();
        } catch (IOException | IllegalStateException | NumberFormatException cut) {
            return Optional.empty();
        }
    }

    private static void read(JsonReader reader, MetricFields fields) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            String text = reader.nextName();
            Optional<MetricFields.Name> name = MetricFields.Name.of(text);
            if (name.isPresent()) {
                fields.set(name.get(), reader.nextDouble());
            } else if (text.equals(MetricFields.KIND)) {
                fields.setKind(reader.nextString());
            } else if (text.equals(MetricFields.VALUES) && reader.peek() == JsonToken.BEGIN_OBJECT) {
                reader.beginObject();
                while (reader.hasNext()) {
                    fields.setNamed(reader.nextName(), reader.nextDouble());
                }
                reader.endObject();
            } else {
                reader.skipValue();
            }
        }
        reader.endObject();
    }
}
