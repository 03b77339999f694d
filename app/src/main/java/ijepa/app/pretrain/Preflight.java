package ijepa.app.pretrain;

import java.util.List;
import java.util.function.Consumer;

import ijepa.core.preflight.Finding;
import ijepa.core.run.RunDirectory;

/** Looks at everything that a run would need before it is started. */
interface Preflight {

    /**
     * Begins to look, elsewhere.
     *
     * @param yaml     the configuration
     * @param run      where the run would be kept
     * @param timing   whether some steps are done to see how long they take
     * @param progress told, from any thread, what is being looked at
     * @param done     told, from any thread, what was found
     * @param failed   told, from any thread, why nothing could be found
     * @return ends it at once; nothing is told any more
     */
    Runnable look(
            String yaml,
            RunDirectory run,
            boolean timing,
            Consumer<String> progress,
            Consumer<List<Finding>> done,
            Consumer<Throwable> failed);
}
