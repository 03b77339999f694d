package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;

import ijepa.core.train.GradientNorms;
import ijepa.core.train.TrainingStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossSketchTest {

    @TempDir
    private Path folder;

    private RunDirectory run(int steps) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int step = 0; step < steps; step++) {
            lines.append(MetricsJson.write(new Metric.Step(
                    step,
                    0,
                    step,
                    step == 1 ? Double.NaN : step,
                    step,
                    new TrainingStep.Rates(1e-3, 0.04, 0.996),
                    9,
                    12,
                    new GradientNorms(1, 1, 1, 1, 1),
                    Optional.empty(),
                    0.1,
                    100,
                    0,
                    1,
                    OptionalLong.empty(),
                    step)));
        }
        RunDirectory run = new RunDirectory(folder.resolve("run" + steps));
        Files.createDirectories(run.path());
        Files.writeString(run.metrics(), lines + "{\"kind\":\"step\",\"step\":7,\"lo");
        return run;
    }

    @Test
    void aShortRunIsWhole() throws IOException {
        assertThat(LossSketch.read(run(4), 8)).containsExactly(0, 2, 3);
        assertThat(LossSketch.read(run(100), 10)).hasSize(10).startsWith(0).endsWith(99);
    }

    @Test
    void aLongRunIsReadInPlaces() throws IOException {
        double[] losses = LossSketch.read(run(5000), 20);
        assertThat(losses).hasSize(20).isSorted().endsWith(4999);
        assertThat(losses[0]).isLessThan(3);
        assertThat(losses[10]).isBetween(2500.0, 2800.0);
    }

    @Test
    void aDecodersRunHasACourseToo() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        Files.writeString(
                run.metrics(),
                MetricsJson.write(new Metric.Named(
                                0, 0, 0, 1.5, new LinkedHashMap<>(), 1, 1, 0, 1, OptionalLong.empty(), 1))
                        + MetricsJson.write(new Metric.Named(
                                1, 0, 1, 1.25, new LinkedHashMap<>(), 1, 1, 0, 1, OptionalLong.empty(), 2)));
        assertThat(LossSketch.read(run, 8)).containsExactly(1.5, 1.25);
    }

    @Test
    void aRunThatHasNotBegunHasNone() throws IOException {
        assertThat(LossSketch.read(new RunDirectory(folder), 8)).isEmpty();
    }
}
