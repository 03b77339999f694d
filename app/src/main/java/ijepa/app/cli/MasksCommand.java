package ijepa.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import ijepa.app.shell.SampleImages;
import ijepa.core.InputException;
import ijepa.core.config.MaskSection;
import ijepa.core.config.MaskingFile;
import ijepa.core.image.Fit;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskRecordJson;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.MultiBlockRecord;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.RandomRecord;
import ijepa.core.mask.RandomSampler;
import ijepa.core.mask.Range;
import ijepa.core.mask.TorchGenerator;
import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.recipe.FigureExport;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureMaker;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.Progress;
import ijepa.renderer.figure.recipe.SampleStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ijepa masks}. */
@Command(
        name = "masks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draw context and target masks as the official collators draw them, index by index.",
            "Settings come from a configuration (--config) or the published defaults; options go before both.",
            "",
            "What a batch of 128 does to the context of the published H/14 model:",
            "  ijepa masks --image-size 224 --patch-size 14 --batch-size 128 --iterations 20",
            "The masks of the first ten steps, to compare with the official code:",
            "  ijepa masks --config in1k_vith14_ep300.yaml --iterations 10 --json masks.json",
            "The paper's figure of mask strategies on photographs of your own:",
            "  ijepa masks --figure strategies.png cat.jpg dog.jpg tower.jpg",
            ""
        })
final class MasksCommand implements Callable<Integer> {

    private static final int LARGEST_SIDE = 16_384;

    private enum Sampler {
        MULTIBLOCK,
        RANDOM
    }

    /** Height and width in pixels. */
    private record ImageSize(int height, int width) {}

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Official configuration; its sections mask and data count.")
    private Path config;

    @Option(
            names = "--sampler",
            defaultValue = "multiblock",
            description = "multiblock (the paper's) or random (default: ${DEFAULT-VALUE}).")
    private Sampler sampler;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            converter = ImageSizeReader.class,
            description = "Side, or height x width such as 224x320 (published: 224).")
    private ImageSize imageSize;

    @Option(names = "--patch-size", paramLabel = "PIXELS", description = "Side of a patch (published: 14 or 16).")
    private Integer patchSize;

    @Option(names = "--targets", paramLabel = "N", description = "Target blocks an image (published: 4).")
    private Integer targets;

    @Option(names = "--contexts", paramLabel = "N", description = "Context blocks an image (published: 1).")
    private Integer contexts;

    @Option(
            names = "--target-scale",
            paramLabel = "A,B",
            converter = RangeReader.class,
            description = "Area of a target block over the image's (published: 0.15,0.2).")
    private Range targetScale;

    @Option(
            names = "--context-scale",
            paramLabel = "A,B",
            converter = RangeReader.class,
            description = "Area of a context block over the image's (published: 0.85,1).")
    private Range contextScale;

    @Option(
            names = "--aspect",
            paramLabel = "A,B",
            converter = RangeReader.class,
            description = "Height over width of a target block (published: 0.75,1.5).")
    private Range aspect;

    @Option(
            names = "--min-keep",
            paramLabel = "N",
            description = "A block keeps more patches than this (published: 10).")
    private Integer minKeep;

    @Option(
            names = "--allow-overlap",
            negatable = true,
            description = "The context keeps the patches of targets (published: not).")
    private Boolean allowOverlap;

    @Option(
            names = "--ratio",
            paramLabel = "A,B",
            defaultValue = "0.4,0.6",
            converter = RangeReader.class,
            description = "Of the random sampler: share of the patches to predict (default: ${DEFAULT-VALUE}).")
    private Range ratio;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images an iteration (default: 64).")
    private Integer batchSize;

    @Option(
            names = "--global-seed",
            paramLabel = "SEED",
            defaultValue = "0",
            description =
                    "Of torch's global generator, set once before the first iteration (default: ${DEFAULT-VALUE}).")
    private long globalSeed;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "1",
            description = "Batches, numbered from 0; the number seeds the block sizes (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the masks as JSON; - is the standard output.")
    private String json;

    @Option(
            names = "--figure",
            paramLabel = "FILE",
            description =
                    "Write the paper's figure of mask strategies on the IMAGES: PDF, SVG or PNG (ijepa figure has more to set).")
    private Path figure;

    @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "Pictures for --figure, one a row.")
    private List<Path> pictures = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (figure == null && !pictures.isEmpty()) {
            throw new InputException("Images are only for --figure FILE: name the file to write.");
        }
        Optional<MaskingFile> file = Optional.ofNullable(config).map(MaskingFile::read);
        ImageSize image = Optional.ofNullable(imageSize)
                .or(() -> file.map(read -> new ImageSize(read.cropSize(), read.cropSize())))
                .orElse(new ImageSize(224, 224));
        int patch = orElse(patchSize, file.map(read -> read.mask().patchSize()).orElse(16));
        int images = orElse(batchSize, file.map(MaskingFile::batchSize).orElse(64));
        if (images < 1 || iterations < 1) {
            throw new InputException(
                    "--batch-size and --iterations must be at least 1, not " + images + " and " + iterations + ".");
        }
        PatchGrid grid = PatchGrid.ofImage(image.height, image.width, patch);
        if (figure != null) {
            return figure(grid);
        }
        return switch (sampler) {
            case MULTIBLOCK -> multiBlock(image, patch, images, settings(grid, file.map(MaskingFile::mask)));
            case RANDOM -> {
                requireNoBlockOptions();
                yield random(grid, images);
            }
        };
    }

    private int figure(PatchGrid grid) {
        if (grid.rows() != grid.columns()) {
            throw new InputException("--figure shows square pictures: give --image-size one side, such as 224.");
        }
        if (pictures.isEmpty()) {
            throw new InputException("--figure needs images: name at least one behind the options.");
        }
        FigureRecipe recipe = new FigureRecipe(
                FigureFormat.DEFAULT,
                List.of(new FigureRecipe.Item(
                        "",
                        new PanelSource.MaskStrategies(
                                pictures.stream()
                                        .map(file -> FileInput.of(file.toString()))
                                        .toList(),
                                Fit.CENTRE_CROP,
                                grid,
                                globalSeed))),
                "");
        try (FigureInputs inputs = new FigureInputs(Optional.empty(), SampleImages::read)) {
            FigureExport.write(
                    List.of(inputs.sealed(recipe, false)),
                    new FigureMaker(inputs, SampleStore.NONE),
                    figure,
                    Progress.NONE);
        }
        summary().println("Wrote " + figure + ".");
        summary().flush();
        return 0;
    }

    private void requireNoBlockOptions() {
        if (Stream.of(targets, contexts, targetScale, contextScale, aspect, minKeep, allowOverlap)
                .anyMatch(Objects::nonNull)) {
            throw new InputException(
                    "--sampler random draws no blocks: of the mask options only --ratio applies to it.");
        }
    }

    private MultiBlockSettings settings(PatchGrid grid, Optional<MaskSection> section) {
        MultiBlockSettings base =
                section.map(mask -> mask.on(grid)).orElseGet(() -> MultiBlockSettings.published(grid));
        return new MultiBlockSettings(
                grid,
                orElse(targetScale, base.targetScale()),
                orElse(contextScale, base.contextScale()),
                orElse(aspect, base.targetAspect()),
                orElse(targets, base.targets()),
                orElse(contexts, base.contexts()),
                orElse(minKeep, base.minKeep()),
                orElse(allowOverlap, base.allowOverlap()));
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private int multiBlock(ImageSize image, int patch, int images, MultiBlockSettings settings) {
        MultiBlockSampler multiBlock = new MultiBlockSampler(settings);
        List<MaskBatch> batches = draw(multiBlock, images);
        List<MultiBlockRecord.Iteration> drawn = new ArrayList<>();
        for (MaskBatch batch : batches) {
            drawn.add(MultiBlockRecord.Iteration.of(drawn.size(), batch));
        }
        if (json != null) {
            write(MaskRecordJson.write(List.of(
                    new MultiBlockRecord(globalSeed, images, image.height, image.width, patch, settings, drawn))));
        }
        summarise(settings.grid(), images, batches);
        PrintWriter print = summary();
        print.println("target blocks "
                + sizes(drawn.stream()
                        .map(iteration -> iteration.targetSize().height() + "x"
                                + iteration.targetSize().width()))
                + ", context blocks "
                + sizes(drawn.stream()
                        .map(iteration -> iteration.contextSize().height() + "x"
                                + iteration.contextSize().width()))
                + " (rows x columns, in order of iterations)");
        print.flush();
        return 0;
    }

    private int random(PatchGrid grid, int images) {
        List<MaskBatch> batches = draw(new RandomSampler(grid, ratio), images);
        List<RandomRecord> drawn = new ArrayList<>();
        for (MaskBatch batch : batches) {
            drawn.add(new RandomRecord(drawn.size(), batch.context(), batch.target()));
        }
        if (json != null) {
            write(MaskRecordJson.writeRandom(drawn));
        }
        summarise(grid, images, batches);
        return 0;
    }

    private List<MaskBatch> draw(MaskSampler from, int images) {
        TorchGenerator places = new TorchGenerator(globalSeed);
        List<MaskBatch> batches = new ArrayList<>();
        for (int iteration = 0; iteration < iterations; iteration++) {
            batches.add(from.sample(iteration, images, places));
        }
        return batches;
    }

    private void summarise(PatchGrid grid, int images, List<MaskBatch> batches) {
        double before = batches.stream()
                .flatMap(batch -> Arrays.stream(batch.contextSizes()))
                .flatMapToInt(Arrays::stream)
                .average()
                .orElseThrow();
        double after = lengths(batches.stream().map(MaskBatch::context));
        double target = lengths(batches.stream().map(MaskBatch::target));
        PrintWriter print = summary();
        print.printf(
                Locale.ROOT,
                "%d x %d patches, %d images, %d iterations%n"
                        + "context: %.1f%% of the patches as drawn, %.1f%% after the cut to the batch's shortest%n"
                        + "target: %.1f%% of the patches%n",
                grid.rows(),
                grid.columns(),
                images,
                batches.size(),
                100 * before / grid.size(),
                100 * after / grid.size(),
                100 * target / grid.size());
        print.flush();
    }

    private static double lengths(Stream<int[][][]> masks) {
        return masks.flatMap(Arrays::stream)
                .flatMap(Arrays::stream)
                .mapToInt(patches -> patches.length)
                .average()
                .orElseThrow();
    }

    private static String sizes(Stream<String> sizes) {
        List<String> all = sizes.toList();
        int shown = Math.min(all.size(), 8);
        return String.join(" ", all.subList(0, shown)) + (shown < all.size() ? " ..." : "");
    }

    /** Where the summary goes: beside the JSON, not into it. */
    private PrintWriter summary() {
        return "-".equals(json)
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private void write(String text) {
        if (json.equals("-")) {
            PrintWriter print = spec.commandLine().getOut();
            print.println(text);
            print.flush();
            return;
        }
        try {
            Files.writeString(Path.of(json), text + "\n");
        } catch (IOException failure) {
            throw new InputException(
                    "The masks cannot be written to " + json + ": " + failure.getMessage() + ".", failure);
        }
    }

    private static final class ImageSizeReader implements ITypeConverter<ImageSize> {

        @Override
        public ImageSize convert(String text) {
            String[] sides = text.strip().toLowerCase(Locale.ROOT).split("x", -1);
            try {
                int height = Integer.parseInt(sides[0].strip());
                int width = sides.length == 1 ? height : Integer.parseInt(sides[1].strip());
                if (sides.length <= 2 && Math.min(height, width) >= 1 && Math.max(height, width) <= LARGEST_SIDE) {
                    return new ImageSize(height, width);
                }
            } catch (NumberFormatException noNumber) {
                // Said below.
            }
            throw new TypeConversionException("'" + text
                    + "' is no image size: give a side of 1 to "
                    + LARGEST_SIDE + " pixels such as 224, or height x width such as 224x320");
        }
    }

    private static final class RangeReader implements ITypeConverter<Range> {

        @Override
        public Range convert(String text) {
            String[] ends = text.split(",", -1);
            try {
                if (ends.length == 2) {
                    return new Range(Double.parseDouble(ends[0].strip()), Double.parseDouble(ends[1].strip()));
                }
            } catch (NumberFormatException noNumber) {
                // Said below.
            } catch (IllegalArgumentException impossible) {
                throw new TypeConversionException("'" + text + "': " + impossible.getMessage());
            }
            throw new TypeConversionException("'" + text + "' should be two numbers with a comma, such as 0.15,0.2");
        }
    }
}
