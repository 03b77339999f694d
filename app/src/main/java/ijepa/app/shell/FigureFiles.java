package ijepa.app.shell;

import ijepa.core.InputException;
import ijepa.renderer.figure.recipe.FileInput;

/** What is open in the window, as a figure's recipe names it. */
public final class FigureFiles {

    private FigureFiles() {}

    /**
     * A picture.
     *
     * @throws InputException when it is no file, so that nobody could find it again
     */
    public static FileInput of(ImageSource source) {
        return switch (source) {
            case ImageSource.File file ->
                FileInput.of(file.path().toAbsolutePath().toString());
            case ImageSource.Sample sample -> FileInput.of(FileInput.SAMPLE + sample.file());
            case ImageSource.Pasted pasted ->
                throw new InputException(pasted.name()
                        + " is no file, so a figure of it could not be made again: save it and open the file.");
        };
    }

    /** The decoder. */
    public static FileInput of(OpenDecoder decoder) {
        return FileInput.of(
                decoder.file().map(file -> file.toAbsolutePath().toString()).orElse(FileInput.BUNDLED_DECODER));
    }

    /** The weights. */
    public static FileInput of(OpenCheckpoint checkpoint) {
        return FileInput.of(
                checkpoint.file().map(file -> file.toAbsolutePath().toString()).orElse(FileInput.BUNDLED));
    }
}
