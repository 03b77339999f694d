package ijepa.app.cli.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.app.cli.FitName;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.image.Fit;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.StrategyJson;
import ijepa.renderer.figure.recipe.CurveChoice;
import ijepa.renderer.figure.recipe.DecodingChoice;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.Ingredients;
import ijepa.renderer.figure.recipe.MapLook;
import ijepa.renderer.figure.recipe.PanelSource.MapKind;
import ijepa.renderer.figure.recipe.Quantity;
import ijepa.renderer.figure.recipe.Template;
import ijepa.renderer.map.ColourScale;
import ijepa.renderer.map.Distance;
import picocli.CommandLine.Option;

/** The options that say what a new figure shows. */
final class ContentOptions {

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Weights (default: the small model that comes with the program).")
    private String checkpoint;

    @Option(
            names = "--decoder",
            paramLabel = "FILE",
            description =
                    "Decoder trained for them, for Figures 6 and 7 (default: the one that comes with the program, for the model that does).")
    private String decoder;

    @Option(names = "--layout", paramLabel = "FILE", description = "Blocks as JSON, in place of drawn ones.")
    private Path layout;

    @Option(
            names = "--blocks",
            split = ",",
            paramLabel = "N",
            description = "Figure 6: which target blocks are decoded, from 1 (default: all).")
    private List<Integer> blocks = List.of();

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Of the blocks, and the first sample's (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--fit",
            defaultValue = "crop",
            converter = FitName.class,
            description = "How pictures become square: crop, stretch or letterbox (default: ${DEFAULT-VALUE}).")
    private Fit fit;

    @Option(names = "--samples", defaultValue = "4", description = "Samples of each block (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--steps", defaultValue = "25", description = "Denoising steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--sampler",
            defaultValue = "dpm++",
            description = "dpm++, ddim or ancestral (default: ${DEFAULT-VALUE}).")
    private String sampler;

    @Option(
            names = "--guidance",
            defaultValue = "1",
            description = "Above 1 exaggerates the condition; not in the paper (default: ${DEFAULT-VALUE}).")
    private double guidance;

    @Option(
            names = "--distance",
            defaultValue = "cosine",
            description = "Of errors: cosine, l2 or training_loss (default: ${DEFAULT-VALUE}).")
    private Distance distance;

    @Option(
            names = "--maps",
            split = ",",
            description = "Embedding maps from left to right: ${COMPLETION-CANDIDATES} (default: all but context).")
    private List<MapKind> maps = Template.MAPS;

    @Option(names = "--anchor", paramLabel = "PATCH", description = "Patch that similarity is shown to, from 0.")
    private Integer anchor;

    @Option(
            names = "--error-colours",
            defaultValue = "magma",
            description = "Of error maps: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ColourScale errorColours;

    @Option(
            names = "--error-range",
            split = ",",
            paramLabel = "A,B",
            description = "Errors of the first and the last colour (default: the smallest and the largest).")
    private List<Double> errorRange = List.of();

    @Option(
            names = "--similarity-colours",
            defaultValue = "viridis",
            description = "Of similarity maps: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ColourScale similarityColours;

    @Option(
            names = "--similarity-range",
            split = ",",
            paramLabel = "A,B",
            description = "Similarities of the first and the last colour (default: the smallest and the largest).")
    private List<Double> similarityRange = List.of();

    @Option(names = "--no-boxes", description = "Embedding maps and sample sheets without the blocks' boxes.")
    private boolean noBoxes;

    @Option(names = "--run", split = ",", paramLabel = "DIR", description = "Runs whose curves are shown.")
    private List<String> runs = List.of();

    @Option(
            names = "--quantity",
            split = ",",
            description = "Curves, one chart each: ${COMPLETION-CANDIDATES} (default: loss).")
    private List<Quantity> quantities = List.of(Quantity.LOSS);

    @Option(
            names = "--smoothing",
            defaultValue = "51",
            description = "Steps that a curve is averaged over, 1 for none (default: ${DEFAULT-VALUE}).")
    private int smoothing;

    @Option(names = "--epochs", description = "Count epochs on the x axis in place of steps.")
    private boolean epochs;

    @Option(names = "--log-x", description = "Logarithmic x axis.")
    private boolean logX;

    @Option(names = "--log-y", description = "Logarithmic y axis.")
    private boolean logY;

    @Option(
            names = "--masks",
            paramLabel = "FILE",
            description = "Mask strategy as JSON, for mask statistics (default: the published multi-block).")
    private Path masks;

    @Option(
            names = "--grid",
            paramLabel = "N",
            converter = GridReader.class,
            description = "Patches a side, or rows x columns such as 14x20, where no model is shown (default: 14).")
    private PatchGrid grid;

    @Option(
            names = "--draws",
            defaultValue = "10000",
            description = "Images that mask statistics draw (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--batch-size",
            defaultValue = "128",
            description = "Images that a batch's cut shortens together (default: ${DEFAULT-VALUE}).")
    private int batch;

    /** Options that change nothing about a figure of this kind. */
    static List<String> withoutEffectOn(Template template) {
        List<String> useless = new ArrayList<>();
        if (!template.usesImages()) {
            useless.add("--fit");
        }
        if (!template.usesCheckpoint()) {
            useless.add("--checkpoint");
        }
        if (!template.usesDecoder()) {
            useless.addAll(List.of("--decoder", "--samples", "--steps", "--sampler", "--guidance"));
        }
        if (template != Template.FIGURE_6) {
            useless.add("--blocks");
        }
        if (template != Template.TRAINING_CURVES) {
            useless.addAll(List.of("--run", "--quantity", "--smoothing", "--epochs", "--log-x", "--log-y"));
        }
        if (template != Template.MASK_STATISTICS) {
            useless.addAll(List.of("--masks", "--draws", "--batch-size"));
        }
        if (template != Template.EMBEDDING_MAPS) {
            useless.addAll(List.of("--maps", "--anchor", "--similarity-colours", "--similarity-range"));
        }
        if (template != Template.EMBEDDING_MAPS && template != Template.SAMPLE_SHEET) {
            useless.addAll(List.of("--distance", "--error-colours", "--error-range", "--no-boxes"));
        }
        switch (template) {
            case TRAINING_CURVES -> useless.addAll(List.of("--layout", "--seed", "--grid"));
            case ARCHITECTURE -> useless.addAll(List.of("--layout", "--seed"));
            case FIGURE_7 -> useless.add("--layout");
            default -> {}
        }
        return useless;
    }

    private MapLook look() {
        return new MapLook(errorColours, similarityColours, errorRange, similarityRange, !noBoxes);
    }

    /** What the options say of a figure of these pictures. */
    Ingredients ingredients(Template template, List<FileInput> images) {
        FileInput weights = FileInput.of(checkpoint == null ? FileInput.BUNDLED : checkpoint);
        return new Ingredients(
                images,
                fit,
                layout(template),
                blocks.stream().map(block -> block - 1).toList(),
                strategy(),
                weights,
                Optional.ofNullable(decoder).map(FileInput::of),
                new DecodingChoice(samples, seed, sampler.toLowerCase(Locale.ROOT), steps, guidance),
                runs.stream().map(FileInput::of).toList(),
                new CurveChoice(quantities, smoothing, epochs, logX, logY),
                maps,
                distance,
                anchor == null ? OptionalInt.empty() : OptionalInt.of(anchor),
                look(),
                seed,
                draws,
                batch);
    }

    /** Pictures, each folder replaced by those in it. */
    static List<FileInput> images(List<String> named) {
        List<FileInput> found = new ArrayList<>();
        for (String name : named) {
            if (!name.startsWith(FileInput.SAMPLE) && Files.isDirectory(Path.of(name))) {
                ImageFolder.scan(Path.of(name)).files().forEach(file -> found.add(FileInput.of(file.toString())));
            } else {
                found.add(FileInput.of(name));
            }
        }
        return found;
    }

    private MaskLayout layout(Template template) {
        if (layout != null) {
            return LayoutJson.read(text(layout), layout.toString());
        }
        return new MultiBlockSampler(MultiBlockSettings.nearestToPublished(grid(template))).draw(0, seed);
    }

    private PatchGrid grid(Template template) {
        if (!template.usesCheckpoint()) {
            return grid == null ? new PatchGrid(14, 14) : grid;
        }
        if (grid != null) {
            throw new InputException("--grid is the model's own here: leave it out.");
        }
        try (Checkpoint weights =
                checkpoint == null ? BundledModel.open() : Checkpoint.open(Path.of(checkpoint), OptionalInt.empty())) {
            return weights.spec().encoder().grid();
        }
    }

    private MaskStrategy strategy() {
        return masks == null ? MaskStrategy.MultiBlock.PUBLISHED : StrategyJson.read(text(masks), masks.toString());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read as text: " + Reason.of(failure) + ".", failure);
        }
    }
}
