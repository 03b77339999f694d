package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ijepa.app.control.curve.Curve;
import ijepa.app.control.curve.CurveChartModel;
import ijepa.app.control.curve.Span;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts of one run and of several, over each axis; what is remembered of how they are looked at. */
class RunCurvesModelTest {

    @TempDir
    Path folder;

    private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
    private RunCurvesModel model;

    @AfterEach
    void close() {
        if (model != null) {
            model.close();
        }
    }

    private RunCurvesModel open() {
        model = new RunCurvesModel(window::add, folder.resolve("settings/curves.json"));
        return model;
    }

    private void untilRead(int steps) throws InterruptedException {
        while (model.runs().stream().anyMatch(run -> run.data().steps() < steps)) {
            Runnable piece = window.poll(20, TimeUnit.SECONDS);
            assertThat(piece).as("a piece within 20 seconds").isNotNull();
            piece.run();
        }
    }

    private List<String> names(RunChart chart) {
        return model.chart(chart).curvesProperty().get().stream()
                .map(Curve::name)
                .toList();
    }

    @Test
    void oneRunHasACurveForEachTag() throws Exception {
        WrittenRun run = new WrittenRun(folder.resolve("first")).steps(0, 100, 0.4);
        open().show(List.of(run.directory()));
        assertThat(names(RunChart.LOSS)).isEmpty();
        untilRead(100);
        assertThat(names(RunChart.LOSS)).containsExactly("loss", "objective");
        assertThat(names(RunChart.PROBE)).isEmpty();
        assertThat(names(RunChart.GRADIENTS)).containsExactly("first block", "last block", "largest");
        model.hiddenTags().add(RunTag.OBJECTIVE);
        assertThat(names(RunChart.LOSS)).containsExactly("loss");
        assertThat(model.chart(RunChart.LOSS).curvesProperty().get()).allMatch(curve -> curve.pattern() == 0);
    }

    @Test
    void severalRunsLieOverEachOther() throws Exception {
        WrittenRun first = new WrittenRun(folder.resolve("a/run")).steps(0, 100, 0.4);
        WrittenRun second = new WrittenRun(folder.resolve("b/run")).steps(0, 80, 0.3);
        open().show(List.of(first.directory(), second.directory()));
        untilRead(80);
        assertThat(names(RunChart.LEARNING_RATE)).containsExactly("a/run", "b/run");
        assertThat(names(RunChart.LOSS))
                .containsExactly("a/run, loss", "a/run, objective", "b/run, loss", "b/run, objective");
        List<Curve> losses = model.chart(RunChart.LOSS).curvesProperty().get();
        assertThat(losses.get(0).colour())
                .isEqualTo(losses.get(1).colour())
                .isNotEqualTo(losses.get(2).colour());
        assertThat(losses.get(2).colour()).isEqualTo(Curve.colour(1));
        assertThat(losses.get(0).pattern()).isNotEqualTo(losses.get(1).pattern());
        FollowedRunModel kept = model.runs().get(1);
        model.show(List.of(second.directory(), first.directory()));
        assertThat(model.firstProperty().get()).isSameAs(kept);
        model.show(List.of());
        assertThat(model.firstProperty().get()).isNull();
        assertThat(names(RunChart.LOSS)).isEmpty();
    }

    @Test
    void onlyWhatHasValuesIsDrawn() throws Exception {
        WrittenRun run =
                new WrittenRun(folder.resolve("decoder")).decoderSteps(0, 5).decoderStatus();
        open().show(List.of(run.directory()));
        untilRead(5);
        assertThat(names(RunChart.LOSS)).containsExactly("loss", "mse", "vb");
        assertThat(names(RunChart.LEARNING_RATE)).containsExactly("learning rate");
        assertThat(names(RunChart.MOMENTUM)).isEmpty();
        assertThat(names(RunChart.GRADIENTS)).isEmpty();
        assertThat(names(RunChart.MEMORY)).containsExactly("process");
    }

    @Test
    void curvesBecomeAFigureWithNoSpikeLost() throws Exception {
        WrittenRun run = new WrittenRun(folder.resolve("run"))
                .steps(0, 7_000, 0.25)
                .steps(7_000, 7_001, 3)
                .steps(7_001, 12_000, 0.25);
        open().smoothingProperty().set(0.9);
        model.show(List.of(run.directory()));
        untilRead(12_000);
        Panel.Chart chart = CurveFigures.of(model.chart(RunChart.LOSS).shown()).chart();
        assertThat(chart.xTitle()).isEqualTo("Step");
        assertThat(chart.yTitle()).isEqualTo("Loss");
        assertThat(chart.series())
                .extracting(Series::shape)
                .containsExactly(Series.Shape.FAINT, Series.Shape.LINE, Series.Shape.LINE);
        Series values = chart.series().getFirst();
        assertThat(values.y()).hasSizeLessThan(5_000).contains(3);
        assertThat(values.x()).isSorted();
        Series smoothed = chart.series().get(1);
        assertThat(smoothed.name()).isEqualTo("loss");
        assertThat(smoothed.colour()).isEqualTo(values.colour());
        assertThat(Arrays.stream(smoothed.y()).max().orElseThrow()).isBetween(0.26, 1.0);
    }

    @Test
    void everyAxisCountsItsOwnUnit() throws Exception {
        WrittenRun run = new WrittenRun(folder.resolve("run")).steps(0, 101, 0.4);
        open().show(List.of(run.directory()));
        untilRead(101);
        CurveChartModel loss = model.chart(RunChart.LOSS);
        assertThat(loss.plane(0, 0, 100, 100).across()).isEqualTo(new Span(0, 100));
        loss.acrossProperty().set(new Span(10, 20));
        assertThat(model.chart(RunChart.MEMORY).acrossProperty().get()).isEqualTo(new Span(10, 20));
        model.axisProperty().set(RunAxis.EPOCH);
        assertThat(loss.plane(0, 0, 100, 100).across()).isEqualTo(new Span(0, 2));
        model.axisProperty().set(RunAxis.TIME);
        assertThat(loss.plane(0, 0, 100, 100).across()).isEqualTo(new Span(0, 1));
        assertThat(loss.acrossTitleProperty().get()).isEqualTo("hours");
    }

    @Test
    void howCurvesAreLookedAtIsRemembered() {
        open().smoothingProperty().set(0.95);
        model.axisProperty().set(RunAxis.EPOCH);
        model.hidden().add(RunChart.Group.MASKS);
        model.hiddenTags().add(RunTag.OBJECTIVE);
        model.chart(RunChart.LOSS).logarithmicProperty().set(true);
        model.chart(RunChart.GRADIENTS).logarithmicProperty().set(false);
        model.close();
        open();
        assertThat(model.smoothingProperty().get()).isEqualTo(0.95);
        assertThat(model.axisProperty().get()).isEqualTo(RunAxis.EPOCH);
        assertThat(model.hidden()).containsExactly(RunChart.Group.MASKS);
        assertThat(model.hiddenTags()).contains(RunTag.OBJECTIVE);
        assertThat(model.chart(RunChart.LOSS).logarithmicProperty().get()).isTrue();
        assertThat(model.chart(RunChart.GRADIENTS).logarithmicProperty().get()).isFalse();
    }

    @Test
    void settingsThatCannotBeReadAreThoseOfTheFirstStart() throws IOException {
        Path file = folder.resolve("settings/curves.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"axis\":\"SIDEWAYS\",\"smoothing\":7,\"hidden\":[\"NOTHING\"]}");
        open();
        assertThat(model.axisProperty().get()).isEqualTo(RunAxis.STEP);
        assertThat(model.smoothingProperty().get()).isEqualTo(0.6);
        assertThat(model.hidden()).isEmpty();
        model.close();
        Files.writeString(file, "no json");
        assertThat(open().chart(RunChart.GRADIENTS).logarithmicProperty().get()).isTrue();
    }
}
