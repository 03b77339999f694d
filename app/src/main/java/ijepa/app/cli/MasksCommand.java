package ijepa.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import ijepa.app.shell.SampleImages;
import ijepa.core.InputException;
import ijepa.core.Reason;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    private enum Sampler {
        MULTIBLOCK,
        RANDOM
    }

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

    @Mixin
    private BlockOptions blocks = new BlockOptions();

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

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "-",
            description = "Write the masks as JSON, to a file or, without one, the standard output.")
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
        refuseUseless();
        Optional<MaskingFile> file = Optional.ofNullable(config).map(MaskingFile::read);
        ImageSize image = blocks.imageSize(file);
        int patch = blocks.patchSize(file);
        int images = batchSize == null ? file.map(MaskingFile::batchSize).orElse(64) : batchSize;
        if (images < 1 || iterations < 1) {
            throw new InputException(
                    "--batch-size and --iterations must be at least 1, not " + images + " and " + iterations + ".");
        }
        PatchGrid grid = PatchGrid.ofImage(image.height(), image.width(), patch);
        if (figure != null) {
            return figure(grid);
        }
        return switch (sampler) {
            case MULTIBLOCK -> multiBlock(image, patch, images, blocks.settings(grid, file.map(MaskingFile::mask)));
            case RANDOM -> random(grid, images);
        };
    }

    private void refuseUseless() {
        if (figure != null) {
            List<String> useless =
                    new ArrayList<>(List.of("--json", "--sampler", "--ratio", "--batch-size", "--iterations"));
            useless.addAll(BlockOptions.OF_BLOCKS);
            GivenOptions.refuse(spec, "--figure shows the paper's strategies with the paper's settings", useless);
        } else if (sampler == Sampler.RANDOM) {
            GivenOptions.refuse(
                    spec,
                    "--sampler random draws no blocks, and of the mask options only --ratio applies to it",
                    BlockOptions.OF_BLOCKS);
        } else {
            GivenOptions.refuse(
                    spec, "The multi-block sampler draws blocks, not a share of the patches", List.of("--ratio"));
        }
    }

    private int figure(PatchGrid grid) {
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
                    List.of(recipe),
                    page -> inputs.sealed(page, false),
                    new FigureMaker(inputs, SampleStore.NONE),
                    figure,
                    FigureExport.Failing.ENDS,
                    Progress.NONE);
        }
        summary().println("Wrote " + figure + ".");
        summary().flush();
        return 0;
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
                    new MultiBlockRecord(globalSeed, images, image.height(), image.width(), patch, settings, drawn))));
        }
        PrintWriter print = summary();
        MaskSummary.print(settings.grid(), images, batches, print);
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
        MaskSummary.print(grid, images, batches, summary());
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
                    "The masks cannot be written to " + json + ": " + Reason.of(failure) + ".", failure);
        }
    }
}
