package ijepa.core.run;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.TrainingStep;

/** Metrics as lines of JSON. Numbers are written with all their digits. */
final class MetricsJson {

    private static final String NAMED = "named_step";

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
                step.spread().ifPresent(spread -> write(json, spread));
                writeSpeed(json, step);
            }
            case Metric.Named step -> {
                writeStep(json, NAMED, step);
                JsonObject values = new JsonObject();
                step.values().forEach(values::addProperty);
                json.add("values", values);
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
    }

    private static void write(JsonObject json, FeatureSpread spread) {
        json.addProperty("feature_std", spread.deviation());
        json.addProperty("effective_rank", spread.effectiveRank());
    }

    /** The metric of a line; empty where the line was cut or is of another kind. */
    static Optional<Metric> read(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            return switch (json.get("kind").getAsString()) {
                case "step" -> Optional.of(step(json));
                case NAMED -> Optional.of(named(json));
                case "probe" ->
                    Optional.of(new Metric.Probe(
                            json.get("steps_done").getAsLong(),
                            json.get("epoch").getAsInt(),
                            number(json, "knn_accuracy"),
                            new FeatureSpread(number(json, "feature_std"), number(json, "effective_rank")),
                            number(json, "time")));
                default -> Optional.empty();
            };
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | ClassCastException cut) {
            return Optional.empty();
        }
    }

    private static Metric.Named named(JsonObject json) {
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        json.getAsJsonObject("values").asMap().forEach((name, value) -> values.put(name, value.getAsDouble()));
        return new Metric.Named(
                json.get("step").getAsLong(),
                json.get("epoch").getAsInt(),
                json.get("iteration").getAsInt(),
                number(json, "loss"),
                values,
                number(json, "seconds"),
                number(json, "images_per_second"),
                number(json, "wait_share"),
                json.get("memory_bytes").getAsLong(),
                number(json, "time"));
    }

    private static Metric.Step step(JsonObject json) {
        return new Metric.Step(
                json.get("step").getAsLong(),
                json.get("epoch").getAsInt(),
                json.get("iteration").getAsInt(),
                number(json, "loss"),
                number(json, "objective"),
                new TrainingStep.Rates(number(json, "lr"), number(json, "weight_decay"), number(json, "momentum")),
                json.get("mask_context").getAsInt(),
                json.get("mask_target").getAsInt(),
                new GradientNorms(
                        number(json, "grad_first"),
                        number(json, "grad_last"),
                        number(json, "grad_min"),
                        number(json, "grad_max")),
                json.has("feature_std")
                        ? Optional.of(new FeatureSpread(number(json, "feature_std"), number(json, "effective_rank")))
                        : Optional.empty(),
                number(json, "seconds"),
                number(json, "images_per_second"),
                number(json, "wait_share"),
                json.get("memory_bytes").getAsLong(),
                number(json, "time"));
    }

    private static double number(JsonObject json, String name) {
        return json.get(name).getAsDouble();
    }
}
