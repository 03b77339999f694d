package ijepa.app;

import java.util.logging.Logger;
import javafx.application.Application;

import ijepa.app.cli.IjepaCommand;

/**
 * Entry point: the window without arguments, a command with them. Not an Application, so that JavaFX may lie on the class
 * path.
 */
public final class Launcher {

    /** Held, because a filter goes with its logger. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Launcher() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.exit(IjepaCommand.run(arguments));
        }
        JAVAFX.setFilter(entry -> !entry.getMessage().startsWith("Unsupported JavaFX configuration"));
        try {
            Application.launch(WorkbenchApplication.class);
        } catch (UnsupportedOperationException none) {
            // What JavaFX says of a machine without a screen.
            System.err.println("ijepa: " + WorkbenchApplication.NO_DISPLAY
                    + "; 'ijepa --help' lists the commands that need none.");
            System.exit(1);
        }
        System.exit(0);
    }
}
