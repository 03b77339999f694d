package ijepa.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens models without an engine, named after their files. */
public final class FakeModelLoader implements ModelLoader {

    private final List<FakeCheckpoint> opened = new ArrayList<>();

    /** A window's model that does everything at once. */
    public static ShellModel shell() {
        return new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), new FakeModelLoader());
    }

    @Override
    public String startEngine() {
        return "CPU, 2 threads";
    }

    @Override
    public OpenCheckpoint bundled() {
        return FakeCheckpoint.bundled();
    }

    @Override
    public OpenCheckpoint open(Path file) {
        FakeCheckpoint checkpoint = new FakeCheckpoint(file.getFileName().toString(), Optional.of(file));
        opened.add(checkpoint);
        return checkpoint;
    }

    @Override
    public Optional<OpenDecoder> bundledDecoder(DecoderMachine machine) {
        return Optional.empty();
    }

    @Override
    public OpenDecoder openDecoder(Path file, DecoderMachine machine) {
        return new FakeDecoder("fake", 8, machine);
    }

    /** What was opened, in order. */
    public List<FakeCheckpoint> opened() {
        return opened;
    }
}
