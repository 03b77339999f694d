package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers for the user, who cannot be asked.
 *
 * @param chosen the file or folder for every question without a suggested name
 * @param named  the file for a suggested name
 */
public record FakeDialogs(Supplier<Optional<Path>> chosen, Function<String, Optional<Path>> named)
        implements FileDialogs {

    /** Gives the same answer to every question. */
    public static FakeDialogs answering(Supplier<Optional<Path>> answer) {
        return new FakeDialogs(answer, name -> answer.get());
    }

    /** Opens nothing, and saves under every suggested name in a folder. */
    public static FakeDialogs savingIn(Path folder) {
        return new FakeDialogs(Optional::empty, name -> Optional.of(folder.resolve(name)));
    }

    /** Is closed without an answer. */
    public static FakeDialogs closed() {
        return answering(Optional::empty);
    }

    @Override
    public List<Path> images() {
        return chosen.get().stream().toList();
    }

    @Override
    public Optional<Path> folder() {
        return chosen.get();
    }

    @Override
    public Optional<Path> checkpoint() {
        return chosen.get();
    }

    @Override
    public Optional<Path> decoder() {
        return chosen.get();
    }

    @Override
    public Optional<Path> decoderToSave(String name) {
        return named.apply(name);
    }

    @Override
    public Optional<Path> layoutToOpen() {
        return chosen.get();
    }

    @Override
    public Optional<Path> layoutToSave() {
        return chosen.get();
    }

    @Override
    public Optional<Path> csvToSave(String name) {
        return named.apply(name);
    }

    @Override
    public Optional<Path> pictureToSave(String name) {
        return named.apply(name);
    }

    @Override
    public Optional<Path> arraysToSave(String name) {
        return named.apply(name);
    }
}
