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
import ijepa.core.run.RunKind;

/**
 * What a run trains and where, as a list shows it.
 *
 * @param kind   such as {@code ViT-tiny/8, 64 px}; empty while not known
 * @param device such as {@code cpu, bfloat16}; empty while not known
 */
record RunFacts(String kind, String device) {

    static final RunFacts UNKNOWN = new RunFacts("", "");

    /** The first lines of a log say where the run computes, which {@code auto} does not, and how. */
    private static final Pattern DEVICE = Pattern.compile(" on (cpu|cuda:\\d+)\\b");

    private static final Pattern PRECISION = Pattern.compile(" in (BF16|FP32)\\b");

    private static final int LINES = 40;

    /** Reads a run's settings and the beginning of its log; what cannot be read stays unknown. */
    static RunFacts read(RunDirectory run, RunKind kind) {
        if (kind == RunKind.DECODER) {
            return new RunFacts("Decoder", deviceOf(run.log(), ""));
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
                                            !text(settings, "meta.use_bfloat16").equals("false"))));
        } catch (IOException | InputException unreadable) {
            return new RunFacts("", deviceOf(run.log(), ""));
        }
    }

    private static String text(ConfigurationText settings, String path) {
        return settings.value(path).map(String::valueOf).orElse("?");
    }

    private static String deviceOf(Path log, String otherwise) {
        if (!Files.exists(log)) {
            return otherwise;
        }
        String device = "";
        String precision = "";
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            String line = lines.readLine();
            for (int i = 0; i < LINES && line != null && (device.isEmpty() || precision.isEmpty()); i++) {
                device = device.isEmpty() ? found(DEVICE, line) : device;
                precision = precision.isEmpty() ? found(PRECISION, line) : precision;
                line = lines.readLine();
            }
        } catch (IOException unreadable) {
            return otherwise;
        }
        if (device.isEmpty()) {
            return otherwise;
        }
        return precision.isEmpty() ? device : device + ", " + precision(precision.equals("BF16"));
    }

    private static String found(Pattern pattern, String line) {
        Matcher found = pattern.matcher(line);
        return found.find() ? found.group(1) : "";
    }

    private static String precision(boolean half) {
        return half ? "bfloat16" : "float32";
    }
}
