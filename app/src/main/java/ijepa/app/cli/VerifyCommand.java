package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ijepa.core.verify.Check;
import ijepa.core.verify.GoldenFolder;
import ijepa.renderer.diffusion.DiffusionReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compute the numbers of a folder again and compare.",
            "The folder holds what the official code gave: masks_multiblock.json, masks_random.json,",
            "ijepa_small.json and .safetensors, jepa-latest.pth.tar, schedules.csv, rcdm_small.json and",
            ".safetensors; some may be missing.",
            "Errors of tensors are relative by norm; those of masks count images that differ.",
            "",
            "Exit status: 0 all within tolerance, 1 some are not, 2 the folder cannot be used.",
            ""
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder of recorded numbers.")
    private Path folder;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        GoldenFolder recorded = new GoldenFolder(folder, new DiffusionReplay());
        List<Check> checks;
        if (json) {
            checks = recorded.replay(check -> {});
            print.print(json(checks));
        } else {
            line(print, "quantity", "error", "tolerance", "result", "of");
            checks = recorded.replay(check -> line(print, check));
            print.print(sum(checks));
        }
        print.flush();
        return checks.stream().allMatch(Check::holds) ? 0 : 1;
    }

    private static void line(PrintWriter print, Check check) {
        switch (check) {
            case Check.Measured measured ->
                line(
                        print,
                        measured.quantity(),
                        number(measured.error()),
                        measured.tolerance() == 0 ? "exact" : number(measured.tolerance()),
                        measured.holds() ? "ok" : "FAILED",
                        measured.detail());
            case Check.Skipped skipped -> line(print, skipped.quantity(), "", "", "skipped", skipped.reason());
        }
    }

    /** Prints a line at once: a replay takes many seconds, and what is known need not wait for the rest. */
    private static void line(
            PrintWriter print, String quantity, String error, String tolerance, String result, String detail) {
        print.printf("%-36s  %8s  %9s  %-7s  %s%n", quantity, error, tolerance, result, detail);
        print.flush();
    }

    private static String sum(List<Check> checks) {
        long failed = checks.stream().filter(check -> !check.holds()).count();
        long skipped = checks.stream().filter(Check.Skipped.class::isInstance).count();
        return String.format(
                Locale.ROOT,
                "%n%d within tolerance, %d failed, %d skipped%n",
                checks.size() - failed - skipped,
                failed,
                skipped);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.1e", value);
    }

    private static String json(List<Check> checks) {
        JsonArray rows = new JsonArray();
        for (Check check : checks) {
            JsonObject row = new JsonObject();
            row.addProperty("quantity", check.quantity());
            switch (check) {
                case Check.Measured measured -> {
                    // JSON has no infinity and no NaN: null stands for an error that is no number.
                    row.addProperty("error", Double.isFinite(measured.error()) ? measured.error() : null);
                    row.addProperty("tolerance", measured.tolerance());
                    row.addProperty("result", measured.holds() ? "ok" : "failed");
                    row.addProperty("detail", measured.detail());
                }
                case Check.Skipped skipped -> {
                    row.addProperty("result", "skipped");
                    row.addProperty("detail", skipped.reason());
                }
            }
            rows.add(row);
        }
        JsonObject document = new JsonObject();
        document.addProperty("passed", checks.stream().allMatch(Check::holds));
        document.add("checks", rows);
        return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(document)
                + System.lineSeparator();
    }
}
