package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Path;

import ijepa.core.train.Position;

/**
 * {@code metrics.jsonl}: one JSON object a line, appended after each step. Lines were chosen over a binary form because
 * every tool reads them and a cut anywhere costs exactly the line that was cut: a reader leaves out a line without an end,
 * and a run that goes on cuts it off.
 */
final class MetricsFile implements AutoCloseable {

    private final AppendOnlyFile file;

    private MetricsFile(AppendOnlyFile file) {
        this.file = file;
    }

    /**
     * Opens the file to go on from a position: records from later on, which will be taken again, and a cut last line are
     * dropped.
     */
    static MetricsFile open(Path path, Position position) throws IOException {
        long keep = AppendOnlyFile.wholeLines(
                path,
                line -> MetricsJson.read(line)
                        .filter(metric -> isBefore(position, metric))
                        .isPresent());
        return new MetricsFile(AppendOnlyFile.open(path, keep));
    }

    private static boolean isBefore(Position position, Metric metric) {
        return switch (metric) {
            case Metric.OfStep step -> step.step() < position.step();
            case Metric.Probe probe -> probe.epoch() < position.epoch();
        };
    }

    /** Appends; false while the disk takes no more. */
    boolean append(Metric metric) {
        return file.append(MetricsJson.write(metric));
    }

    boolean force() {
        return file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
