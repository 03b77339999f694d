package ijepa.app;

import ijepa.app.cli.IjepaCommand;

/** Entry point of the window and the command line; not an Application, so that JavaFX may lie on the class path. */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(IjepaCommand.run(arguments));
    }
}
