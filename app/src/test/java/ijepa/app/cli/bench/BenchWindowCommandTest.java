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
