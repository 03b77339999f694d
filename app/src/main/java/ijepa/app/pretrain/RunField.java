package ijepa.app.pretrain;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The fields of the form. Each is one place in the configuration; all others are written in the YAML beside it. */
enum RunField implements FormField {
    PICTURES(Section.DATA, "workbench.pictures", "Pictures", Kind.FOLDER),
    CROP_SIZE(Section.DATA, "data.crop_size", "Image size (px)", Kind.WHOLE),
    BATCH_SIZE(Section.DATA, "data.batch_size", "Batch size", Kind.WHOLE),
    ACCUMULATE(Section.DATA, "workbench.step.accumulate", "Batches to a step", Kind.WHOLE),
    CROP_FROM(Section.DATA, "data.crop_scale[0]", "Crop, smallest share", Kind.NUMBER),
    CROP_TO(Section.DATA, "data.crop_scale[1]", "Crop, largest share", Kind.NUMBER),
    FLIP(Section.DATA, "data.use_horizontal_flip", "Horizontal flips", Kind.FLAG),

    MODEL(
            Section.MODEL,
            "meta.model_name",
            "Encoder",
            Kind.CHOICE,
            "vit_tiny",
            "vit_small",
            "vit_base",
            "vit_large",
            "vit_huge",
            "vit_giant"),
    PATCH_SIZE(Section.MODEL, "mask.patch_size", "Patch size (px)", Kind.WHOLE),
    PREDICTOR_DEPTH(Section.MODEL, "meta.pred_depth", "Predictor blocks", Kind.WHOLE),
    PREDICTOR_WIDTH(Section.MODEL, "meta.pred_emb_dim", "Predictor width", Kind.WHOLE),

    SAMPLER(
            Section.MASKS,
            "workbench.sampler.kind",
            "Sampler",
            Kind.CHOICE,
            "multiblock",
            "unbiased",
            "rasterized",
            "block",
            "random",
            "layout"),
    TARGETS(Section.MASKS, "mask.num_pred_masks", "Targets", Kind.WHOLE, "multiblock|unbiased"),
    TARGET_FROM(Section.MASKS, "mask.pred_mask_scale[0]", "Target scale, from", Kind.NUMBER, "multiblock|unbiased"),
    TARGET_TO(Section.MASKS, "mask.pred_mask_scale[1]", "Target scale, to", Kind.NUMBER, "multiblock|unbiased"),
    ASPECT_FROM(Section.MASKS, "mask.aspect_ratio[0]", "Target aspect, from", Kind.NUMBER, "multiblock|unbiased|block"),
    ASPECT_TO(Section.MASKS, "mask.aspect_ratio[1]", "Target aspect, to", Kind.NUMBER, "multiblock|unbiased|block"),
    CONTEXT_FROM(Section.MASKS, "mask.enc_mask_scale[0]", "Context scale, from", Kind.NUMBER, "multiblock|unbiased"),
    CONTEXT_TO(Section.MASKS, "mask.enc_mask_scale[1]", "Context scale, to", Kind.NUMBER, "multiblock|unbiased"),
    MIN_KEEP(Section.MASKS, "mask.min_keep", "Min keep", Kind.WHOLE, "multiblock|unbiased"),
    OVERLAP(Section.MASKS, "mask.allow_overlap", "Context may overlap targets", Kind.FLAG, "multiblock|unbiased"),
    BLOCK_FROM(Section.MASKS, "workbench.sampler.block_scale[0]", "Block scale, from", Kind.NUMBER, "block"),
    BLOCK_TO(Section.MASKS, "workbench.sampler.block_scale[1]", "Block scale, to", Kind.NUMBER, "block"),
    RATIO_FROM(Section.MASKS, "workbench.sampler.ratio[0]", "Share to predict, from", Kind.NUMBER, "random"),
    RATIO_TO(Section.MASKS, "workbench.sampler.ratio[1]", "Share to predict, to", Kind.NUMBER, "random"),
    LAYOUT(Section.MASKS, "workbench.sampler.layout", "Layout file", Kind.LAYOUT, "layout"),

    LOSS(Section.LOSS, "workbench.loss", "Loss", Kind.CHOICE, "smooth_l1", "l2"),
    REGULARISER(
            Section.LOSS,
            "workbench.regulariser.kind",
            "Against collapse",
            Kind.CHOICE,
            "none",
            "variance_covariance",
            "sigreg"),
    REGULARISER_WEIGHT(Section.LOSS, "workbench.regulariser.weight", "Its weight", Kind.NUMBER),
    REGULARISER_SCOPE(Section.LOSS, "workbench.regulariser.scope", "Measured on", Kind.CHOICE, "pooled", "tokens"),

    EPOCHS(Section.SCHEDULE, "optimization.epochs", "Epochs", Kind.WHOLE),
    WARMUP(Section.SCHEDULE, "optimization.warmup", "Warm-up epochs", Kind.NUMBER),
    START_RATE(Section.SCHEDULE, "optimization.start_lr", "Learning rate at the start", Kind.NUMBER),
    RATE(Section.SCHEDULE, "optimization.lr", "Learning rate", Kind.NUMBER),
    FINAL_RATE(Section.SCHEDULE, "optimization.final_lr", "Learning rate at the end", Kind.NUMBER),
    DECAY(Section.SCHEDULE, "optimization.weight_decay", "Weight decay", Kind.NUMBER),
    FINAL_DECAY(Section.SCHEDULE, "optimization.final_weight_decay", "Weight decay at the end", Kind.NUMBER),
    MOMENTUM(Section.SCHEDULE, "optimization.ema[0]", "Momentum", Kind.NUMBER),
    FINAL_MOMENTUM(Section.SCHEDULE, "optimization.ema[1]", "Momentum at the end", Kind.NUMBER),
    CLIP(Section.SCHEDULE, "workbench.step.clip_norm", "Clip gradients at (0: never)", Kind.NUMBER),

    DEVICE(Section.MACHINE, "workbench.device.name", "Device", Kind.DEVICE),
    PRECISION(Section.MACHINE, "meta.use_bfloat16", "Matrix products in bfloat16", Kind.FLAG),
    RECOMPUTE(
            Section.MACHINE,
            "workbench.step.checkpoint_activations",
            "Compute blocks twice, in less memory",
            Kind.FLAG),
    THREADS(Section.MACHINE, "workbench.device.threads", "Threads (0: all)", Kind.WHOLE),
    WORKERS(Section.MACHINE, "data.num_workers", "Decoding threads", Kind.WHOLE),
    CACHE(Section.MACHINE, "workbench.loader.cache_gb", "Memory for pictures (GB)", Kind.NUMBER),
    SEED(Section.MACHINE, "workbench.seed", "Seed", Kind.WHOLE),

    SAVE_EPOCHS(Section.KEEPING, "workbench.checkpointing.every_epochs", "Checkpoint every (epochs)", Kind.WHOLE),
    SAVE_MINUTES(Section.KEEPING, "workbench.checkpointing.every_minutes", "and every (minutes)", Kind.NUMBER),
    KEEP_LAST(Section.KEEPING, "workbench.checkpointing.keep_last", "Keep the newest", Kind.WHOLE),
    KEEP_EVERY(Section.KEEPING, "workbench.checkpointing.keep_every_epochs", "Keep every (epochs)", Kind.WHOLE),
    PROBE(Section.KEEPING, "workbench.probe.folder", "Held-out pictures", Kind.FOLDER),
    PROBE_EVERY(Section.KEEPING, "workbench.probe.every_epochs", "Probe every (epochs)", Kind.WHOLE);

    /** Groups of fields, in the form's order. */
    enum Section {
        DATA("Pictures"),
        MODEL("Model"),
        MASKS("Masks"),
        LOSS("Loss"),
        SCHEDULE("Schedule"),
        MACHINE("Machine"),
        KEEPING("Checkpoints and probe");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final Section section;
    private final String path;
    private final String title;
    private final Kind kind;
    private final List<String> choices;
    private final List<String> samplers;

    RunField(Section section, String path, String title, Kind kind, String... more) {
        this.section = section;
        this.path = path;
        this.title = title;
        this.kind = kind;
        choices = kind == Kind.CHOICE ? List.of(more) : List.of();
        samplers = kind == Kind.CHOICE || more.length == 0 ? List.of() : List.of(more[0].split("\\|"));
    }

    @Override
    public String path() {
        return path;
    }

    /** The path without an element of a list, as problems name it. */
    String problemPath() {
        int element = path.indexOf('[');
        return element < 0 ? path : path.substring(0, element);
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

    @Override
    public boolean concerns(String sampler) {
        return samplers.isEmpty() || samplers.contains(sampler);
    }

    static List<RunField> in(Section section) {
        return Arrays.stream(values()).filter(field -> field.section == section).toList();
    }

    /** How a value of the configuration is shown. */
    static String show(Object value) {
        if (!(value instanceof Double number)) {
            return String.valueOf(value);
        }
        double size = Math.abs(number);
        if (size != 0 && size < 1e-3) {
            return Double.toString(number).replace(".0E", "E").toLowerCase(Locale.ROOT);
        }
        String plain =
                new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
        return plain;
    }
}
