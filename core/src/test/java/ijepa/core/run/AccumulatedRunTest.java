package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.StepSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose steps are made of several batches. */
@Timeout(60)
class AccumulatedRunTest {

    private static final int PARTS = 2;
    /** One batch of five is left out of every epoch. */
    private static final int STEPS_AN_EPOCH = TinyRun.STEPS_AN_EPOCH / PARTS;

    @TempDir
    private Path folder;

    @Test
    void stoppedAnywhereItGoesOnAsIfItHadNot() throws IOException {
        Path pictures = folder.resolve("pictures");
        TinyRun.draw(pictures, TinyRun.PICTURES);
        PretrainConfig config = TinyRun.config(1e-3, TinyRun.EPOCHS, new StepSettings(PARTS, 0.5, false));
        RunDirectory whole = new RunDirectory(folder.resolve("whole"));
        assertThat(run(pictures, whole, config, false, false)).isEqualTo(RunState.FINISHED);
        RunDirectory stopped = new RunDirectory(folder.resolve("stopped"));
        for (int i = 0; i < 3; i++) {
            assertThat(run(pictures, stopped, config, i > 0, true)).isEqualTo(RunState.STOPPED);
        }
        assertThat(run(pictures, stopped, config, true, false)).isEqualTo(RunState.FINISHED);

        long end = (long) TinyRun.EPOCHS * STEPS_AN_EPOCH;
        assertThat(Files.mismatch(
                        new CheckpointStore(stopped.checkpoints()).file(end),
                        new CheckpointStore(whole.checkpoints()).file(end)))
                .as("first different byte of the last checkpoint")
                .isEqualTo(-1);
        List<Metric.Step> steps = steps(whole);
        assertThat(steps).hasSize(Math.toIntExact(end));
        assertThat(losses(stopped)).isEqualTo(losses(whole));

        MaskSampler sampler = config.masks().sampler();
        TorchGenerator places = new TorchGenerator(config.seed());
        for (Metric.Step step : steps) {
            MaskBatch masks = sampler.sample(step.step(), PARTS * TinyRun.BATCH, places);
            assertThat(step.contextPatches()).isEqualTo(masks.context()[0][0].length);
            assertThat(step.targetPatches()).isEqualTo(masks.target()[0][0].length);
            assertThat(step.gradients().together()).isPositive();
        }
    }

    private static RunState run(
            Path pictures, RunDirectory directory, PretrainConfig config, boolean resume, boolean stop) {
        CheckpointPolicy policy = new CheckpointPolicy(1, 0, 2, 0);
        PretrainRun run =
                new PretrainRun(TinyRun.request(pictures, directory.path(), resume, policy, config, 1), line -> {});
        if (stop) {
            run.stop();
        }
        return run.run();
    }

    private static List<Metric.Step> steps(RunDirectory run) throws IOException {
        return new MetricsReader(run)
                .poll().stream()
                        .filter(Metric.Step.class::isInstance)
                        .map(Metric.Step.class::cast)
                        .toList();
    }

    private static List<Double> losses(RunDirectory run) throws IOException {
        return steps(run).stream().map(Metric.Step::loss).toList();
    }
}
