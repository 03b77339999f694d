package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import ijepa.core.train.GradientNorms;
import ijepa.core.train.TrainingStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and log read while they are written. */
class RunReadersTest {

    @TempDir
    Path folder;

    private static Metric.Step step(long step, double loss) {
        return new Metric.Step(
                step,
                0,
                (int) step,
                loss,
                0.2,
                new TrainingStep.Rates(1e-3, 0.04, 0.996),
                12,
                9,
                new GradientNorms(1, 2, 0.5, 3, 4),
                Optional.empty(),
                0.5,
                80,
                0.01,
                1 << 20,
                OptionalLong.empty(),
                1.7e9);
    }

    private static String lines(int from, int to, double loss) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(MetricsJson.write(step(i, loss)));
        }
        return text.toString();
    }

    @Test
    void aLongFileComesInParts() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        MetricsReader reader = new MetricsReader(run);
        List<Metric> found = new ArrayList<>();
        assertThat(reader.readPart(found)).isFalse();
        Files.writeString(run.metrics(), lines(0, 8_000, 0.3));
        int parts = 0;
        while (reader.readPart(found)) {
            parts++;
        }
        assertThat(parts).isGreaterThan(2);
        assertThat(found).hasSize(8_000);
        assertThat(found.getLast()).isEqualTo(step(7_999, 0.3));
        Files.writeString(run.metrics(), "{\"kind\":\"st", StandardOpenOption.APPEND);
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void aFileThatWasCutAndGrewPastItsOldLengthIsReadAnew() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        MetricsReader reader = new MetricsReader(run);
        Files.writeString(run.metrics(), lines(0, 20, 0.3));
        assertThat(reader.poll()).hasSize(20);
        Files.writeString(run.metrics(), lines(0, 10, 0.3) + lines(10, 40, 0.25));
        assertThat(reader.poll()).hasSize(40);
    }

    @Test
    void aBadLineCostsOnlyItself() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        Files.writeString(
                run.metrics(),
                lines(0, 2, 0.3) + "{\"kind\":\"step\",\"step\":2,\n" + "no json\n" + "{\"kind\":\"other\"}\n"
                        + lines(3, 5, 0.3));
        assertThat(new MetricsReader(run).poll()).extracting(Metric::stepsDone).containsExactly(1L, 2L, 4L, 5L);
    }

    @Test
    void theLogComesByWholeLines() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        LogReader reader = new LogReader(run);
        assertThat(reader.poll()).isEmpty();
        Files.writeString(run.log(), "one\ntw");
        assertThat(reader.poll()).containsExactly("one");
        Files.writeString(run.log(), "o\nthree\n", StandardOpenOption.APPEND);
        assertThat(reader.poll()).containsExactly("two", "three");
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void ofALongLogTheEndIsRead() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            all.add("line " + i + " of the log");
        }
        Files.write(run.log(), all);
        List<String> read = new LogReader(run).poll();
        assertThat(read).hasSizeLessThan(20_000).isEqualTo(all.subList(all.size() - read.size(), all.size()));
    }
}
