package ijepa.app.pretrain;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ijepa.core.config.Recipe;
import ijepa.core.run.RunDirectory;

/** Makes folders as runs leave them, without running anything. */
final class RunFolder {

    static final String NO_PROCESS = "999999999";

    private RunFolder() {}

    /** A run with a status, settings, a log and a few steps. */
    static RunDirectory write(Path folder, String state, String started) throws IOException {
        return write(
                folder, state, started, Long.toString(ProcessHandle.current().pid()), host(), "");
    }

    static RunDirectory write(Path folder, String state, String started, String pid, String host, String message)
            throws IOException {
        RunDirectory run = new RunDirectory(folder);
        Files.createDirectories(run.checkpoints());
        status(run, state, started, pid, host, message, 10);
        Files.writeString(run.parameters(), Recipe.named(Recipe.USUAL).text());
        Files.write(
                run.log(), List.of("20 pictures, on cpu, run directory x", "model: a tiny one; in FP32", "last words"));
        StringBuilder metrics = new StringBuilder();
        for (int step = 0; step < 10; step++) {
            metrics.append(String.format(
                    Locale.ROOT,
                    "{\"kind\":\"step\",\"step\":%d,\"epoch\":0,\"iteration\":%d,\"loss\":%.2f,\"objective\":1,\"lr\":1,"
                            + "\"weight_decay\":1,\"momentum\":1,\"mask_context\":9,\"mask_target\":9,\"grad_first\":1,"
                            + "\"grad_last\":1,\"grad_min\":1,\"grad_max\":1,\"seconds\":1,\"images_per_second\":1,"
                            + "\"wait_share\":0,\"memory_bytes\":1,\"time\":%d}%n",
                    step,
                    step,
                    1.0 / (step + 1),
                    step));
        }
        Files.writeString(run.metrics(), metrics);
        return run;
    }

    static void status(
            RunDirectory run, String state, String started, String pid, String host, String message, long step)
            throws IOException {
        Files.writeString(
                run.status(),
                String.format(
                        Locale.ROOT,
                        "{\"state\":\"%s\",\"message\":\"%s\",\"process\":{\"pid\":%s,\"host\":\"%s\",\"began\":\"\"},"
                                + "\"started\":\"%s\",\"heartbeat\":\"%s\",\"progress\":{\"epoch\":1,\"epochs\":40,"
                                + "\"step\":%d,\"total_steps\":400,\"loss\":0.25,\"images_per_second\":100},"
                                + "\"socket\":\"%s\"}",
                        state,
                        message,
                        pid,
                        host,
                        started,
                        started,
                        step,
                        run.controlSocket()));
    }

    static String host() throws IOException {
        return InetAddress.getLocalHost().getHostName();
    }

    /** A checkpoint in name only, which is all that a list needs. */
    static Path checkpoint(RunDirectory run, long step) throws IOException {
        return Files.writeString(
                run.checkpoints().resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step)), "");
    }
}
