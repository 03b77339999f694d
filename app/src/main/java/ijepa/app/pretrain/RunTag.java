package ijepa.app.pretrain;

import java.util.function.ToDoubleFunction;

import ijepa.core.run.Metric;

/** A number that a run writes down again and again. */
public enum RunTag {
    LOSS("loss", Metric.Step::loss),
    OBJECTIVE("objective", Metric.Step::objective),
    LEARNING_RATE("learning rate", step -> step.rates().learningRate()),
    WEIGHT_DECAY("weight decay", step -> step.rates().weightDecay()),
    MOMENTUM("momentum", step -> step.rates().momentum()),
    CONTEXT_PATCHES("context patches", Metric.Step::contextPatches),
    TARGET_PATCHES("target patches", Metric.Step::targetPatches),
    GRADIENT_FIRST("first block", step -> step.gradients().first()),
    GRADIENT_LAST("last block", step -> step.gradients().last()),
    GRADIENT_SMALLEST("smallest", step -> step.gradients().smallest()),
    GRADIENT_LARGEST("largest", step -> step.gradients().largest()),
    IMAGES_PER_SECOND("images/s", Metric.Step::imagesPerSecond),
    WAIT_SHARE("waiting for data", Metric.Step::waitShare),
    MEMORY("memory", step -> step.memoryBytes() / (double) (1 << 30)),
    FEATURE_DEVIATION("targets"),
    EFFECTIVE_RANK("targets"),
    PROBE_ACCURACY("accuracy"),
    PROBE_DEVIATION("held-out images"),
    PROBE_RANK("held-out images");

    private final String title;
    private final ToDoubleFunction<Metric.Step> ofStep;

    RunTag(String title) {
        this(title, null);
    }

    RunTag(String title, ToDoubleFunction<Metric.Step> ofStep) {
        this.title = title;
        this.ofStep = ofStep;
    }

    /** Its name in a legend, within its chart. */
    public String title() {
        return title;
    }

    /** Whether every step has it. */
    boolean isOfEveryStep() {
        return ofStep != null;
    }

    double of(Metric.Step step) {
        return ofStep.applyAsDouble(step);
    }
}
