package ijepa.core.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ijepa.core.InputException;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.Masking;
import ijepa.core.mask.PatchGrid;

/**
 * A pretraining configuration: the official YAML file as it stands, with a section of our own for what it has no place
 * for. Always valid: every field lies in its range and the masks can be satisfied.
 *
 * @param unknown what the file holds besides, by section; kept so that it is written again
 */
public record PretrainFile(
        DataSection data,
        LoggingSection logging,
        MaskSection mask,
        MetaSection meta,
        OptimizationSection optimization,
        WorkbenchSection workbench,
        Map<String, Object> unknown) {

    /** Attention over more patches than this fits no machine. */
    private static final int LARGEST_GRID = 65_536;

    /** Pictures of one step: far more than anybody has trained with. */
    private static final int LARGEST_STEP = 1 << 20;

    /**
     * A configuration.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public PretrainFile {
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
        Problems problems = new Problems();
        check(data, logging, mask, meta, optimization, workbench, problems);
        problems.throwIfAny("The configuration");
    }

    /**
     * Reads a file.
     *
     * @param overrides values that go before the file's, such as {@code optimization.lr=5e-4}
     * @throws ConfigurationException with everything that is wrong
     * @throws InputException when the file cannot be read or is not YAML
     */
    public static PretrainFile read(Path file, List<String> overrides) {
        return of(YamlText.readMap(file), file.toString(), overrides);
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     */
    public static PretrainFile parse(String yaml, String name, List<String> overrides) {
        return of(YamlText.readMap(yaml, name), name, overrides);
    }

    private static PretrainFile of(Map<String, Object> document, String name, List<String> texts) {
        Problems problems = new Problems();
        Overrides overrides = Overrides.apply(document, texts, problems);
        Map<String, SectionReader> readers = new LinkedHashMap<>();
        for (String section : List.of("data", "logging", "mask", "meta", "optimization")) {
            readers.put(section, SectionReader.required(section, document.get(section), problems));
        }
        readers.put("workbench", SectionReader.optional("workbench", document.get("workbench"), problems));
        DataSection data = DataSection.read(readers.get("data"));
        LoggingSection logging = LoggingSection.read(readers.get("logging"));
        MaskSection mask = MaskSection.read(readers.get("mask"));
        MetaSection meta = MetaSection.read(readers.get("meta"));
        OptimizationSection optimization = OptimizationSection.read(readers.get("optimization"));
        WorkbenchSection workbench = WorkbenchSection.read(readers.get("workbench"));

        List<String> known = new ArrayList<>();
        readers.values().forEach(reader -> known.addAll(reader.known()));
        overrides.requireKnown(known, problems);
        check(data, logging, mask, meta, optimization, workbench, problems);
        problems.throwIfAny(name);
        return new PretrainFile(data, logging, mask, meta, optimization, workbench, unknown(document, readers));
    }

    private static Map<String, Object> unknown(Map<String, Object> document, Map<String, SectionReader> readers) {
        Map<String, Object> unknown = new LinkedHashMap<>(document);
        readers.forEach((section, reader) -> {
            Map<String, Object> rest = reader.unknown();
            if (rest.isEmpty()) {
                unknown.remove(section);
            } else {
                unknown.put(section, rest);
            }
        });
        return unknown;
    }

    private static void check(
            DataSection data,
            LoggingSection logging,
            MaskSection mask,
            MetaSection meta,
            OptimizationSection optimization,
            WorkbenchSection workbench,
            Problems problems) {
        data.check(problems);
        logging.check(problems);
        mask.check(problems);
        meta.check(problems);
        optimization.check(problems);
        workbench.check(problems);
        int accumulate = workbench.step().accumulate();
        problems.require(
                (long) data.batchSize() * accumulate <= LARGEST_STEP,
                "workbench.step.accumulate",
                accumulate,
                "such that data.batch_size times it is at most " + LARGEST_STEP);
        problems.require(
                12L * data.batchSize() * data.cropSize() * data.cropSize() <= Integer.MAX_VALUE,
                "data.batch_size",
                data.batchSize(),
                "at most " + Integer.MAX_VALUE / 12 / Math.max(1L, (long) data.cropSize() * data.cropSize())
                        + " for crops of " + data.cropSize()
                        + " pixels, 2 GB of them; workbench.step.accumulate makes larger steps");
        WorkbenchSection.Spread regulariser = workbench.regulariser();
        problems.require(
                regulariser.kind() != WorkbenchSection.SpreadKind.VARIANCE_COVARIANCE
                        || regulariser.scope() != WorkbenchSection.SpreadScope.POOLED
                        || (long) data.batchSize() * accumulate > 1,
                "data.batch_size",
                data.batchSize(),
                "at least 2, or workbench.step.accumulate must be, for one picture alone has no variance, which"
                        + " workbench.regulariser.kind and scope ask for");
        if (problems.noneBelow("mask")
                && problems.noneBelow("data.crop_size")
                && problems.noneBelow("workbench.sampler")) {
            checkGrid(data, mask, workbench, problems);
        }
    }

    /** What no field says alone: patches divide the crop, and blocks fit the patches. */
    private static void checkGrid(DataSection data, MaskSection mask, WorkbenchSection workbench, Problems problems) {
        int crop = data.cropSize();
        int patch = mask.patchSize();
        if (crop % patch != 0) {
            problems.add(
                    "data.crop_size",
                    "data.crop_size is " + crop + " but must be a multiple of mask.patch_size, which is " + patch
                            + "; the nearest is " + Math.max(1, Math.round(crop / (double) patch)) * patch + ".");
            return;
        }
        if ((long) (crop / patch) * (crop / patch) > LARGEST_GRID) {
            problems.add(
                    "mask.patch_size",
                    "mask.patch_size is " + patch + " but must leave at most " + LARGEST_GRID + " patches of a crop of "
                            + crop + " pixels; 14 and 16 are usual.");
            return;
        }
        try {
            workbench.sampler().make(mask, PatchGrid.ofImage(crop, crop, patch)).sampler();
        } catch (InputException | IllegalArgumentException impossible) {
            String message = impossible.getMessage();
            problems.add("mask", message.startsWith("workbench.sampler") ? message : "mask: " + message);
        }
    }

    /** The patches of a crop. */
    public PatchGrid grid() {
        return PatchGrid.ofImage(data.cropSize(), data.cropSize(), mask.patchSize());
    }

    /** What {@code workbench.sampler} names, with the settings of {@code mask}. */
    public Masking masking() {
        return workbench.sampler().make(mask, grid());
    }

    /** A sampler of those masks. */
    public MaskSampler sampler() {
        return masking().sampler();
    }

    /**
     * The same for a run in a directory, with every path absolute.
     *
     * @param run becomes {@code logging.folder}
     */
    public PretrainFile absolute(Path run) {
        return new PretrainFile(
                data.absolute(),
                new LoggingSection(run.toAbsolutePath().normalize().toString(), logging.writeTag()),
                mask,
                meta.absolute(logging),
                optimization,
                workbench.absolute(),
                unknown);
    }

    /** Paths of what was kept without being understood, such as {@code optimization.optimizer}: shown as a warning. */
    public List<String> unknownPaths() {
        List<String> paths = new ArrayList<>();
        addPaths("", unknown, paths);
        return paths;
    }

    private static void addPaths(String prefix, Map<?, ?> map, List<String> paths) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                addPaths(prefix + key + ".", inner, paths);
            } else {
                paths.add(prefix + key);
            }
        });
    }

    /** The file's text: the official sections in their official order, then ours, then what was not understood. */
    public String toYaml() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("data", data.toMap());
        document.put("logging", logging.toMap());
        document.put("mask", mask.toMap());
        document.put("meta", meta.toMap());
        document.put("optimization", optimization.toMap());
        document.put("workbench", workbench.toMap());
        merge(document, unknown);
        return YamlText.write(document);
    }

    private static void merge(Map<String, Object> into, Map<String, Object> more) {
        more.forEach((key, value) -> {
            if (into.get(key) instanceof Map<?, ?> inner && value instanceof Map<?, ?> rest) {
                Map<String, Object> merged = YamlText.named(inner);
                merge(merged, YamlText.named(rest));
                into.put(key, merged);
            } else {
                into.put(key, value);
            }
        });
    }
}
