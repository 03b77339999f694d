package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ijepa.core.run.RunListing;
import ijepa.core.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "List runs of pretraining and of decoders: state, progress, last loss, speed.",
            "A run is dead when it says that it is at work but its process is gone; go on with it with --resume.",
            ""
        })
final class RunsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "A run directory or a folder of them (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<RunListing> runs = RunListing.below(folder, Instant.now());
        PrintWriter print = spec.commandLine().getOut();
        print.print(json ? json(runs) : table(runs));
        print.flush();
        return 0;
    }

    private String table(List<RunListing> runs) {
        if (runs.isEmpty()) {
            return "no runs in " + folder + "\n";
        }
        TextTable table = new TextTable("run", "kind", "state", ">progress", ">epoch", ">loss", ">images/s", "message");
        for (RunListing run : runs) {
            RunStatus.Progress progress = run.status().progress();
            table.row(
                    run.directory().path().toString(),
                    run.kind().toString(),
                    run.state(),
                    progress.totalSteps() == 0
                            ? ""
                            : progress.step() + "/" + progress.totalSteps() + " ("
                                    + 100 * progress.step() / progress.totalSteps() + "%)",
                    progress.epoch() + "/" + progress.epochs(),
                    progress.loss() == null ? "" : String.format(Locale.ROOT, "%.4f", progress.loss()),
                    progress.imagesPerSecond() == 0
                            ? ""
                            : String.format(Locale.ROOT, "%.1f", progress.imagesPerSecond()),
                    run.status().message());
        }
        return table.toString();
    }

    private static String json(List<RunListing> runs) {
        JsonArray list = new JsonArray();
        for (RunListing run : runs) {
            RunStatus status = run.status();
            JsonObject entry = new JsonObject();
            entry.addProperty("run", run.directory().path().toString());
            entry.addProperty("kind", run.kind().toString());
            entry.addProperty("state", run.state());
            entry.addProperty("step", status.progress().step());
            entry.addProperty("total_steps", status.progress().totalSteps());
            entry.addProperty("epoch", status.progress().epoch());
            entry.addProperty("epochs", status.progress().epochs());
            entry.addProperty("loss", status.progress().loss());
            entry.addProperty("images_per_second", status.progress().imagesPerSecond());
            entry.addProperty("pid", status.process().pid());
            entry.addProperty("host", status.process().host());
            entry.addProperty("started", status.started());
            entry.addProperty("heartbeat", status.heartbeat());
            entry.addProperty("message", status.message());
            list.add(entry);
        }
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(list)
                + "\n";
    }
}
