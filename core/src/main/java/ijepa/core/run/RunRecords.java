package ijepa.core.run;

import java.io.IOException;
import java.time.Clock;

import ijepa.core.train.Position;

/** The files that a run's numbers go to: metrics, the official log and TensorBoard's. */
final class RunRecords implements AutoCloseable {

    /** As often as the published code prints; TensorBoard thins its charts far more than this anyway. */
    private static final int EVENTS_EVERY = 10;

    private final MetricsFile metrics;
    private final OfficialCsv csv;
    private final EventFile events;
    private final RunLog log;
    private boolean behind;

    private RunRecords(MetricsFile metrics, OfficialCsv csv, EventFile events, RunLog log) {
        this.metrics = metrics;
        this.csv = csv;
        this.events = events;
        this.log = log;
    }

    /** Opens all of them to go on from a position. */
    static RunRecords open(
            RunDirectory directory,
            String writeTag,
            Position position,
            int iterationsPerEpoch,
            Clock clock,
            RunLog log) {
        try {
            return new RunRecords(
                    MetricsFile.open(directory.metrics(), position),
                    OfficialCsv.open(directory.officialCsv(writeTag), position.step(), iterationsPerEpoch),
                    EventFile.create(directory.path(), position.step(), clock.millis() / 1000.0),
                    log);
        } catch (IOException failure) {
            throw directory.unwritable(failure);
        }
    }

    void append(Metric metric) {
        boolean written = metrics.append(metric);
        if (metric instanceof Metric.Step step) {
            written &= csv.append(step);
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

    /** Brings the metrics to the disk; false while it takes no more. */
    boolean force() {
        return metrics.force();
    }

    @Override
    public void close() throws IOException {
        metrics.close();
        csv.close();
        events.close();
    }
}
