package ijepa.renderer.figure.recipe;

import ijepa.core.run.Metric;

/** What a curve of a run shows. */
public enum Quantity {
    LOSS("Loss", ""),
    OBJECTIVE("Objective", ""),
    LEARNING_RATE("Learning rate", ""),
    WEIGHT_DECAY("Weight decay", ""),
    MOMENTUM("EMA momentum", ""),
    RANK("Effective rank", ""),
    DEVIATION("Embedding spread", ""),
    CONTEXT_PATCHES("Context patches", ""),
    THROUGHPUT("Images per second", ""),
    NEIGHBOURS("20-NN accuracy", "%");

    private final String title;
    private final String unit;

    Quantity(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Its axis. */
    public String title() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }

    /** Its value in one record; no number where the record does not hold it. */
    double of(Metric metric) {
        return switch (metric) {
            case Metric.Step step ->
                switch (this) {
                    case LOSS -> step.loss();
                    case OBJECTIVE -> step.objective();
                    case LEARNING_RATE -> step.rates().learningRate();
                    case WEIGHT_DECAY -> step.rates().weightDecay();
                    case MOMENTUM -> step.rates().momentum();
                    case RANK ->
                        step.spread().map(spread -> spread.effectiveRank()).orElse(Double.NaN);
                    case DEVIATION ->
                        step.spread().map(spread -> spread.deviation()).orElse(Double.NaN);
                    case CONTEXT_PATCHES -> step.contextPatches();
                    case THROUGHPUT -> step.imagesPerSecond();
                    case NEIGHBOURS -> Double.NaN;
                };
            case Metric.Named step ->
                switch (this) {
                    case LOSS -> step.loss();
                    case LEARNING_RATE -> step.values().getOrDefault("lr", Double.NaN);
                    case THROUGHPUT -> step.imagesPerSecond();
                    default -> Double.NaN;
                };
            case Metric.Probe probe -> this == NEIGHBOURS ? 100 * probe.accuracy() : Double.NaN;
        };
    }
}
