package ijepa.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.preflight.Beginning;
import ijepa.core.preflight.Finding;
import ijepa.core.preflight.PreflightCheck;
import ijepa.core.preflight.PreflightReport;
import ijepa.core.run.RunDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a command that can say what it would do. */
final class CheckOptions {

    /** Why a check's options are refused where there is none. */
    static final String WITHOUT_CHECK = "Without --check a run is started and no report is made";

    @Option(
            names = "--check",
            description =
                    "Start nothing: look at settings, pictures, masks, memory, disk and time, and say what is wrong.")
    private boolean check;

    @Option(names = "--no-timing", description = "With --check: do no steps to see how long they take.")
    private boolean noTiming;

    @Option(names = "--json", description = "With --check: print JSON.")
    private boolean json;

    /**
     * Whether nothing is to be started.
     *
     * @param spec of the command
     * @throws InputException when options of a check are there without it: whoever wants a report wants no training
     */
    boolean isAsked(CommandSpec spec) {
        if (!check) {
            GivenOptions.refuse(spec, WITHOUT_CHECK, List.of("--no-timing", "--json"));
        }
        return check;
    }

    /**
     * Checks and prints.
     *
     * @param configuration is read here, so that what is wrong with it is part of the report
     * @param beginning     of the run that is looked at
     * @param out           for the report
     * @param err           for progress
     * @return exit status: 0 where a run can be started, else 1
     */
    int print(
            Supplier<PretrainFile> configuration,
            RunDirectory directory,
            Beginning beginning,
            PrintWriter out,
            PrintWriter err) {
        return print(look(configuration, directory, beginning, err), json, out);
    }

    /**
     * Prints a report.
     *
     * @return exit status: 0 where a run can be started, else 1
     */
    static int print(PreflightReport report, boolean json, PrintWriter out) {
        if (json) {
            out.println(report.toJson());
        } else {
            for (Finding finding : report.findings()) {
                out.printf(
                        "%-7s  %-14s %s%n",
                        finding.level().name().toLowerCase(Locale.ROOT), finding.topic(), finding.text());
                if (!finding.remedy().isEmpty()) {
                    out.printf("%-7s  %-14s %s%n", "", "", finding.remedy());
                }
            }
            out.println(report.isFit() ? "This run can be started." : "This run cannot be started.");
        }
        out.flush();
        return report.isFit() ? 0 : 1;
    }

    private PreflightReport look(
            Supplier<PretrainFile> configuration, RunDirectory directory, Beginning beginning, PrintWriter err) {
        PretrainFile file;
        try {
            file = configuration.get();
        } catch (InputException refused) {
            return PreflightReport.refused(refused);
        }
        PreflightCheck.Extent whole = PreflightCheck.Extent.WHOLE;
        return new PreflightCheck(
                        file,
                        directory,
                        beginning,
                        new PreflightCheck.Extent(whole.headers(), !noTiming),
                        Lines.to(err))
                .run();
    }
}
