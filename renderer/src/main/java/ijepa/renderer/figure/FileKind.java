package ijepa.renderer.figure;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import ijepa.core.InputException;

/** The kinds of files that hold a figure. */
public enum FileKind {
    PDF,
    SVG,
    PNG;

    /** Ending of such files, with its dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** What a file's name says it is; nothing where it says something else. */
    public static Optional<FileKind> named(Path file) {
        String name =
                file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (FileKind kind : values()) {
            if (name.endsWith(kind.ending())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * What a file to be written is to be.
     *
     * @throws InputException when its name says nothing known
     */
    public static FileKind toWrite(Path file) {
        return named(file)
                .orElseThrow(() -> new InputException(
                        "A figure cannot be written as " + file + ": end its name in .pdf, .svg or .png."));
    }
}
