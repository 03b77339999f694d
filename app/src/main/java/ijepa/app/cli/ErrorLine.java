package ijepa.app.cli;

import ijepa.core.Progress;
import ijepa.core.SpokenProgress;
import picocli.CommandLine.Model.CommandSpec;

/** How far a command is, on the standard error, where it is in nobody's way. */
public final class ErrorLine {

    private ErrorLine() {}

    /** Progress of one work, such as "indexing". */
    public static Progress of(CommandSpec spec, String what) {
        return new SpokenProgress(
                line -> {
                    spec.commandLine().getErr().println(line);
                    spec.commandLine().getErr().flush();
                },
                what);
    }
}
