package ijepa.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.Progress;

/** Opens models without an engine, named after their files. */
public final class FakeModelLoader implements ModelLoader {

    private final List<FakeCheckpoint> opened = new ArrayList<>();
    private String refused = "";

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
    public OpenCheckpoint open(Path file, Progress progress) {
        if (file.getFileName().toString().equals(refused)) {
            throw new InputException(file + " is no checkpoint.");
        }
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

    /** Opens a file of this name no more. */
    public void refuse(String name) {
        refused = name;
    }

    /** What was opened, in order. */
    public List<FakeCheckpoint> opened() {
        return opened;
    }
}
