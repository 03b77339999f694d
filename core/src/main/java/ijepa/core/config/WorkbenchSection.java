package ijepa.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

import ijepa.core.mask.BlockSampler;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.RandomSampler;
import ijepa.core.mask.RasterizedSampler;
import ijepa.core.mask.UnbiasedMultiBlockSampler;

/**
 * The section {@code workbench}: all that the official configuration has no place for, in one section that the official
 * code does not look at. Every field may be missing. Precision is not here: it is {@code meta.use_bfloat16}.
 *
 * @param seed          of initialisation, order, crops and masks; the official code's is 0
 * @param sampler       strategy of masking
 * @param loss          what is minimised
 * @param regulariser   what is added to it against collapse
 * @param device        where the networks run
 * @param loader        how pictures come in
 * @param checkpointing when checkpoints are written and how many stay
 * @param probe         nearest-neighbour accuracy while training
 */
public record WorkbenchSection(
        long seed,
        Sampler sampler,
        Distance loss,
        Spread regulariser,
        Device device,
        Loader loader,
        Checkpointing checkpointing,
        Probe probe) {

    /** What the published code does, and sensible numbers where it has none. */
    public static final WorkbenchSection DEFAULT = new WorkbenchSection(
            0,
            new Sampler(Strategy.MULTIBLOCK, new Interval(0.4, 0.6), new Interval(0.6, 0.6)),
            Distance.SMOOTH_L1,
            new Spread(SpreadKind.NONE, 0.5, 0.04, SpreadScope.POOLED),
            new Device("auto", 0),
            new Loader(2, 2, 0.01),
            new Checkpointing(1, 0, 3),
            new Probe(1, 20, 0.07));

    /** Strategies of masking. */
    public enum Strategy {
        /** The published code's. */
        MULTIBLOCK,
        /** The paper's without what the published code does to it: sizes per image and no cut to the shortest. */
        UNBIASED,
        /** The paper's ablation: one quarter of the image as context, the others as targets. */
        RASTERIZED,
        /** The paper's ablation: one large target. */
        BLOCK,
        /** The published code's random collator. */
        RANDOM
    }

    /**
     * {@code sampler}.
     *
     * @param kind       {@code multiblock} (default), {@code unbiased}, {@code rasterized}, {@code block}, {@code random}
     * @param ratio      of random masks: share of the patches to predict; default 0.4 to 0.6
     * @param blockScale of block masks: area of the target over the image's; default 0.6
     */
    public record Sampler(Strategy kind, Interval ratio, Interval blockScale) {

        MaskSampler make(MaskSection mask, PatchGrid grid) {
            return switch (kind) {
                case MULTIBLOCK -> new MultiBlockSampler(mask.on(grid));
                case UNBIASED -> new UnbiasedMultiBlockSampler(mask.on(grid));
                case RASTERIZED -> new RasterizedSampler(grid);
                case BLOCK ->
                    new BlockSampler(
                            grid, blockScale.range(), mask.aspectRatio().range());
                case RANDOM -> new RandomSampler(grid, ratio.range());
            };
        }
    }

    /** {@code loss}: distance between predicted and target embeddings. */
    public enum Distance {
        /** The published code's; the default. */
        SMOOTH_L1,
        /** The paper's. */
        L2
    }

    /** Kinds of regularisers. */
    public enum SpreadKind {
        NONE,
        VARIANCE_COVARIANCE
    }

    /** Of what the spread is measured. */
    public enum SpreadScope {
        POOLED,
        TOKENS
    }

    /**
     * {@code regulariser}.
     *
     * @param kind       {@code none} (default) or {@code variance_covariance}
     * @param weight     beside the loss; default 0.5
     * @param covariance weight of the covariance within the term; default 0.04
     * @param scope      {@code pooled} (default) or {@code tokens}
     */
    public record Spread(SpreadKind kind, double weight, double covariance, SpreadScope scope) {}

    /**
     * {@code device}.
     *
     * @param name    {@code auto} (default), {@code cpu} or {@code cuda:N}
     * @param threads of the processor for the networks; 0 (default) leaves the number to the engine
     */
    public record Device(String name, int threads) {}

    /**
     * {@code loader}.
     *
     * @param ahead                   batches prepared before they are asked for; default 2
     * @param cacheGb                 memory for decoded pictures in GB; default 2
     * @param largestUnreadableShare  share of pictures that may be unreadable before a run stops; default 0.01
     */
    public record Loader(int ahead, double cacheGb, double largestUnreadableShare) {}

    /**
     * {@code checkpointing}.
     *
     * @param everyEpochs  default 1
     * @param everyMinutes besides; 0 (default) is never
     * @param keepLast     older checkpoints are deleted; default 3
     */
    public record Checkpointing(int everyEpochs, double everyMinutes, int keepLast) {}

    /**
     * {@code probe}.
     *
     * @param everyEpochs 0 is never; default 1
     * @param neighbours  default 20
     * @param temperature of the neighbours' votes; default 0.07
     */
    public record Probe(int everyEpochs, int neighbours, double temperature) {}

    static WorkbenchSection read(SectionReader in) {
        WorkbenchSection usual = DEFAULT;
        SectionReader sampler = in.inner("sampler");
        SectionReader regulariser = in.inner("regulariser");
        SectionReader device = in.inner("device");
        SectionReader loader = in.inner("loader");
        SectionReader checkpointing = in.inner("checkpointing");
        SectionReader probe = in.inner("probe");
        return new WorkbenchSection(
                in.wholeLong("seed", usual.seed),
                new Sampler(
                        sampler.choice("kind", Strategy.class, usual.sampler.kind),
                        sampler.interval("ratio", usual.sampler.ratio),
                        sampler.interval("block_scale", usual.sampler.blockScale)),
                in.choice("loss", Distance.class, usual.loss),
                new Spread(
                        regulariser.choice("kind", SpreadKind.class, usual.regulariser.kind),
                        regulariser.number("weight", usual.regulariser.weight),
                        regulariser.number("covariance", usual.regulariser.covariance),
                        regulariser.choice("scope", SpreadScope.class, usual.regulariser.scope)),
                new Device(device.text("name", usual.device.name), device.whole("threads", usual.device.threads)),
                new Loader(
                        loader.whole("ahead", usual.loader.ahead),
                        loader.number("cache_gb", usual.loader.cacheGb),
                        loader.number("largest_unreadable_share", usual.loader.largestUnreadableShare)),
                new Checkpointing(
                        checkpointing.whole("every_epochs", usual.checkpointing.everyEpochs),
                        checkpointing.number("every_minutes", usual.checkpointing.everyMinutes),
                        checkpointing.whole("keep_last", usual.checkpointing.keepLast)),
                new Probe(
                        probe.whole("every_epochs", usual.probe.everyEpochs),
                        probe.whole("neighbours", usual.probe.neighbours),
                        probe.number("temperature", usual.probe.temperature)));
    }

    void check(Problems all) {
        all.requireRange(
                sampler.ratio,
                "workbench.sampler.ratio",
                Math.nextDown(1),
                "two rising shares of the patches, above 0 and below 1; [0.4, 0.6] is usual");
        all.requireRange(
                sampler.blockScale,
                "workbench.sampler.block_scale",
                1,
                "two rising shares of the image, above 0 and at most 1; [0.6, 0.6] is usual");
        all.require(
                regulariser.weight > 0 && regulariser.weight <= 1e4,
                "workbench.regulariser.weight",
                regulariser.weight,
                "above 0 and at most 10000; 0.5 is usual, and kind: none turns the term off");
        all.require(
                regulariser.covariance >= 0 && regulariser.covariance <= 1e4,
                "workbench.regulariser.covariance",
                regulariser.covariance,
                "from 0 to 10000; 0.04 is usual");
        all.require(
                device.name.matches("auto|cpu|cuda(:\\d{1,3})?"),
                "workbench.device.name",
                "'" + device.name + "'",
                "auto, cpu or cuda:N");
        whole(all, "device.threads", device.threads, 0, 1024, "0 leaves the number to the engine");
        whole(all, "loader.ahead", loader.ahead, 1, 64, "2 is usual");
        all.require(
                loader.cacheGb >= 0 && loader.cacheGb <= 1e5,
                "workbench.loader.cache_gb",
                loader.cacheGb,
                "from 0 to 100000 GB; 0.0 keeps no pictures");
        all.require(
                loader.largestUnreadableShare >= 0 && loader.largestUnreadableShare <= 1,
                "workbench.loader.largest_unreadable_share",
                loader.largestUnreadableShare,
                "from 0 to 1; 0.01 is usual");
        whole(all, "checkpointing.every_epochs", checkpointing.everyEpochs, 1, 1_000_000, "1 is usual");
        all.require(
                checkpointing.everyMinutes >= 0 && checkpointing.everyMinutes <= 1e6,
                "workbench.checkpointing.every_minutes",
                checkpointing.everyMinutes,
                "from 0 to 1000000; 0.0 writes by epochs alone");
        whole(all, "checkpointing.keep_last", checkpointing.keepLast, 1, 1_000_000, "3 is usual");
        whole(all, "probe.every_epochs", probe.everyEpochs, 0, 1_000_000, "0 turns it off");
        whole(all, "probe.neighbours", probe.neighbours, 1, 10_000, "20 is usual");
        all.require(
                probe.temperature > 0 && probe.temperature <= 100,
                "workbench.probe.temperature",
                probe.temperature,
                "above 0 and at most 100; 0.07 is usual");
    }

    private static void whole(Problems all, String field, int value, int least, int most, String usual) {
        all.require(
                value >= least && value <= most,
                "workbench." + field,
                value,
                "from " + least + " to " + most + "; " + usual);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seed", seed);
        map.put(
                "sampler",
                inner(
                        "kind", SectionReader.nameOf(sampler.kind),
                        "ratio", sampler.ratio.toList(),
                        "block_scale", sampler.blockScale.toList()));
        map.put("loss", SectionReader.nameOf(loss));
        map.put(
                "regulariser",
                inner(
                        "kind",
                        SectionReader.nameOf(regulariser.kind),
                        "weight",
                        regulariser.weight,
                        "covariance",
                        regulariser.covariance,
                        "scope",
                        SectionReader.nameOf(regulariser.scope)));
        map.put("device", inner("name", device.name, "threads", device.threads));
        map.put(
                "loader",
                inner(
                        "ahead", loader.ahead,
                        "cache_gb", loader.cacheGb,
                        "largest_unreadable_share", loader.largestUnreadableShare));
        map.put(
                "checkpointing",
                inner(
                        "every_epochs", checkpointing.everyEpochs,
                        "every_minutes", checkpointing.everyMinutes,
                        "keep_last", checkpointing.keepLast));
        map.put(
                "probe",
                inner(
                        "every_epochs", probe.everyEpochs,
                        "neighbours", probe.neighbours,
                        "temperature", probe.temperature));
        return map;
    }

    private static Map<String, Object> inner(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
