package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.run.Diagnosis;
import ijepa.core.run.LogReader;
import ijepa.core.run.Metric;
import ijepa.core.run.MetricsReader;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.run.RunStatus;

/** What is new in a run's directory, in pieces that are quick to show. */
final class RunTail {

    /** Long enough to read much at a time, short enough to see a long run being read. */
    private static final long BATCH_NANOSECONDS = 100_000_000;

    private final RunDirectory directory;
    private final long batchNanoseconds;
    private final MetricsReader metrics;
    private final LogReader log;
    private Optional<RunStatus> lastStatus = Optional.empty();
    private Optional<Diagnosis.Scale> scale = Optional.empty();
    private boolean lastDead;
    private boolean lastMore;
    private List<Path> lastSheets = List.of();

    /**
     * What came since the last piece.
     *
     * @param metrics in the order they were written
     * @param log     lines of the log
     * @param status  empty where there is none
     * @param dead    whether the run says that it is at work but its process is gone
     * @param scale   what its embeddings can be at most; empty where its configuration cannot be read
     * @param failure why it ended for a value that was no number; empty where it did not
     * @param sheets  pictures of samples, the oldest first; none where the run draws none
     * @param more    whether there is more at once
     * @param changed whether anything of this is new, and be it that there is no more
     */
    record Piece(
            List<Metric> metrics,
            List<String> log,
            Optional<RunStatus> status,
            boolean dead,
            Optional<Diagnosis.Scale> scale,
            Optional<String> failure,
            List<Path> sheets,
            boolean more,
            boolean changed) {}

    RunTail(RunDirectory directory) {
        this(directory, BATCH_NANOSECONDS);
    }

    /**
     * Reads from the beginning.
     *
     * @param batchNanoseconds after which a piece is long enough
     */
    RunTail(RunDirectory directory, long batchNanoseconds) {
        this.directory = directory;
        this.batchNanoseconds = batchNanoseconds;
        metrics = new MetricsReader(directory);
        log = new LogReader(directory);
    }

    /**
     * The next piece; one without anything new where the run wrote nothing.
     *
     * @throws IOException when the directory cannot be read
     */
    Piece next() throws IOException {
        long start = System.nanoTime();
        List<Metric> found = new ArrayList<>();
        boolean more = metrics.readPart(found);
        while (more && System.nanoTime() - start < batchNanoseconds) {
            more = metrics.readPart(found);
        }
        List<String> lines = log.poll();
        Optional<RunStatus> status = RunStatus.read(directory);
        boolean dead = status.filter(last -> last.isDead(Instant.now())).isPresent();
        List<Path> sheets = SampleSheets.of(directory);
        boolean changed = !found.isEmpty()
                || !lines.isEmpty()
                || dead != lastDead
                || more != lastMore
                || !sheets.equals(lastSheets)
                || !status.equals(lastStatus);
        lastStatus = status;
        lastDead = dead;
        lastMore = more;
        lastSheets = sheets;
        return new Piece(found, lines, status, dead, scale(), failure(status), sheets, more, changed);
    }

    /** Read once, as soon as it is there. */
    private Optional<Diagnosis.Scale> scale() {
        if (scale.isEmpty() && Files.exists(directory.parameters())) {
            try {
                scale = Optional.of(Diagnosis.Scale.of(directory.configuration(List.of())));
            } catch (InputException unusable) {
                // The diagnosis does without.
            }
        }
        return scale;
    }

    private Optional<String> failure(Optional<RunStatus> status) {
        Optional<RunStatus> failed = status.filter(last -> last.state() == RunState.FAILED);
        return failed.isPresent() && directory.holdsDivergedBatch() ? failed.map(RunStatus::message) : Optional.empty();
    }
}
