package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;

import ijepa.core.run.RunDirectory;

/** A run's directory as a run writes it, with made-up numbers. */
final class WrittenRun {

    static final int STEPS_PER_EPOCH = 50;

    private final RunDirectory directory;

    WrittenRun(Path folder) throws IOException {
        Files.createDirectories(folder);
        directory = new RunDirectory(folder);
    }

    RunDirectory directory() {
        return directory;
    }

    /** Appends steps, the last of which is left out. */
    WrittenRun steps(int from, int to, double loss) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "{\"kind\":\"step\",\"step\":%d,\"epoch\":%d,\"iteration\":%d,\"loss\":%s,\"objective\":0.5,"
                            + "\"lr\":1e-4,\"weight_decay\":0.04,\"momentum\":0.996,\"mask_context\":12,\"mask_target\":9,"
                            + "\"grad_first\":0.02,\"grad_last\":0.01,\"grad_min\":0.001,\"grad_max\":0.05,%s"
                            + "\"seconds\":0.5,\"images_per_second\":128.0,\"wait_share\":0.01,\"memory_bytes\":2147483648,"
                            + "\"time\":%d}%n",
                    i,
                    i / STEPS_PER_EPOCH,
                    i % STEPS_PER_EPOCH,
                    Double.toString(loss),
                    i % 20 == 0 ? "\"feature_std\":0.5,\"effective_rank\":120.5," : "",
                    1_700_000_000 + i * 36));
        }
        return append(directory.metrics(), text.toString());
    }

    /** Appends steps of a decoder's training, the last of which is left out. */
    WrittenRun decoderSteps(int from, int to) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "{\"kind\":\"named_step\",\"step\":%d,\"epoch\":0,\"iteration\":%d,\"loss\":1.5,\"values\":{\"mse\":1.25,"
                            + "\"vb\":0.25,\"lr\":1e-4},\"seconds\":1.0,\"images_per_second\":16.0,\"wait_share\":0.0,"
                            + "\"memory_bytes\":2147483648,\"time\":%d}%n",
                    i,
                    i,
                    1_700_000_000 + i));
        }
        return append(directory.metrics(), text.toString());
    }

    WrittenRun decoderStatus() throws IOException {
        status("stopped", "", Instant.EPOCH);
        String status = Files.readString(directory.status());
        Files.writeString(directory.status(), status.replaceFirst("\\{", "{\"kind\":\"decoder\","));
        return this;
    }

    WrittenRun probe(int stepsDone, double accuracy) throws IOException {
        return append(
                directory.metrics(),
                String.format(
                        Locale.ROOT,
                        "{\"kind\":\"probe\",\"steps_done\":%d,\"epoch\":%d,\"knn_accuracy\":%s,\"feature_std\":0.3,"
                                + "\"effective_rank\":90.5,\"time\":%d}%n",
                        stepsDone,
                        stepsDone / STEPS_PER_EPOCH - 1,
                        accuracy,
                        1_700_000_000 + stepsDone * 36));
    }

    WrittenRun log(String text) throws IOException {
        return append(directory.log(), text);
    }

    /** Writes the status of a run on another machine, which a heartbeat keeps alive. */
    WrittenRun status(String state, String message, Instant heartbeat) throws IOException {
        Files.writeString(
                directory.status(),
                String.format(
                        Locale.ROOT,
                        "{\"state\":\"%s\",\"message\":\"%s\",\"process\":{\"pid\":1,\"host\":\"elsewhere\",\"began\":\"\"},"
                                + "\"started\":\"2026-01-01T00:00:00Z\",\"heartbeat\":\"%s\",\"progress\":{\"epoch\":1,"
                                + "\"epochs\":4,\"step\":60,\"total_steps\":200,\"loss\":0.3,\"images_per_second\":128.0},"
                                + "\"socket\":\"\"}",
                        state,
                        message,
                        heartbeat));
        return this;
    }

    private WrittenRun append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }
}
