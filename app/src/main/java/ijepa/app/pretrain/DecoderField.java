package ijepa.app.pretrain;

import java.util.List;
import java.util.Locale;

/** The fields of the form that trains a decoder; all others are written in the YAML beside it. */
enum DecoderField implements FormField {
    CHECKPOINT("Checkpoint", Kind.CHECKPOINT),
    PICTURES("Pictures", Kind.FOLDER),
    START_FROM("Start from decoder", Kind.DECODER),
    DECODER_FILE("Write decoder to", Kind.NEW_DECODER),
    IMAGE_SIZE("Decoded size (px)", Kind.WHOLE),
    WIDTH("Width of the network", Kind.WHOLE),
    RESIDUAL_BLOCKS("Residual blocks of a level", Kind.WHOLE),
    GROUPS("Groups of every norm", Kind.WHOLE),
    SKETCH("Side of the sketch (0: none)", Kind.WHOLE),
    STEPS("Steps", Kind.WHOLE),
    BATCH_SIZE("Batch size", Kind.WHOLE),
    LEARNING_RATE("Learning rate", Kind.NUMBER),
    WARMUP("Warm-up steps", Kind.WHOLE),
    ANNEAL("Rate falls over the last (steps)", Kind.WHOLE),
    EMA("Average of weights", Kind.NUMBER),
    IMAGE_SHARE("Share of whole images", Kind.NUMBER),
    DROP("Share of dropped conditions", Kind.NUMBER),
    PREDICTS("What the network predicts", Kind.CHOICE, "NOISE", "VELOCITY"),
    LOSS_WEIGHTING("Weight of steps in the loss", Kind.CHOICE, "UNIFORM", "MIN_SNR"),
    CONDITIONS("Conditions", Kind.CHOICE, "COMPUTED", "CACHED"),
    CROP_SCALE("Crop, smallest share", Kind.NUMBER),
    DEVICE("Device", Kind.DEVICE),
    PRECISION("Precision", Kind.CHOICE, "BF16", "FP32"),
    THREADS("Threads (0: all)", Kind.WHOLE),
    CACHE_GB("Memory for pictures (GB)", Kind.NUMBER),
    SEED("Seed", Kind.WHOLE),
    SHEET_EVERY("Sheet of samples every (steps)", Kind.WHOLE),
    CHECKPOINT_MINUTES("Checkpoint every (minutes)", Kind.NUMBER),
    KEEP_LAST("Keep the newest", Kind.WHOLE);

    private final String title;
    private final Kind kind;
    private final List<String> choices;

    DecoderField(String title, Kind kind, String... choices) {
        this.title = title;
        this.kind = kind;
        this.choices = List.of(choices);
    }

    @Override
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public List<String> choices() {
        return choices;
    }

    /** {@inheritDoc} A decoder's fields always do. */
    @Override
    public boolean concerns(String sampler) {
        return true;
    }
}
