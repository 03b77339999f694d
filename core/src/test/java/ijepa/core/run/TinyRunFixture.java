package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Pictures and a run directory for tiny runs, and what checkpoints there are. */
abstract class TinyRunFixture {

    static final long END = (long) TinyRun.EPOCHS * TinyRun.STEPS_AN_EPOCH;
    static final CheckpointPolicy EVERY_EPOCH = new CheckpointPolicy(1, 0, 2, 4);

    @TempDir
    Path folder;

    Path pictures;
    RunDirectory directory;

    @BeforeEach
    void draw() throws IOException {
        pictures = folder.resolve("pictures");
        TinyRun.draw(pictures, TinyRun.PICTURES);
        directory = new RunDirectory(folder.resolve("run"));
    }

    List<Long> checkpoints() {
        return new CheckpointStore(directory.checkpoints())
                .all().stream().map(CheckpointStore.Stored::step).toList();
    }
}
