package ijepa.app.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.NamedArrays;
import ijepa.core.checkpoint.PredictionFile;
import ijepa.core.checkpoint.StoredTensor;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.Baselines;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.ColourScale;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.PanelPicture;
import ijepa.renderer.map.PredictionReport;
import ijepa.renderer.map.PredictionSheet;
import ijepa.renderer.predict.CheckpointShelf;
import ijepa.renderer.predict.ImageSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Predict the masked blocks of pictures and say how good the predictions are.",
            "For each picture NAME.png, a sheet with image, context, target and predicted embeddings and the error"
                    + " of every patch, and NAME.json, each block's error beside three baselines: the mean embedding,"
                    + " the embedding of the nearest context patch, and a predictor with untrained weights.",
            "",
            "Blocks are drawn as in training; seed and iteration give the same blocks here and in the window:",
            "  ijepa predict cat.jpg dog.jpg --seed 7 --out predictions",
            "Your own weights, your own blocks (copied from the window), and the arrays for Python:",
            "  ijepa predict cat.jpg --checkpoint model.safetensors --layout blocks.json \\",
            "      --tensors --out predictions",
            "Look inside, and further:",
            "  ijepa predict cat.jpg --attention predictor:4 --rollout target_encoder --sweep \\",
            "      --uncertainty 50 --neighbours photos --compare runs/first --npz --out predictions",
            ""
        })
final class PredictCommand implements Callable<Integer> {

    /** Pixels of the sheet for each of its units. */
    private static final double RESOLUTION = 2;
    /** Side in pixels of the picture on the sheet. */
    private static final int SHOWN = 448;

    @Parameters(
            paramLabel = "IMAGE",
            arity = "1..*",
            description = "Pictures: JPEG, PNG, WebP, BMP, TIFF, GIF, PPM or PGM.")
    private List<Path> images;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder to write to; is made if need be.")
    private Path out;

    @Mixin
    private ModelOptions options;

    @Mixin
    private LayoutOptions layouts;

    @Option(
            names = "--fit",
            defaultValue = "crop",
            converter = FitName.class,
            description = "How a picture becomes square: crop, stretch or letterbox (default: ${DEFAULT-VALUE}).")
    private Fit fit;

    @Option(
            names = "--image-size",
            description = "Side in pixels, any multiple of the patch size (default: what the model was made for).")
    private Integer imageSize;

    @Option(
            names = "--distance",
            defaultValue = "cosine",
            description =
                    "Error on the sheet: cosine, l2 or training_loss; the JSON has all (default: ${DEFAULT-VALUE}).")
    private Distance distance;

    @Option(names = "--tensors", description = "Write NAME.safetensors too: image, indices and all embeddings.")
    private boolean tensors;

    @Option(names = "--npz", description = "Write NAME.npz too: the same arrays and those of all panels, for NumPy.")
    private boolean npz;

    @Option(
            names = "--set",
            paramLabel = "FOLDER",
            description = "Pictures whose mean embedding is the baseline (default: the picture's own mean embedding).")
    private Path set;

    @Mixin
    private InspectionOptions inspection;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Checkpoint weights = options.open()) {
            if (weights.spec().predictor().isEmpty() && !inspection.asksEncoders()) {
                throw new InputException(
                        options.name()
                                + " holds an encoder but no predictor, so nothing can be predicted: give one with all three networks, or look into the encoder with --layer, --attention or --rollout.");
            }
            EncoderSpec encoder = weights.spec().encoder();
            int side = imageSize == null ? encoder.imageSize() : imageSize;
            PatchGrid grid = PatchGrid.ofImage(side, side, encoder.patchSize());
            inspection.allow(encoder, grid);
            LayoutOptions.Chosen chosen = layouts.choose(grid, side);
            try (IJepa model = options.load(weights);
                    CheckpointShelf shelf = new CheckpointShelf((file, progress) -> load(file))) {
                return predictAll(model, side, chosen, shelf);
            }
        }
    }

    private CheckpointShelf.Opened load(Path file) {
        try (Checkpoint other = options.open(file)) {
            IJepa model = options.load(other);
            long values = other.tensors().values().stream()
                    .mapToLong(StoredTensor::elements)
                    .sum();
            return new CheckpointShelf.Opened(model, values, model::close);
        }
    }

    private int predictAll(IJepa model, int side, LayoutOptions.Chosen chosen, CheckpointShelf shelf) {
        PrintWriter print = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<PredictionOutputs> outputs = PredictionOutputs.of(images, out);
        Optional<Embeddings> setMean = set == null ? Optional.empty() : Optional.of(setMean(model));
        int failed = 0;
        for (int i = 0; i < images.size(); i++) {
            try {
                print.println(predict(model, images.get(i), side, chosen, shelf, setMean, outputs.get(i)));
                print.flush();
            } catch (InputException | IllegalArgumentException wrong) {
                failed++;
                err.println("ijepa: " + wrong.getMessage());
                err.flush();
            }
        }
        return failed == 0 ? 0 : 2;
    }

    private Embeddings setMean(IJepa model) {
        List<Supplier<Image>> pictures = new ArrayList<>();
        ImageFolder.scan(set).files().forEach(file -> pictures.add(() -> ImageReading.read(file)));
        return ImageSet.of(
                        model.spec().encoder(),
                        model::encodeTarget,
                        pictures,
                        fit,
                        Lines.progress(spec, "encoding " + set))
                .mean();
    }

    /** Predicts, writes and returns the line to print. */
    private String predict(
            IJepa model,
            Path file,
            int side,
            LayoutOptions.Chosen chosen,
            CheckpointShelf shelf,
            Optional<Embeddings> setMean,
            PredictionOutputs outputs) {
        Image picture = ImageReading.read(file);
        ImageTensor tensor = Normalisation.apply(fit.apply(picture, side));
        if (model.predictor().isEmpty()) {
            Findings findings = new Findings(new NamedArrays());
            inspection.look(model, tensor, chosen.layout(), findings);
            writePanels(findings, picture, side, chosen.layout(), outputs);
            return file + ": no predictor in " + options.name() + ", so prediction, errors, sweep, uncertainty and"
                    + " neighbours are not available; wrote "
                    + findings.panels().size() + " panels of the encoder to " + out;
        }
        Prediction prediction = model.predict(tensor, chosen.layout());
        Baselines.Rivals rivals = new Baselines.Rivals(
                setMean.orElseGet(() -> Baselines.imageMean(prediction)),
                setMean.isPresent(),
                model.predictUntrained(prediction));
        Findings findings = new Findings(PredictionFile.arrays(prediction));
        inspection.look(model, tensor, chosen.layout(), findings);
        inspection.ask(model, tensor, prediction, distance, shelf, findings);
        PredictionReport report = new PredictionReport(
                file.toString(),
                FitName.of(fit),
                options.name(),
                model.spec(),
                chosen.origin(),
                options.precision().name().toLowerCase(Locale.ROOT),
                model.device().toString());
        String details = String.join(
                "  \u00b7  ",
                options.shortName(),
                chosen.words(),
                side + " \u00d7 " + side + " pixels in patches of "
                        + model.spec().encoder().patchSize(),
                options.precision().name().toLowerCase(Locale.ROOT) + " on " + model.device());
        PredictionSheet sheet = new PredictionSheet(
                prediction,
                fit.apply(picture, Math.max(SHOWN, side)),
                file.getFileName().toString(),
                details,
                distance,
                rivals,
                ColourScale.MAGMA);
        PredictionOutputs.write(png(sheet.draw(RESOLUTION)), outputs.sheet());
        PredictionOutputs.write(
                report.json(prediction, rivals, findings.report()).getBytes(StandardCharsets.UTF_8), outputs.report());
        writePanels(findings, picture, side, chosen.layout(), outputs);
        BlockErrors.Entry mean = BlockErrors.of(prediction, distance, rivals).mean();
        return String.format(
                Locale.ROOT,
                "%s: prediction %.4f, mean embedding %.4f, nearest context patch %.4f, untrained predictor %.4f (%s); wrote %s",
                file,
                mean.predicted(),
                mean.meanEmbedding(),
                mean.nearestContext(),
                mean.untrained(),
                distance.title(),
                outputs.sheet());
    }

    /** All panels as pictures, and the arrays where they are wanted. */
    private void writePanels(Findings findings, Image picture, int side, MaskLayout layout, PredictionOutputs outputs) {
        Image ground = fit.apply(picture, Math.max(SHOWN, side));
        findings.panels()
                .forEach((name, panel) -> PredictionOutputs.write(
                        png(new PanelPicture(List.of(panel), Optional.of(ground), Optional.of(layout))
                                .draw(RESOLUTION)),
                        outputs.panel(name)));
        if (tensors) {
            findings.arrays().write(outputs.tensors());
        }
        if (npz) {
            findings.arrays().write(outputs.npz());
        }
    }

    private static byte[] png(BufferedImage drawn) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(drawn, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
