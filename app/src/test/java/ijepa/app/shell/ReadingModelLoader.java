package ijepa.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.checkpoint.CheckpointListing;

/** Files are read as the program reads them; what would need the engine is a fake. */
final class ReadingModelLoader implements ModelLoader {

    private final List<FakeCheckpoint> opened = new ArrayList<>();
    private boolean complete = true;
    private Runnable whileLoading = () -> {};

    @Override
    public String startEngine() {
        return "CPU, 2 threads";
    }

    @Override
    public OpenCheckpoint bundled() {
        if (!complete) {
            throw new InputException("There is no bundled model.");
        }
        whileLoading.run();
        return keep(FakeCheckpoint.bundled());
    }

    @Override
    public OpenCheckpoint open(Path file, Progress progress) {
        return file.toString().endsWith(".good")
                ? keep(new FakeCheckpoint(file.getFileName().toString(), Optional.of(file)))
                : new EngineModelLoader().open(file, progress);
    }

    @Override
    public Optional<CheckpointListing> listing(Path file) {
        return new EngineModelLoader().listing(file);
    }

    @Override
    public Optional<OpenDecoder> bundledDecoder(DecoderMachine machine) {
        return Optional.empty();
    }

    @Override
    public OpenDecoder openDecoder(Path file, DecoderMachine machine) {
        if (!complete) {
            throw new InputException(file + " is no decoder.");
        }
        return new FakeDecoder("fake", 8, machine);
    }

    private FakeCheckpoint keep(FakeCheckpoint checkpoint) {
        opened.add(checkpoint);
        return checkpoint;
    }

    /** What was opened, in order. */
    List<FakeCheckpoint> opened() {
        return opened;
    }

    /** Whether the bundled model and decoders can be opened. */
    void complete(boolean is) {
        complete = is;
    }

    /** Done in the middle of opening the bundled model. */
    void whileLoading(Runnable what) {
        whileLoading = what;
    }
}
