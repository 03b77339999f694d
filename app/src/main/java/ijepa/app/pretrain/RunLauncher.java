package ijepa.app.pretrain;

import java.util.List;

import ijepa.core.run.RunDirectory;

/** Starts runs as processes of their own, which live on when the window is closed or killed. */
interface RunLauncher {

    /**
     * Starts a command of this program for a run; its output goes to a file in the run's folder.
     *
     * @param arguments such as {@code pretrain --config ... --run ...}
     * @throws ijepa.core.InputException when no process can be started or the folder cannot be written
     */
    Launch start(RunDirectory run, List<String> arguments);
}
