package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks for files. An interface, because the system's own dialogs need a screen. */
public interface FileDialogs {

    /** Pictures to open; empty when the user changed their mind. */
    List<Path> images();

    Optional<Path> folder();

    /** A folder for something, which a title names. */
    default Optional<Path> folderFor(String title) {
        return folder();
    }

    Optional<Path> checkpoint();

    Optional<Path> layoutToOpen();

    /** Where to write a layout. */
    Optional<Path> layoutToSave();

    /** Where to write numbers, under a suggested name. */
    Optional<Path> csvToSave(String name);

    /** Where to write a picture, under a suggested name. */
    Optional<Path> pictureToSave(String name);

    /** Where to write arrays, as NumPy archive or safetensors, under a suggested name. */
    default Optional<Path> arraysToSave(String name) {
        return Optional.empty();
    }

    /** Where to write a figure, under a suggested name; its ending says as what. */
    default Optional<Path> figureToSave(String name) {
        return pictureToSave(name);
    }

    /** A figure, or its recipe. */
    default Optional<Path> figureToOpen() {
        return Optional.empty();
    }

    /** A decoder. */
    default Optional<Path> decoder() {
        return Optional.empty();
    }

    /** Where to write a decoder, under a suggested name. */
    default Optional<Path> decoderToSave(String name) {
        return Optional.empty();
    }

    /** A font's file. */
    default Optional<Path> trueTypeFont() {
        return Optional.empty();
    }
}
