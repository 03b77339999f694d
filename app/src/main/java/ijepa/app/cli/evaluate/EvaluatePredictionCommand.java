package ijepa.app.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import com.google.gson.GsonBuilder;
import ijepa.app.cli.Lines;
import ijepa.app.cli.ModelOptions;
import ijepa.app.cli.TextTable;
import ijepa.core.InputException;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.model.IJepa;
import ijepa.renderer.map.PredictionEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa evaluate prediction}. */
@Command(
        name = "prediction",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Predict held-out pictures, each with masks of its own, beside trivial baselines:",
            "the picture's mean embedding, the mean embedding of all pictures, and the embedding of the nearest "
                    + "context patch.",
            "A model that is not better than all three has learnt nothing about what it cannot see.",
            "",
            "  ijepa evaluate prediction imagenette/val --checkpoint model.safetensors",
            ""
        })
final class EvaluatePredictionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "Pictures that the model was not trained on.")
    private Path folder;

    @Mixin
    private ModelOptions evaluated;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "500",
            description = "Pictures at most, evenly spread over the folder (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the masks (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (images < 1) {
            throw new InputException("--images is " + images + " but must be at least 1.");
        }
        ImageFolder pictures = ImageFolder.scan(folder);
        try (IJepa model = evaluated.load()) {
            MultiBlockSettings masks =
                    MultiBlockSettings.nearestToPublished(model.spec().encoder().grid());
            PredictionEvaluation found = PredictionEvaluation.of(
                    model, pictures, images, new MultiBlockSampler(masks), seed, Lines.progress(spec, "predicting"));
            PrintWriter print = spec.commandLine().getOut();
            print.println(json ? json(found) : text(found, masks));
            print.flush();
        }
        return 0;
    }

    private String text(PredictionEvaluation found, MultiBlockSettings masks) {
        TextTable table = new TextTable(
                "distance",
                ">prediction",
                ">picture's mean",
                ">mean of all",
                ">nearest context",
                ">\u00f7 best",
                ">better than all");
        found.errors()
                .forEach((distance, errors) -> table.row(
                        distance.title(),
                        number(errors.predicted()),
                        number(errors.imageMean()),
                        number(errors.setMean()),
                        number(errors.nearestContext()),
                        number(errors.predicted()
                                / Math.min(errors.nearestContext(), Math.min(errors.imageMean(), errors.setMean()))),
                        String.format(Locale.ROOT, "%.1f%% of blocks", 100 * errors.betterThanAll())));
        return String.format(
                Locale.ROOT,
                "%s on %d pictures of %s, %d blocks (min keep %d, seed %d)%s%n%s",
                evaluated.name(),
                found.pictures(),
                folder,
                found.blocks(),
                masks.minKeep(),
                seed,
                found.unreadable() == 0 ? "" : ", " + found.unreadable() + " unreadable",
                table.toString().stripTrailing());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private String json(PredictionEvaluation found) {
        Map<String, Object> errors = new LinkedHashMap<>();
        found.errors().forEach((distance, values) -> errors.put(distance.key(), values));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("checkpoint", evaluated.name());
        all.put("pictures", found.pictures());
        all.put("blocks", found.blocks());
        all.put("unreadable", found.unreadable());
        all.put("seed", seed);
        all.put("errors", errors);
        return new GsonBuilder().setPrettyPrinting().create().toJson(all);
    }
}
