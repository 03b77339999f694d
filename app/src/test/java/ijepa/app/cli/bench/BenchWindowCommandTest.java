package ijepa.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The window is timed with the bundled model. */
class BenchWindowCommandTest {

    @TempDir
    Path folder;

    private String out;

    /** In a process of its own: a window that was there before changes what later journeys find under the pointer. */
    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-D") || argument.startsWith("--enable"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "ijepa.app.Launcher", "bench", "window"));
        command.addAll(List.of(arguments));
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        int status = process.waitFor();
        out = Files.readString(printed);
        return status;
    }

    @Test
    void timesWhatAHandWaitsFor() throws Exception {
        assertThat(run("--rounds", "1", "--pulses", "3", "--json")).isZero();
        JsonObject results = JsonParser.parseString(out).getAsJsonObject().getAsJsonObject("results");
        assertThat(results.keySet()).hasSize(4).contains("all panels after an edit");
        results.entrySet().forEach(entry -> {
            JsonObject measured = entry.getValue().getAsJsonObject();
            assertThat(measured.getAsJsonArray("seconds"))
                    .allSatisfy(seconds -> assertThat(seconds.getAsDouble()).isPositive());
            assertThat(measured.get("processor").getAsDouble()).isPositive();
        });
    }

    @Test
    void runsAreTimedAndTheJsonHasNothingBesideIt() throws Exception {
        Path runs = folder.resolve("runs");
        Path run = Files.createDirectories(runs.resolve("first"));
        Files.writeString(
                run.resolve("status.json"),
                "{\"state\":\"finished\",\"message\":\"\",\"process\":{\"pid\":1,\"host\":\"elsewhere\",\"began\":\"\"},"
                        + "\"started\":\"2026-01-01T00:00:00Z\",\"heartbeat\":\"2026-01-01T00:00:00Z\",\"progress\":{\"epoch\":1,"
                        + "\"epochs\":1,\"step\":1,\"total_steps\":1,\"loss\":0.5,\"images_per_second\":128.0},\"socket\":\"\"}");
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"kind\":\"step\",\"step\":0,\"epoch\":0,\"iteration\":0,\"loss\":0.5,\"objective\":0.5,\"lr\":1e-4,"
                        + "\"weight_decay\":0.04,\"momentum\":0.996,\"mask_context\":12,\"mask_target\":9,"
                        + "\"grad_first\":0.02,\"grad_last\":0.01,\"grad_min\":0.001,\"grad_max\":0.05,\"seconds\":0.5,"
                        + "\"images_per_second\":128.0,\"wait_share\":0.01,\"memory_bytes\":2147483648,"
                        + "\"time\":1700000000}\n");
        assertThat(run("--runs", runs.toString(), "--pulses", "3", "--json")).isZero();
        assertThat(JsonParser.parseString(out)
                        .getAsJsonObject()
                        .getAsJsonObject("results")
                        .keySet())
                .contains("all its points, after that");
        assertThat(folder.resolve("errors.txt")).content().contains("1 runs; 1 points of the loss");
    }

    @Test
    void aFolderThatIsNoneIsRefused() {
        String none = folder.resolve("none").toString();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> {
                    CommandLine command = new CommandLine(new BenchWindowCommand());
                    command.parseArgs("--runs", none);
                    ((BenchWindowCommand) command.getCommand()).call();
                })
                .withMessageContaining("none is no folder");
    }
}
