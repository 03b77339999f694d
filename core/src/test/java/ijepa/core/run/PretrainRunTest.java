package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

import ijepa.core.InputException;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageFolder;
import ijepa.core.run.TinyRun.Spoken;
import ijepa.core.train.PretrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can go wrong with a run, and what is left of it. */
@Timeout(60)
class PretrainRunTest extends TinyRunFixture {

    private Spoken start() {
        return new Spoken(TinyRun.request(pictures, directory.path(), false, EVERY_EPOCH));
    }

    private Spoken resume() {
        return new Spoken(TinyRun.request(pictures, directory.path(), true, EVERY_EPOCH));
    }

    private RunStatus status() {
        return RunStatus.read(directory).orElseThrow();
    }

    @Test
    void keepsTheLastCheckpointsAndEveryFourthEpochs() {
        assertThat(start().run.run()).isEqualTo(RunState.FINISHED);
        assertThat(checkpoints()).containsExactly(20L, 40L, 45L, 50L);
        assertThat(status().state()).isEqualTo(RunState.FINISHED);
        assertThat(status().progress().step()).isEqualTo(END);
        assertThat(status().socket()).isEmpty();
        Spoken again = resume();
        assertThat(again.run.run()).isEqualTo(RunState.FINISHED);
        assertThat(again.said("going on after step 50")).isTrue();
    }

    @Test
    void aDamagedNewestCheckpointIsPutAsideAndTheOneBeforeIsUsed() throws IOException {
        start().run.run();
        Path newest = new CheckpointStore(directory.checkpoints()).file(END);
        byte[] whole = Files.readAllBytes(newest);
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(newest, damaged);
        Spoken run = resume();
        assertThat(run.run.run()).isEqualTo(RunState.FINISHED);
        assertThat(run.said("newest checkpoint cannot be used", "checksum", "the one before is used"))
                .isTrue();
        assertThat(run.said("going on after step 45")).isTrue();
        assertThat(newest).hasBinaryContent(whole);
        assertThat(newest.resolveSibling(newest.getFileName() + ".damaged")).hasBinaryContent(damaged);
    }

    @Test
    void aRefusedResumptionLeavesTheStatusAsItWas() throws IOException {
        start().run.run();
        Spoken run = new Spoken(
                TinyRun.request(pictures, directory.path(), true, TinyRun.everyStep(), TinyRun.config(2e-3), 1));
        assertThatThrownBy(() -> run.run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("settings are not those");
        assertThat(status().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void withEveryCheckpointDamagedNothingIsStartedAnew() throws IOException {
        start().run.run();
        for (CheckpointStore.Stored stored : new CheckpointStore(directory.checkpoints()).all()) {
            Files.write(stored.file(), Arrays.copyOf(Files.readAllBytes(stored.file()), 1000));
        }
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> resume().run.run())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("All 4 checkpoints")
                    .hasMessageContaining("are damaged");
            assertThat(status().state()).isEqualTo(RunState.FAILED);
            assertThat(directory.metrics()).content().hasLineCount((int) END + TinyRun.EPOCHS / 2);
        }
    }

    /** The run that is there, with changes. */
    private Spoken accept(PretrainConfig config) {
        RunRequest same = TinyRun.request(pictures, directory.path(), true, EVERY_EPOCH, config, 1);
        return new Spoken(TinyRun.with(same, true, same.parameters() + "accepted: true\n", same.probe()));
    }

    @Test
    void morePicturesMakeLongerEpochsAndLoseNothing() throws IOException {
        assertThat(start().run.run()).isEqualTo(RunState.FINISHED);
        TinyRun.draw(pictures, 2 * TinyRun.PICTURES);
        Spoken longer = accept(TinyRun.config(1e-3, 12));
        assertThat(longer.run.run()).isEqualTo(RunState.FINISHED);
        long all = END + 2 * 2 * TinyRun.STEPS_AN_EPOCH;
        assertThat(status().progress().step()).isEqualTo(all);
        assertThat(status().progress().epoch()).isEqualTo(12);
        assertThat(checkpoints()).containsExactly(20L, 40L, all - 10, all);
        assertThat(directory.officialCsv("tiny")).content().hasLineCount((int) all + 1);
    }

    @Test
    void fewerPicturesEndTheEpochThatIsAlreadyLonger() throws IOException {
        for (int steps = 1; steps <= 4; steps++) {
            Spoken one = steps == 1 ? start() : resume();
            one.run.stop();
            assertThat(one.run.run()).isEqualTo(RunState.STOPPED);
        }
        for (int i = 12; i < TinyRun.PICTURES; i++) {
            Files.delete(TinyRun.picture(pictures, i));
        }
        assertThat(accept(TinyRun.config(1e-3)).run.run()).isEqualTo(RunState.FINISHED);
        assertThat(status().progress().step()).isEqualTo(4 + 9 * 3);
        assertThat(status().progress().epoch()).isEqualTo(TinyRun.EPOCHS);
    }

    @Test
    void aRunBeyondItsLastEpochIsRefusedAndStaysWhatItWas() throws IOException {
        assertThat(start().run.run()).isEqualTo(RunState.FINISHED);
        String settings = Files.readString(directory.parameters());
        assertThatThrownBy(() -> accept(TinyRun.config(1e-3, 6)).run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("10 epochs are done")
                .hasMessageContaining("optimization.epochs (--epochs) is 6")
                .hasMessageContaining("at least 10");
        assertThat(directory.parameters()).content().isEqualTo(settings);
        assertThat(directory.log()).content().contains("not gone on: 10 epochs are done");
        assertThat(status().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void aStartThatFailsLeavesRoomForABetterOne() throws IOException {
        Path few = folder.resolve("few");
        TinyRun.draw(few, TinyRun.BATCH);
        for (int pictures : new int[] {TinyRun.BATCH - 1, TinyRun.BATCH - 2}) {
            Files.delete(TinyRun.picture(few, pictures));
            String message = catchThrowableOfType(
                            InputException.class,
                            () -> new Spoken(TinyRun.request(few, directory.path(), false, EVERY_EPOCH)).run.run())
                    .getMessage();
            assertThat(status().state()).isEqualTo(RunState.FAILED);
            assertThat(status().message()).isEqualTo(message);
            assertThat(directory.log()).content().contains(message);
            assertThat(directory.holdsRun()).isFalse();
        }
        assertThat(start().run.run()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void aHalfWrittenCheckpointIsDeletedBeforeTheNextIsWritten() throws IOException {
        Spoken first = start();
        first.run.stop();
        first.run.run();
        Path half = Files.writeString(directory.checkpoints().resolve("step-000000009.safetensors.partial"), "half");
        Spoken next = new Spoken(TinyRun.request(pictures, directory.path(), true, new CheckpointPolicy(0, 0, 2, 0)));
        next.run.stop();
        next.run.run();
        assertThat(half).doesNotExist();
    }

    @Test
    void aProbeThatCannotBeMeasuredCostsItsNumberOnly() throws IOException {
        Path broken = folder.resolve("broken");
        for (String name : List.of("noise", "bar")) {
            Files.writeString(Files.createDirectories(broken.resolve(name)).resolve("a.png"), "no picture");
        }
        RunRequest request = TinyRun.request(pictures, directory.path(), false, EVERY_EPOCH);
        RunRequest.Probe unmeasurable =
                new RunRequest.Probe(new NearestNeighbourProbe(request.pictures(), ImageFolder.scan(broken), 16), 2);
        Spoken run = new Spoken(TinyRun.with(request, false, request.parameters(), Optional.of(unmeasurable)));
        assertThat(run.run.run()).isEqualTo(RunState.FINISHED);
        assertThat(run.said("after epoch 2 were not measured", "No picture in")).isTrue();
    }

    @Test
    void aFullDiskCostsACheckpointButNotTheRun() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        CheckpointStore store = new CheckpointStore(directory.checkpoints());
        Files.createDirectories(directory.checkpoints());
        Files.createSymbolicLink(directory.checkpoints().resolve("step-000000005.safetensors.partial"), full);
        Spoken run = start();
        assertThat(run.run.run()).isEqualTo(RunState.FINISHED);
        assertThat(run.lines.stream().filter(line -> line.contains("checkpoint after step 5 was not written")))
                .hasSize(1)
                .allMatch(line -> line.contains("space"));
        assertThat(store.file(5)).doesNotExist();
        assertThat(checkpoints()).contains(END);
    }

    @Test
    void aFullDiskAtTheEndIsAFailureThatLosesNothing() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        CheckpointStore store = new CheckpointStore(directory.checkpoints());
        Files.createDirectories(directory.checkpoints());
        Files.createSymbolicLink(directory.checkpoints().resolve(store.file(END).getFileName() + ".partial"), full);
        // Kept from being deleted with the others that a process may have left: none is due before.
        CheckpointPolicy onlyAtTheEnd = new CheckpointPolicy(0, 0, 2, 0);
        RunRequest request = TinyRun.request(pictures, directory.path(), false, onlyAtTheEnd);
        Spoken run = new Spoken(TinyRun.with(request, false, request.parameters(), Optional.empty()));
        assertThat(run.run.run()).isEqualTo(RunState.FAILED);
        assertThat(run.lines.stream().filter(line -> line.contains("was not written")))
                .hasSize(1);
        assertThat(status().message()).contains("make room and resume");
        assertThat(resume().run.run()).isEqualTo(RunState.FINISHED);
        assertThat(checkpoints()).contains(END);
    }

    @Test
    void aSecondProcessIsRefused() throws Exception {
        directory.create();
        try (RunLock lock = RunLock.take(directory)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> start().run.run())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
            Path output = folder.resolve("output.txt");
            Process second = TinyRun.process(pictures, directory.path(), false)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(output)
                    .content()
                    .contains("in use by process " + ProcessHandle.current().pid());
            assertThat(directory.status()).doesNotExist();
        }
    }

    @Test
    void aRunIsNeitherOverwrittenNorResumedWithOtherSettings() {
        start().run.run();
        assertThatThrownBy(() -> start().run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds a run already: add --resume");
        RunRequest other = TinyRun.request(pictures, directory.path(), true, EVERY_EPOCH, TinyRun.config(2e-3), 1);
        assertThatThrownBy(() -> new Spoken(other).run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("optimization.lr: 0.001 then, 0.002 now")
                .hasMessageContaining("--accept-changes");
    }

    @Test
    void otherPicturesAreNoticed() throws IOException {
        start().run.run();
        TinyRun.draw(pictures, TinyRun.PICTURES + 1);
        assertThatThrownBy(() -> resume().run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The pictures are not those");
    }

    @Test
    void thereMustBeSomethingToResume() {
        assertThatThrownBy(() -> resume().run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no run directory");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        // Nothing can be made below a file, whoever asks; nor below /proc, even by the superuser.
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(
                        () -> new Spoken(TinyRun.request(pictures, file.resolve("run"), false, EVERY_EPOCH)).run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be written");
        Path readOnly = Path.of("/proc");
        assumeThat(readOnly).exists();
        assertThatThrownBy(() -> new Spoken(TinyRun.request(pictures, readOnly, false, EVERY_EPOCH)).run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The run directory /proc cannot be written")
                .hasMessageContaining("--run");
    }

    @Test
    void unusablePicturesAreNamedAndEndTheRunOnlyWhenAsked() throws IOException {
        Path damaged = Files.writeString(pictures.resolve("bar/damaged.png"), "no picture");
        Spoken lenient = start();
        assertThat(lenient.run.run()).isEqualTo(RunState.FINISHED);
        assertThat(lenient.said("skipped", damaged.toString())).isTrue();
        assertThat(lenient.said("1 of 21 pictures could not be used")).isTrue();
        RunRequest strict =
                TinyRun.request(pictures, folder.resolve("strict"), false, EVERY_EPOCH, TinyRun.config(1e-3), 0.01);
        assertThatThrownBy(() -> new Spoken(strict).run.run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 of 21 pictures cannot be used")
                .hasMessageContaining("--max-unreadable");
    }

    @Test
    void aLossThatIsNoNumberStopsTheRunAndKeepsItsBatch() throws IOException {
        Spoken first = start();
        first.run.stop();
        assertThat(first.run.run()).isEqualTo(RunState.STOPPED);
        poison(new CheckpointStore(directory.checkpoints()).file(1));
        Spoken run = resume();
        assertThat(run.run.run()).isEqualTo(RunState.FAILED);
        assertThat(status().state()).isEqualTo(RunState.FAILED);
        assertThat(status().message()).contains("The loss became NaN");
        assertThat(checkpoints()).containsExactly(1L);
        try (SafetensorsFile batch = SafetensorsFile.open(directory.divergedBatch(1))) {
            assertThat(batch.entry("images").sizes()).containsExactly(TinyRun.BATCH, 3, 16, 16);
            assertThat(batch.entry("context").sizes()).startsWith(1, TinyRun.BATCH);
            assertThat(batch.entry("target").sizes()).startsWith(4, TinyRun.BATCH);
            assertThat(batch.longs("indices")).hasSize(TinyRun.BATCH);
            assertThat(batch.metadata()).containsEntry("step", "1");
        }
    }

    /** Puts a value that is no number into a checkpoint and makes its checksum right again. */
    private static void poison(Path checkpoint) throws IOException {
        long begin;
        try (SafetensorsFile file = SafetensorsFile.open(checkpoint)) {
            begin = file.entry("encoder.norm.bias").begin();
        }
        try (FileChannel channel = FileChannel.open(checkpoint, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(checkpoint)).order(ByteOrder.LITTLE_ENDIAN);
            int data = 8 + (int) bytes.getLong(0);
            bytes.putFloat(data + (int) begin, Float.NaN);
            CRC32C checksum = new CRC32C();
            checksum.update(bytes.array(), 0, bytes.capacity() - 8);
            bytes.putLong(bytes.capacity() - 8, checksum.getValue());
            channel.write(bytes, 0);
        }
    }
}
