package ijepa.app.pretrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ijepa.core.InputException;
import ijepa.core.config.ConfigurationText;
import ijepa.core.run.RunDirectory;

/**
 * What a run trains and where, as a list shows it.
 *
 * @param kind   such as {@code ViT-tiny/8, 64 px}; empty while not known
 * @param device such as {@code cpu, bfloat16}; empty while not known
 * @param own    whether it is a pretraining run, which this window can start again
 */
record RunFacts(String kind, String device, boolean own) {

    static final RunFacts UNKNOWN = new RunFacts("", "", true);

    /** A decoder's run keeps its settings under this name. */
    private static final String DECODER_PARAMETERS = "params-decoder.yaml";

    /** The first line of a log says where the run computes, which {@code auto} does not. */
    private static final Pattern DEVICE = Pattern.compile(" on (cpu|cuda:\\d+) in (BF16|FP32)");

    private static final int LINES = 40;

    /** Reads a run's settings and the beginning of its log; what cannot be read stays unknown. */
    static RunFacts read(RunDirectory run) {
        if (Files.exists(run.path().resolve(DECODER_PARAMETERS))) {
            return new RunFacts("Decoder", deviceOf(run.log(), ""), false);
        }
        try {
            // Only looked at, not trained with: settings of another version need not be valid here.
            ConfigurationText settings = ConfigurationText.parse(
                    Files.readString(run.parameters()), run.parameters().toString());
            return new RunFacts(
                    text(settings, "meta.model_name").replace("vit_", "ViT-") + "/" + text(settings, "mask.patch_size")
                            + ", " + text(settings, "data.crop_size") + " px",
                    deviceOf(
                            run.log(),
                            settings.value("workbench.device.name").orElse("auto") + ", "
                                    + precision(
                                            !text(settings, "meta.use_bfloat16").equals("false"))),
                    true);
        } catch (IOException | InputException unreadable) {
            return new RunFacts("", deviceOf(run.log(), ""), true);
        }
    }

    private static String text(ConfigurationText settings, String path) {
        return settings.value(path).map(String::valueOf).orElse("?");
    }

    private static String deviceOf(Path log, String otherwise) {
        if (Files.exists(log)) {
            try (BufferedReader lines = Files.newBufferedReader(log)) {
                String line = lines.readLine();
                for (int i = 0; i < LINES && line != null; i++) {
                    Matcher found = DEVICE.matcher(line);
                    if (found.find()) {
                        return found.group(1) + ", " + precision(found.group(2).equals("BF16"));
                    }
                    line = lines.readLine();
                }
            } catch (IOException unreadable) {
                return otherwise;
            }
        }
        return otherwise;
    }

    private static String precision(boolean half) {
        return half ? "bfloat16" : "float32";
    }
}
