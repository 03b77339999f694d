package ijepa.app.pretrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.preflight.Finding;
import ijepa.core.run.RunDirectory;

/**
 * The check as a process of its own, such as {@code ijepa pretrain --check}: steps of a model that is too large take that process
 * and not the window, what is timed is what a run would do, and it can be ended at any moment.
 */
final class PreflightProcess implements Preflight {

    private final ProgramCommand program;
    private final List<String> command;
    private final boolean timed;

    private PreflightProcess(ProgramCommand program, List<String> command, boolean timed) {
        this.program = program;
        this.command = command;
        this.timed = timed;
    }

    /** The check of a pretraining run. */
    static PreflightProcess pretraining(ProgramCommand program) {
        return new PreflightProcess(program, List.of("pretrain", "--config"), true);
    }

    /** The check of a decoder's run, which does no steps. */
    static PreflightProcess decoder(ProgramCommand program) {
        return new PreflightProcess(program, List.of("decoder", "train", "--settings"), false);
    }

    @Override
    public Runnable look(
            String yaml,
            RunDirectory run,
            boolean timing,
            Consumer<String> progress,
            Consumer<List<Finding>> done,
            Consumer<Throwable> failed) {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicReference<Process> process = new AtomicReference<>();
        Thread.ofVirtual().name("preflight").start(() -> {
            try {
                List<Finding> found = run(yaml, run, timing, process, cancelled, progress);
                if (!cancelled.get()) {
                    done.accept(found);
                }
            } catch (IOException | RuntimeException | InterruptedException failure) {
                if (!cancelled.get()) {
                    failed.accept(
                            failure instanceof IOException
                                    ? new InputException(
                                            "The check could not be made: " + Reason.of(failure) + ".", failure)
                                    : failure);
                }
            }
        });
        return () -> {
            cancelled.set(true);
            Process running = process.get();
            if (running != null) {
                running.destroyForcibly();
            }
        };
    }

    private List<Finding> run(
            String yaml,
            RunDirectory run,
            boolean timing,
            AtomicReference<Process> holder,
            AtomicBoolean cancelled,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ijepa-check");
        Path configuration = folder.resolve("check.yaml");
        Path report = folder.resolve("report.json");
        try {
            Files.writeString(configuration, yaml);
            List<String> arguments = new ArrayList<>(command);
            arguments.addAll(
                    List.of(configuration.toString(), "--run", run.path().toString(), "--check", "--json"));
            if (timed && !timing) {
                arguments.add("--no-timing");
            }
            Process process =
                    program.process(arguments).redirectOutput(report.toFile()).start();
            holder.set(process);
            if (cancelled.get()) {
                process.destroyForcibly();
            }
            String last = "";
            try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank()) {
                        last = line;
                        progress.accept(line);
                    }
                }
            }
            int status = process.waitFor();
            return parse(Files.readString(report), status, last);
        } finally {
            Files.deleteIfExists(report);
            Files.deleteIfExists(configuration);
            Files.deleteIfExists(folder);
        }
    }

    /** The findings of a report; a process that made none tells why in its last line. */
    static List<Finding> parse(String json, int status, String lastLine) {
        try {
            JsonObject report = JsonParser.parseString(json).getAsJsonObject();
            List<Finding> findings = new ArrayList<>();
            for (JsonElement element : report.getAsJsonArray("findings")) {
                JsonObject finding = element.getAsJsonObject();
                findings.add(new Finding(
                        Finding.Level.valueOf(finding.get("level").getAsString().toUpperCase(Locale.ROOT)),
                        finding.get("topic").getAsString(),
                        finding.get("text").getAsString(),
                        finding.get("remedy").getAsString()));
            }
            return findings;
        } catch (JsonParseException | IllegalStateException | NullPointerException none) {
            throw new InputException(
                    "The check ended with exit status " + status + " and no report"
                            + (lastLine.isEmpty() ? "" : ": " + lastLine)
                            + (status > 128
                                    ? " It may have needed more memory than there is: lower the batch size."
                                    : ""),
                    none);
        }
    }
}
