package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import ijepa.core.InputException;
import ijepa.core.train.PretrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that end at an awkward moment, on an awkward machine, and go on. */
@Timeout(60)
class InterruptedRunTest extends TinyRunFixture {

    private RunRequest request(boolean resume, boolean acceptChanges, PretrainConfig config) {
        RunRequest plain = TinyRun.request(pictures, directory.path(), resume, EVERY_EPOCH, config, 1);
        return TinyRun.with(plain, acceptChanges, plain.parameters(), plain.probe());
    }

    /** A run that is cut off when it says something. */
    private void cutAt(String words, RunRequest request) {
        assertThatThrownBy(() -> new PretrainRun(request, line -> {
                            if (line.contains(words)) {
                                throw new IllegalStateException("cut off");
                            }
                        })
                        .run())
                .hasMessage("cut off");
    }

    @Test
    void acceptedChangesNeedNotBeAcceptedAgain() {
        PretrainConfig longer = TinyRun.config(1e-3, 12);
        assertThat(new PretrainRun(request(false, false, TinyRun.config(1e-3)), line -> {}).run())
                .isEqualTo(RunState.FINISHED);
        cutAt("epoch 11/12", request(true, true, longer));
        assertThat(checkpoints()).last().isEqualTo(END);
        assertThat(new PretrainRun(request(true, false, longer), line -> {}).run())
                .isEqualTo(RunState.FINISHED);
        assertThat(checkpoints()).last().isEqualTo(END + 2 * TinyRun.STEPS_AN_EPOCH);
    }

    @Test
    void whatIsCutOffWhileItMeasuresLosesNoEpoch() throws IOException {
        cutAt("-NN", request(false, false, TinyRun.config(1e-3)));
        assertThat(checkpoints()).containsExactly(5L, 10L);
        TinyRun.Spoken again = new TinyRun.Spoken(request(true, false, TinyRun.config(1e-3)));
        assertThat(again.run.run()).isEqualTo(RunState.FINISHED);
        assertThat(again.said("going on after step 10")).isTrue();
        List<Metric> metrics = new MetricsReader(directory).poll();
        assertThat(metrics).filteredOn(Metric.Step.class::isInstance).hasSize((int) END);
        assertThat(metrics).filteredOn(Metric.Probe.class::isInstance).hasSize(TinyRun.EPOCHS / 2);
    }

    @Test
    void digitsOfTheUsersLanguageStayOutOfFiles() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("fa-IR"));
        try {
            assertThat(String.format("%d", 5))
                    .as("a language with digits of its own")
                    .isNotEqualTo("5");
            assertThat(new PretrainRun(request(false, false, TinyRun.config(1e-3)), line -> {}).run())
                    .isEqualTo(RunState.FINISHED);
            assertThat(directory.checkpoints().resolve("step-000000050.safetensors"))
                    .exists();
            assertThat(checkpoints()).containsExactly(20L, 40L, 45L, END);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void checkpointsOnADiskThatIsNotMountedAreNotNone() throws IOException {
        directory.create();
        Files.deleteIfExists(directory.checkpoints());
        Files.createSymbolicLink(directory.checkpoints(), folder.resolve("other-disk"));
        assertThatThrownBy(() -> new CheckpointStore(directory.checkpoints()).all())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a link to a folder that is not there");
    }

    @Test
    void aRunWhoseDiskIsNotMountedStaysWhatItWas() throws IOException {
        assertThat(new PretrainRun(request(false, false, TinyRun.config(1e-3)), line -> {}).run())
                .isEqualTo(RunState.FINISHED);
        Files.move(directory.checkpoints(), folder.resolve("elsewhere"));
        Files.createSymbolicLink(directory.checkpoints(), folder.resolve("unmounted"));
        assertThatThrownBy(() -> new PretrainRun(request(true, false, TinyRun.config(1e-3)), line -> {}).run())
                .isInstanceOf(InputException.class);
        RunStatus status = RunStatus.read(directory).orElseThrow();
        assertThat(status.state()).isEqualTo(RunState.FINISHED);
        assertThat(status.progress().step()).isEqualTo(END);
    }

    @Test
    void aRunWhoseClockWasSetIsToldByItsHeartbeat() {
        Instant now = Instant.now();
        RunStatus running = RunStatus.starting(RunKind.PRETRAINING, now, 3).in(RunState.RUNNING, "");
        RunStatus.Worker self = running.process();
        Instant later = Instant.parse(self.began()).plus(Duration.ofHours(1));
        RunStatus shifted = new RunStatus(
                running.kind(),
                running.state(),
                "",
                new RunStatus.Worker(self.pid(), self.host(), later.toString()),
                running.started(),
                running.heartbeat(),
                running.progress(),
                "");
        assertThat(running.isDead(now.plusSeconds(3600))).isFalse();
        assertThat(shifted.isDead(now.plusSeconds(10))).isFalse();
        assertThat(shifted.isDead(now.plusSeconds(60)))
                .as("a later process with its number")
                .isTrue();
    }
}
