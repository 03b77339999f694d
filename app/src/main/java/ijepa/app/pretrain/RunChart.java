package ijepa.app.pretrain;

import java.util.List;

/** A chart of a run: tags that share a unit. */
public enum RunChart {
    LOSS(Group.LOSS, "Loss", false, RunTag.LOSS, RunTag.OBJECTIVE, RunTag.SQUARED_ERROR, RunTag.VARIATIONAL_BOUND),
    PROBE(Group.PROBE, "Nearest-neighbour accuracy", false, RunTag.PROBE_ACCURACY),
    RANK(Group.SPREAD, "Effective rank", false, RunTag.EFFECTIVE_RANK, RunTag.PROBE_RANK),
    DEVIATION(Group.SPREAD, "Feature deviation", false, RunTag.FEATURE_DEVIATION, RunTag.PROBE_DEVIATION),
    GRADIENTS(
            Group.GRADIENTS,
            "Gradient norms",
            true,
            RunTag.GRADIENT_FIRST,
            RunTag.GRADIENT_LAST,
            RunTag.GRADIENT_SMALLEST,
            RunTag.GRADIENT_LARGEST),
    LEARNING_RATE(Group.SCHEDULE, "Learning rate", false, RunTag.LEARNING_RATE),
    WEIGHT_DECAY(Group.SCHEDULE, "Weight decay", false, RunTag.WEIGHT_DECAY),
    MOMENTUM(Group.SCHEDULE, "EMA momentum", false, RunTag.MOMENTUM),
    MASKS(Group.MASKS, "Patches in a mask", false, RunTag.CONTEXT_PATCHES, RunTag.TARGET_PATCHES),
    SPEED(Group.MACHINE, "Images per second", false, RunTag.IMAGES_PER_SECOND),
    WAITING(Group.MACHINE, "Share of time waiting for data", false, RunTag.WAIT_SHARE),
    MEMORY(Group.MACHINE, "Memory (GiB)", false, RunTag.MEMORY, RunTag.DEVICE_MEMORY);

    /** Charts that belong together. */
    public enum Group {
        LOSS("Loss"),
        PROBE("Probe"),
        SPREAD("Embeddings"),
        GRADIENTS("Gradients"),
        SCHEDULE("Schedule"),
        MASKS("Masks"),
        MACHINE("Machine");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Group group;
    private final String title;
    private final boolean logarithmic;
    private final List<RunTag> tags;

    RunChart(Group group, String title, boolean logarithmic, RunTag... tags) {
        this.group = group;
        this.title = title;
        this.logarithmic = logarithmic;
        this.tags = List.of(tags);
    }

    public Group group() {
        return group;
    }

    public String title() {
        return title;
    }

    /** Whether its vertical axis is logarithmic until somebody changes it. */
    boolean isLogarithmicAtFirst() {
        return logarithmic;
    }

    public List<RunTag> tags() {
        return tags;
    }
}
