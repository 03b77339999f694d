package ijepa.app.pretrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
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
            PretrainFile file = run.configuration(List.of());
            return new RunFacts(
                    String.format(
                            Locale.ROOT,
                            "ViT-%s/%d, %d px",
                            file.meta().model().name().toLowerCase(Locale.ROOT),
                            file.mask().patchSize(),
                            file.data().cropSize()),
                    deviceOf(
                            run.log(),
                            file.workbench().device().name() + ", "
                                    + precision(file.meta().useBfloat16())),
                    true);
        } catch (InputException unreadable) {
            return new RunFacts("", deviceOf(run.log(), ""), true);
        }
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
