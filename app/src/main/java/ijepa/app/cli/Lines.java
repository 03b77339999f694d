package ijepa.app.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

import ijepa.core.Progress;
import ijepa.core.SpokenProgress;
import picocli.CommandLine.Model.CommandSpec;

/** Lines that are there at once, also where the output is not a terminal. */
public final class Lines {

    private Lines() {}

    static Consumer<String> to(PrintWriter out) {
        return line -> {
            out.println(line);
            out.flush();
        };
    }

    /** How far one work is, such as "indexing", on the standard error, where it is in nobody's way. */
    public static Progress progress(CommandSpec spec, String what) {
        return new SpokenProgress(to(spec.commandLine().getErr()), what);
    }
}
