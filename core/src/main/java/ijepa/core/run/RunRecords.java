package ijepa.core.run;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

import ijepa.core.train.Position;

/** The files that a run's numbers go to: metrics, TensorBoard's, and of pretraining the official log. */
final class RunRecords implements AutoCloseable {

    /** As often as the published code prints; TensorBoard thins its charts far more than this anyway. */
    private static final int EVENTS_EVERY = 10;

    private final MetricsFile metrics;
    private final Optional<OfficialCsv> csv;
    private final EventFile events;
    private final RunLog log;
    private boolean behind;

    private RunRecords(MetricsFile metrics, Optional<OfficialCsv> csv, EventFile events, RunLog log) {
        this.metrics = metrics;
        this.csv = csv;
        this.events = events;
        this.log = log;
    }

    /**
     * Opens all of them to go on from a position.
     *
     * @param officialLog what the official log's name begins with, where one is kept
     */
    static RunRecords open(
            RunDirectory directory, Optional<String> officialLog, Position position, Clock clock, RunLog log) {
        try {
            Optional<OfficialCsv> csv = officialLog.isPresent()
                    ? Optional.of(OfficialCsv.open(directory.officialCsv(officialLog.get()), position))
                    : Optional.empty();
            return new RunRecords(
                    MetricsFile.open(directory.metrics(), position),
                    csv,
                    EventFile.create(directory.path(), position.step(), clock.millis() / 1000.0),
                    log);
        } catch (IOException failure) {
            throw directory.unwritable(failure);
        }
    }

    void append(Metric metric) {
        boolean written = metrics.append(metric);
        if (metric instanceof Metric.Step step && csv.isPresent()) {
            written &= csv.get().append(step);
        }
        if (metric instanceof Metric.OfStep step) {
            if (step.step() % EVENTS_EVERY == 0) {
                events.append(step.step(), step.time(), EventScalars.of(step));
            }
        } else {
            events.append(metric.stepsDone(), metric.time(), EventScalars.of(metric));
        }
        if (written == behind) {
            behind = !written;
            log.say(
                    written
                            ? "The disk takes metrics again; nothing is missing."
                            : "Metrics cannot be written, the disk may be full: they wait in memory and the run goes on."
                                    + " Make room.");
        }
    }

    /** Brings the metrics and the official log to the disk; false while it takes no more. */
    boolean force() {
        boolean all = metrics.force();
        if (csv.isPresent()) {
            all &= csv.get().force();
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        metrics.close();
        if (csv.isPresent()) {
            csv.get().close();
        }
        events.close();
    }
}
