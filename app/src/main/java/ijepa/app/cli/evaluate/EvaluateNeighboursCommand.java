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
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageFolder;
import ijepa.core.model.IJepa;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa evaluate neighbours}. */
@Command(
        name = "neighbours",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Classify held-out pictures by their 20 nearest neighbours among labelled ones.",
            "Features are the target encoder's last layer averaged over patches; neighbours are nearest by cosine and "
                    + "vote with weight exp(similarity / 0.07). Nothing is trained.",
            "",
            "  ijepa evaluate neighbours imagenette/train imagenette/val --checkpoint model.safetensors",
            ""
        })
final class EvaluateNeighboursCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "LABELLED", description = "Pictures in one subfolder a class, which vote.")
    private Path labelled;

    @Parameters(index = "1", paramLabel = "HELD_OUT", description = "Pictures to classify, in the same subfolders.")
    private Path heldOut;

    @Mixin
    private ModelOptions evaluated;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ImageFolder bank = ImageFolder.scan(labelled);
        ImageFolder asked = ImageFolder.scan(heldOut);
        try (IJepa model = evaluated.load()) {
            NearestNeighbourProbe.Result found = new NearestNeighbourProbe(
                            bank, asked, model.spec().encoder().imageSize())
                    .measure(model, Lines.progress(spec, "encoding"));
            PrintWriter print = spec.commandLine().getOut();
            print.println(json ? json(found) : text(found));
            print.flush();
        }
        return 0;
    }

    private String text(NearestNeighbourProbe.Result found) {
        return String.format(
                Locale.ROOT,
                "%s: 20 nearest neighbours classify %.1f%%; features have deviation %.3f and effective rank %.1f",
                evaluated.name(),
                100 * found.accuracy(),
                found.spread().deviation(),
                found.spread().effectiveRank());
    }

    private String json(NearestNeighbourProbe.Result found) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("checkpoint", evaluated.name());
        all.put("neighbours", NearestNeighbourProbe.USUAL.neighbours());
        all.put("temperature", NearestNeighbourProbe.USUAL.temperature());
        all.put("accuracy", found.accuracy());
        all.put("feature_deviation", found.spread().deviation());
        all.put("effective_rank", found.spread().effectiveRank());
        return new GsonBuilder().setPrettyPrinting().create().toJson(all);
    }
}
