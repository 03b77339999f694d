package ijepa.app.pretrain;

import java.util.function.ToDoubleFunction;

import ijepa.core.run.Metric;

/** A number that a run writes down again and again. */
public enum RunTag {
    LOSS("loss", Metric.OfStep::loss),
    OBJECTIVE("objective", pretraining(Metric.Step::objective)),
    SQUARED_ERROR("mse", named("mse")),
    VARIATIONAL_BOUND("vb", named("vb")),
    LEARNING_RATE("learning rate", RunTag::learningRate),
    WEIGHT_DECAY("weight decay", pretraining(step -> step.rates().weightDecay())),
    MOMENTUM("momentum", pretraining(step -> step.rates().momentum())),
    CONTEXT_PATCHES("context patches", pretraining(Metric.Step::contextPatches)),
    TARGET_PATCHES("target patches", pretraining(Metric.Step::targetPatches)),
    GRADIENT_FIRST("first block", pretraining(step -> step.gradients().first())),
    GRADIENT_LAST("last block", pretraining(step -> step.gradients().last())),
    GRADIENT_SMALLEST("smallest", pretraining(step -> step.gradients().smallest())),
    GRADIENT_LARGEST("largest", pretraining(step -> step.gradients().largest())),
    IMAGES_PER_SECOND("images/s", Metric.OfStep::imagesPerSecond),
    WAIT_SHARE("waiting for data", Metric.OfStep::waitShare),
    MEMORY("process", step -> step.memoryBytes() / (double) (1 << 30)),
    DEVICE_MEMORY(
            "GPU",
            step -> step.deviceMemoryBytes().stream()
                    .mapToDouble(bytes -> bytes / (double) (1 << 30))
                    .findFirst()
                    .orElse(Double.NaN)),
    FEATURE_DEVIATION("targets"),
    EFFECTIVE_RANK("targets"),
    PROBE_ACCURACY("accuracy"),
    PROBE_DEVIATION("held-out images"),
    PROBE_RANK("held-out images");

    private final String title;
    private final ToDoubleFunction<Metric.OfStep> ofStep;

    RunTag(String title) {
        this(title, null);
    }

    RunTag(String title, ToDoubleFunction<Metric.OfStep> ofStep) {
        this.title = title;
        this.ofStep = ofStep;
    }

    /** What only pretraining has; no number for a step of another training. */
    private static ToDoubleFunction<Metric.OfStep> pretraining(ToDoubleFunction<Metric.Step> of) {
        return step -> step instanceof Metric.Step pretrained ? of.applyAsDouble(pretrained) : Double.NaN;
    }

    /** What a training has whose measures have names. */
    private static ToDoubleFunction<Metric.OfStep> named(String name) {
        return step -> step instanceof Metric.Named other ? other.values().getOrDefault(name, Double.NaN) : Double.NaN;
    }

    private static double learningRate(Metric.OfStep step) {
        return switch (step) {
            case Metric.Step pretrained -> pretrained.rates().learningRate();
            case Metric.Named named -> named.values().getOrDefault("lr", Double.NaN);
        };
    }

    /** Its name in a legend, within its chart. */
    public String title() {
        return title;
    }

    /** Whether every step has it. */
    boolean isOfEveryStep() {
        return ofStep != null;
    }

    /** Whether it scatters from step to step; schedules and probes do not. */
    boolean isNoisy() {
        return switch (this) {
            case LEARNING_RATE, WEIGHT_DECAY, MOMENTUM, PROBE_ACCURACY, PROBE_DEVIATION, PROBE_RANK -> false;
            default -> true;
        };
    }

    double of(Metric.OfStep step) {
        return ofStep.applyAsDouble(step);
    }
}
