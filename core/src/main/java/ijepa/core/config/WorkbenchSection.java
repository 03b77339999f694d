package ijepa.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code workbench}: all that the official configuration has no place for, in one section that the official
 * code does not look at. Every field may be missing. Precision is not here: it is {@code meta.use_bfloat16}.
 *
 * @param pictures      folder or text file of pictures, as it stands; empty (default) is what {@code data.root_path} and
 *     {@code data.image_folder} name
 * @param modelFile     model file to write besides, after every epoch; empty (default) for none
 * @param seed          of initialisation, order, crops and masks; the official code's is 0
 * @param sampler       strategy of masking
 * @param loss          what is minimised
 * @param regulariser   what is added to it against collapse
 * @param step          how a step is done
 * @param device        where the networks run
 * @param loader        how pictures come in
 * @param checkpointing when checkpoints are written and how many stay
 * @param probe         nearest-neighbour accuracy while training
 */
public record WorkbenchSection(
        Optional<String> pictures,
        Optional<String> modelFile,
        long seed,
        SamplerSection sampler,
        Distance loss,
        Spread regulariser,
        StepSection step,
        Device device,
        Loader loader,
        Checkpointing checkpointing,
        Probe probe) {

    /** What the published code does, and sensible numbers where it has none. */
    public static final WorkbenchSection DEFAULT = new WorkbenchSection(
            Optional.empty(),
            Optional.empty(),
            0,
            SamplerSection.DEFAULT,
            Distance.SMOOTH_L1,
            new Spread(SpreadKind.NONE, 0.5, 0.04, SpreadScope.POOLED, 256, 17),
            StepSection.DEFAULT,
            new Device("auto", 0),
            new Loader(2, 2, 1),
            new Checkpointing(1, 10, 3, 0),
            new Probe(Optional.empty(), 1, 20, 0.07));

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
        /** As C-JEPA has it. */
        VARIANCE_COVARIANCE,
        /** As LeJEPA has it. */
        SIGREG
    }

    /** Of what the spread is measured. */
    public enum SpreadScope {
        POOLED,
        TOKENS
    }

    /**
     * {@code regulariser}.
     *
     * @param kind       {@code none} (default), {@code variance_covariance} or {@code sigreg}
     * @param weight     beside the loss; default 0.5
     * @param covariance of variance_covariance: weight of the covariance within the term; default 0.04
     * @param scope      {@code pooled} (default) or {@code tokens}
     * @param slices     of sigreg: random directions a step; default 256
     * @param points     of sigreg: where characteristic functions are compared, from -5 to 5; default 17
     */
    public record Spread(
            SpreadKind kind, double weight, double covariance, SpreadScope scope, int slices, int points) {}

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
     * @param largestUnreadableShare  share of pictures that may be unreadable before a run stops; default 1, which never stops it
     */
    public record Loader(int ahead, double cacheGb, double largestUnreadableShare) {}

    /**
     * {@code checkpointing}.
     *
     * @param everyEpochs  default 1; 0 writes none at the ends of epochs
     * @param everyMinutes besides; default 10, 0 is never
     * @param keepLast     so many of the newest stay; default 3
     * @param keepEvery    and those at the end of every so many epochs; 0 (default) keeps none
     */
    public record Checkpointing(int everyEpochs, double everyMinutes, int keepLast, int keepEvery) {}

    /**
     * {@code probe}.
     *
     * @param folder      held-out pictures in the subfolders that the pictures have; empty (default) is {@code val} beside
     *     {@code train} where the official folders are used, else there is no probe
     * @param everyEpochs 0 is never; default 1
     * @param neighbours  default 20
     * @param temperature of the neighbours' votes; default 0.07
     */
    public record Probe(Optional<String> folder, int everyEpochs, int neighbours, double temperature) {}

    static WorkbenchSection read(SectionReader in) {
        WorkbenchSection usual = DEFAULT;
        SectionReader regulariser = in.inner("regulariser");
        SectionReader device = in.inner("device");
        SectionReader loader = in.inner("loader");
        SectionReader checkpointing = in.inner("checkpointing");
        SectionReader probe = in.inner("probe");
        return new WorkbenchSection(
                in.nullableText("pictures"),
                in.nullableText("model_file"),
                in.wholeLong("seed", usual.seed),
                SamplerSection.read(in.inner("sampler")),
                in.choice("loss", Distance.class, usual.loss),
                new Spread(
                        regulariser.choice("kind", SpreadKind.class, usual.regulariser.kind),
                        regulariser.number("weight", usual.regulariser.weight),
                        regulariser.number("covariance", usual.regulariser.covariance),
                        regulariser.choice("scope", SpreadScope.class, usual.regulariser.scope),
                        regulariser.whole("slices", usual.regulariser.slices),
                        regulariser.whole("points", usual.regulariser.points)),
                StepSection.read(in.inner("step")),
                new Device(device.text("name", usual.device.name), device.whole("threads", usual.device.threads)),
                new Loader(
                        loader.whole("ahead", usual.loader.ahead),
                        loader.number("cache_gb", usual.loader.cacheGb),
                        loader.number("largest_unreadable_share", usual.loader.largestUnreadableShare)),
                new Checkpointing(
                        checkpointing.whole("every_epochs", usual.checkpointing.everyEpochs),
                        checkpointing.number("every_minutes", usual.checkpointing.everyMinutes),
                        checkpointing.whole("keep_last", usual.checkpointing.keepLast),
                        checkpointing.whole("keep_every_epochs", usual.checkpointing.keepEvery)),
                new Probe(
                        probe.nullableText("folder"),
                        probe.whole("every_epochs", usual.probe.everyEpochs),
                        probe.whole("neighbours", usual.probe.neighbours),
                        probe.number("temperature", usual.probe.temperature)));
    }

    void check(Problems all) {
        sampler.check(all);
        step.check(all);
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
        whole(all, "regulariser.slices", regulariser.slices, 1, 65_536, "256 is usual");
        all.require(
                regulariser.points >= 3 && regulariser.points <= 1001 && regulariser.points % 2 == 1,
                "workbench.regulariser.points",
                regulariser.points,
                "an odd number from 3 to 1001; 17 is usual");
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
                "from 0 to 1; 0.01 is strict and 1.0 never ends a run");
        whole(all, "checkpointing.every_epochs", checkpointing.everyEpochs, 0, 1_000_000, "1 is usual");
        all.require(
                checkpointing.everyMinutes >= 0 && checkpointing.everyMinutes <= 1e6,
                "workbench.checkpointing.every_minutes",
                checkpointing.everyMinutes,
                "from 0 to 1000000; 0.0 writes by epochs alone");
        whole(all, "checkpointing.keep_last", checkpointing.keepLast, 1, 1_000_000, "3 is usual");
        int every = checkpointing.everyEpochs;
        all.require(
                checkpointing.keepEvery == 0
                        || checkpointing.keepEvery > 0 && every > 0 && checkpointing.keepEvery % every == 0,
                "workbench.checkpointing.keep_every_epochs",
                checkpointing.keepEvery,
                "0 or a multiple of workbench.checkpointing.every_epochs, which is " + every);
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

    WorkbenchSection absolute() {
        return new WorkbenchSection(
                absolute(pictures),
                absolute(modelFile),
                seed,
                new SamplerSection(sampler.kind(), sampler.ratio(), sampler.blockScale(), absolute(sampler.layout())),
                loss,
                regulariser,
                step,
                device,
                loader,
                checkpointing,
                new Probe(absolute(probe.folder), probe.everyEpochs, probe.neighbours, probe.temperature));
    }

    private static Optional<String> absolute(Optional<String> path) {
        return path.map(text -> Path.of(text).toAbsolutePath().normalize().toString());
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pictures", pictures.orElse(null));
        map.put("model_file", modelFile.orElse(null));
        map.put("seed", seed);
        map.put("sampler", sampler.toMap());
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
                        SectionReader.nameOf(regulariser.scope),
                        "slices",
                        regulariser.slices,
                        "points",
                        regulariser.points));
        map.put("step", step.toMap());
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
                        "keep_last", checkpointing.keepLast,
                        "keep_every_epochs", checkpointing.keepEvery));
        map.put(
                "probe",
                inner(
                        "folder", probe.folder.orElse(null),
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
