package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** {@code log.txt}: a line with local date and time for everything that a person may want to know; shown as well. */
final class RunLog implements AutoCloseable {

    private final AppendOnlyFile file;
    private final Clock clock;
    private final Consumer<String> shown;

    private RunLog(AppendOnlyFile file, Clock clock, Consumer<String> shown) {
        this.file = file;
        this.clock = clock;
        this.shown = shown;
    }

    static RunLog open(Path path, Clock clock, Consumer<String> shown) throws IOException {
        return new RunLog(AppendOnlyFile.openLines(path), clock, shown);
    }

    void say(String line) {
        shown.accept(line);
        file.append(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS))
                + "  " + line.replace("\n", "\n    ") + "\n");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
