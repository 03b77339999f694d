package ijepa.app.pretrain;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunStatus;

/**
 * A process that was started for a run.
 *
 * @param at     when
 * @param exit   its exit status, once it has ended
 * @param output file that takes what it prints
 * @param offset where in the file that begins
 */
record Launch(RunDirectory directory, Instant at, CompletableFuture<Integer> exit, Path output, long offset) {

    private static final int LAST_LINES = 12;

    /** Whether a status was written by this process. */
    boolean wrote(RunStatus status) {
        try {
            return !Instant.parse(status.started()).isBefore(at);
        } catch (DateTimeParseException damaged) {
            return false;
        }
    }

    boolean hasEnded() {
        return exit.isDone();
    }

    /** What it printed last. */
    List<String> lastLines() {
        return LastLines.of(output, offset, LAST_LINES);
    }
}
