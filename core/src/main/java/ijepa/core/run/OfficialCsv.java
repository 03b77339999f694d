package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import ijepa.core.train.Position;

/**
 * The published code's log, column for column: {@code epoch} from 1, {@code itr} from 0, {@code loss}, {@code mask-A} and
 * {@code mask-B} as patches of a context and of a target block, and {@code time (ms)} of the step. Unlike there, a run that
 * goes on writes no second heading and no step twice.
 */
final class OfficialCsv implements AutoCloseable {

    private static final String HEADING = "epoch,itr,loss,mask-A,mask-B,time (ms)";

    private final AppendOnlyFile file;

    private OfficialCsv(AppendOnlyFile file) {
        this.file = file;
    }

    /** Opens the log to go on from a position. */
    static OfficialCsv open(Path path, Position position) throws IOException {
        long keep = AppendOnlyFile.wholeLines(path, line -> line.equals(HEADING) || isBefore(position, line));
        AppendOnlyFile file = AppendOnlyFile.open(path, keep);
        if (keep == 0) {
            file.append(HEADING + "\n");
        }
        return new OfficialCsv(file);
    }

    private static boolean isBefore(Position position, String line) {
        String[] cells = line.split(",");
        try {
            long epoch = Long.parseLong(cells[0]) - 1;
            return cells.length == 6
                    && (epoch < position.epoch()
                            || epoch == position.epoch() && Long.parseLong(cells[1]) < position.iteration());
        } catch (NumberFormatException damaged) {
            return false;
        }
    }

    /** Appends; false while the disk takes no more. */
    boolean append(Metric.Step step) {
        return file.append(String.format(
                        Locale.ROOT,
                        "%d,%d,%.5f,%.5f,%.5f,%d%n",
                        step.epoch() + 1,
                        step.iteration(),
                        step.loss(),
                        (double) step.contextPatches(),
                        (double) step.targetPatches(),
                        (long) (step.seconds() * 1000))
                .replace(System.lineSeparator(), "\n"));
    }

    boolean force() {
        return file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
