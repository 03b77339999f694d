package ijepa.core.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** What of a metric TensorBoard shows, by the names of its charts. */
final class EventScalars {

    private static final double MEGABYTE = 1 << 20;

    private EventScalars() {}

    static Map<String, Double> of(Metric metric) {
        Map<String, Double> values = new LinkedHashMap<>();
        switch (metric) {
            case Metric.Step step -> {
                values.put("train/loss", step.loss());
                values.put("train/objective", step.objective());
                values.put("schedule/lr", step.rates().learningRate());
                values.put("schedule/weight_decay", step.rates().weightDecay());
                values.put("schedule/momentum", step.rates().momentum());
                values.put("masks/context", (double) step.contextPatches());
                values.put("masks/target", (double) step.targetPatches());
                values.put("gradients/first_block", step.gradients().first());
                values.put("gradients/last_block", step.gradients().last());
                values.put("gradients/norm", step.gradients().together());
                step.spread().ifPresent(spread -> {
                    values.put("features/standard_deviation", spread.deviation());
                    values.put("features/effective_rank", spread.effectiveRank());
                });
                putSpeed(values, step);
            }
            case Metric.Named step -> {
                values.put("train/loss", step.loss());
                step.values().forEach((name, value) -> values.put("train/" + name, value));
                putSpeed(values, step);
            }
            case Metric.Probe probe -> {
                values.put("probe/knn_accuracy", probe.accuracy());
                values.put("probe/standard_deviation", probe.spread().deviation());
                values.put("probe/effective_rank", probe.spread().effectiveRank());
            }
        }
        return values;
    }

    private static void putSpeed(Map<String, Double> values, Metric.OfStep step) {
        values.put("speed/images_per_second", step.imagesPerSecond());
        values.put("speed/wait_share", step.waitShare());
        values.put("speed/memory_mb", step.memoryBytes() / MEGABYTE);
        step.deviceMemoryBytes().ifPresent(bytes -> values.put("speed/device_memory_mb", bytes / MEGABYTE));
    }
}
