package ijepa.app;

import javafx.application.Application;

import ijepa.app.cli.IjepaCommand;

/**
 * Entry point: the window without arguments, a command with them. Not an Application, so that JavaFX may lie on the class
 * path.
 */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.exit(IjepaCommand.run(arguments));
        }
        Application.launch(WorkbenchApplication.class);
        System.exit(0);
    }
}
