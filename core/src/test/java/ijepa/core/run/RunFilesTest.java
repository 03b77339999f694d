package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.Position;
import ijepa.core.train.TrainingStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that grow with a run, cut anywhere and taken up again. */
class RunFilesTest {

    private static final int STEPS_AN_EPOCH = 2;

    @TempDir
    Path folder;

    private static Metric.Step step(long step) {
        return new Metric.Step(
                step,
                (int) step / STEPS_AN_EPOCH,
                (int) step % STEPS_AN_EPOCH,
                0.1 + step / 3.0,
                0.2,
                new TrainingStep.Rates(1e-3, 0.04, 0.996),
                12,
                9,
                new GradientNorms(1, 2, 0.5, 3, 4),
                step == 0 ? Optional.of(new FeatureSpread(0.3, 7.5)) : Optional.empty(),
                0.0129,
                80,
                0.01,
                1 << 20,
                step == 1 ? OptionalLong.of(3L << 32) : OptionalLong.empty(),
                1.7e9);
    }

    private static final List<Metric> METRICS = List.of(
            step(0),
            step(1),
            new Metric.Probe(2, 0, 0.25, new FeatureSpread(0.1, 2), 1.7e9),
            step(2),
            step(3),
            new Metric.Probe(4, 1, 0.5, new FeatureSpread(0.1, 3), 1.7e9),
            new Metric.Named(
                    4,
                    2,
                    0,
                    0.3,
                    new LinkedHashMap<>(Map.of("mse", 0.29)),
                    0.01,
                    80,
                    0.01,
                    1 << 20,
                    OptionalLong.empty(),
                    1.7e9));

    private RunDirectory filled() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        try (MetricsFile file = MetricsFile.open(run.metrics(), Position.START)) {
            METRICS.forEach(metric -> assertThat(file.append(metric)).isTrue());
        }
        return run;
    }

    @Test
    void metricsCutAnywhereLoseOnlyTheCutLine() throws IOException {
        RunDirectory run = filled();
        byte[] whole = Files.readAllBytes(run.metrics());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(run.metrics(), Arrays.copyOf(whole, length));
            int lines = 0;
            for (int i = 0; i < length; i++) {
                lines += whole[i] == '\n' ? 1 : 0;
            }
            assertThat(new MetricsReader(run).poll()).isEqualTo(METRICS.subList(0, lines));
        }
    }

    @Test
    void aRunThatGoesOnDropsWhatItTakesAgain() throws IOException {
        RunDirectory run = filled();
        Files.writeString(run.metrics(), "{\"kind\":\"st", StandardOpenOption.APPEND);
        // After the second epoch's last step, before the epoch was closed: its probe comes again.
        MetricsFile.open(run.metrics(), new Position(4, 1, 2)).close();
        assertThat(new MetricsReader(run).poll()).isEqualTo(METRICS.subList(0, 5));
        MetricsFile.open(run.metrics(), new Position(2, 1, 0)).close();
        assertThat(new MetricsReader(run).poll()).isEqualTo(METRICS.subList(0, 3));
        MetricsFile.open(run.metrics(), Position.START).close();
        assertThat(new MetricsReader(run).poll()).isEmpty();
    }

    @Test
    void aReaderFollowsTheWriter() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        MetricsReader reader = new MetricsReader(run);
        assertThat(reader.poll()).isEmpty();
        List<Metric> read = new ArrayList<>();
        try (MetricsFile file = MetricsFile.open(run.metrics(), Position.START)) {
            for (Metric metric : METRICS) {
                file.append(metric);
                read.addAll(reader.poll());
            }
        }
        assertThat(read).isEqualTo(METRICS);
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void theOfficialLogHasItsColumnsAndEachStepOnce() throws IOException {
        Path csv = folder.resolve("jepa_r0.csv");
        try (OfficialCsv log = OfficialCsv.open(csv, Position.START)) {
            for (long i = 0; i < 4; i++) {
                log.append(step(i));
            }
        }
        Files.writeString(csv, "3,0,0.1", StandardOpenOption.APPEND);
        try (OfficialCsv log = OfficialCsv.open(csv, new Position(3, 1, 1))) {
            log.append(step(3));
        }
        assertThat(csv).content().isEqualTo("""
                epoch,itr,loss,mask-A,mask-B,time (ms)
                1,0,0.10000,12.00000,9.00000,12
                1,1,0.43333,12.00000,9.00000,12
                2,0,0.76667,12.00000,9.00000,12
                2,1,1.10000,12.00000,9.00000,12
                """);
    }

    @Test
    void whatAFullDiskDoesNotTakeWaits() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path file = folder.resolve("log");
        Path link = Files.createSymbolicLink(folder.resolve("link"), full);
        try (AppendOnlyFile onFull = AppendOnlyFile.open(link, 0)) {
            assertThat(onFull.append("one\n")).isFalse();
            assertThat(onFull.append("two\n")).isFalse();
            assertThat(onFull.length()).isZero();
        }
        Files.delete(link);
        try (AppendOnlyFile onDisk = AppendOnlyFile.open(file, 0)) {
            assertThat(onDisk.append("one\n")).isTrue();
        }
        assertThat(file).content().isEqualTo("one\n");
    }
}
