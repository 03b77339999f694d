package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.OfficialWriter;
import ijepa.core.checkpoint.OptimizerSource;
import ijepa.core.model.ParameterSource;
import ijepa.core.train.Position;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.TrainingStart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of ours, written as the published code writes checkpoints, and gone on with from there. */
@Timeout(60)
class StartFileTest {

    private static final int EPOCHS_DONE = 3;

    @TempDir
    static Path folder;

    private static Path pictures;
    private static Path ours;
    private static Path official;

    /** One network at two times of a training. */
    @BeforeAll
    static void train() throws Exception {
        pictures = folder.resolve("pictures");
        TinyRun.draw(pictures, TinyRun.PICTURES);
        RunRequest request = request(folder.resolve("first"), config(EPOCHS_DONE), Optional.empty());
        assertThat(new PretrainRun(request, line -> {}).run()).isEqualTo(RunState.FINISHED);
        ours = request.directory().newestCheckpoint();
        official = folder.resolve("jepa-latest.pth.tar");
        try (Checkpoint checkpoint = Checkpoint.open(ours, OptionalInt.empty())) {
            new OfficialWriter(checkpoint.spec(), checkpoint.parameters(), ElementType.F32)
                    .write(
                            official,
                            new OfficialWriter.Progress(EPOCHS_DONE, 0.5, TinyRun.BATCH, 1, 1e-3),
                            checkpoint.optimizer().map(OptimizerSource::of));
        }
    }

    private static PretrainConfig config(int epochs) {
        return TinyRun.config(1e-3, epochs);
    }

    private static RunRequest request(Path run, PretrainConfig config, Optional<Path> startsFrom) {
        return TinyRun.request(pictures, run, false, TinyRun.everyStep(), config, 1, startsFrom);
    }

    private static float[] read(ParameterSource source, String name) {
        int size = 1;
        for (long side : source.shape(name)) {
            size *= (int) side;
        }
        float[] values = new float[size];
        source.read(name, FloatBuffer.wrap(values));
        return values;
    }

    @Test
    void nothingOfTheTrainingIsUnexpectedInItsOwnCheckpoint() {
        try (Checkpoint checkpoint = Checkpoint.open(ours, OptionalInt.empty())) {
            assertThat(checkpoint.unexpected()).isEmpty();
            assertThat(checkpoint.optimizer().orElseThrow().moments()).isNotEmpty();
        }
    }

    @Test
    void thePublishedFormatKeepsWeightsMomentsAndEpoch() {
        try (StartFile file = StartFile.open(official, config(10));
                TrainingCheckpoint checkpoint = TrainingCheckpoint.open(ours)) {
            TrainingStart expected = checkpoint.start();
            TrainingStart found = file.start(TinyRun.PICTURES);
            assertThat(found.position())
                    .isEqualTo(new Position(EPOCHS_DONE * TinyRun.STEPS_AN_EPOCH, EPOCHS_DONE, 0))
                    .isEqualTo(expected.position());
            for (String name : found.parameters().names()) {
                assertThat(read(found.parameters(), name)).as(name).isEqualTo(read(expected.parameters(), name));
            }
            ParameterSource state = found.optimizerState().orElseThrow();
            assertThat(state.names()).isNotEmpty();
            for (String name : state.names()) {
                assertThat(read(state, name))
                        .as(name)
                        .isEqualTo(read(expected.optimizerState().orElseThrow(), name));
            }
        }
    }

    @Test
    void theRunGoesOnAfterTheEpochThatIsDone() throws IOException {
        RunRequest request = request(folder.resolve("on"), config(5), Optional.of(official));
        TinyRun.Spoken spoken = new TinyRun.Spoken(request);
        assertThat(spoken.run.run()).isEqualTo(RunState.FINISHED);
        assertThat(spoken.said("starting from", "after its epoch 3")).isTrue();
        List<Metric> metrics = new MetricsReader(request.directory()).poll();
        assertThat(metrics.stream().filter(Metric.Step.class::isInstance).map(Metric.Step.class::cast))
                .extracting(Metric.Step::step)
                .startsWith(15L)
                .endsWith(24L)
                .hasSize(10);
    }

    @Test
    void weightsAloneBeginAtTheStart() {
        Path weights = folder.resolve("weights.pth.tar");
        try (Checkpoint checkpoint = Checkpoint.open(ours, OptionalInt.empty())) {
            new OfficialWriter(checkpoint.spec(), checkpoint.parameters(), ElementType.F32)
                    .write(weights, new OfficialWriter.Progress(7, 0.5, 4, 1, 1e-3), Optional.empty());
        }
        try (StartFile file = StartFile.open(weights, config(10))) {
            assertThat(file.start(TinyRun.PICTURES).position()).isEqualTo(Position.START);
            assertThat(file.about()).contains("weights alone");
        }
    }

    @Test
    void ofOwnCheckpointsTheWeightsAreTaken() {
        try (StartFile file = StartFile.open(ours, config(EPOCHS_DONE))) {
            assertThat(file.start(TinyRun.PICTURES).position()).isEqualTo(Position.START);
            assertThat(file.start(TinyRun.PICTURES).optimizerState()).isEmpty();
            assertThat(file.about()).contains("weights alone");
        }
    }

    @Test
    void anOverRunIsRefused() {
        assertThatThrownBy(() -> StartFile.open(official, config(EPOCHS_DONE)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has done 3 epochs of the 3")
                .hasMessageContaining("set more");
    }
}
