package ijepa.core;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** Why something could not be read or written, in words: exceptions of the file system often hold no more than a path. */
public final class Reason {

    private Reason() {}

    /** A part of a sentence, without a full stop. */
    public static String of(Exception failure) {
        return switch (failure) {
            case UncheckedIOException wrapped -> of(wrapped.getCause());
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " " + thatIs(Path.of(exists.getFile()));
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case NotDirectoryException file -> file.getFile() + " is no folder";
            case DirectoryNotEmptyException folder -> "the folder " + folder.getFile() + " is not empty";
            case FileSystemLoopException loop -> loop.getFile() + " is a link to a folder that it lies in";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case CharacterCodingException binary -> "it is no text in UTF-8";
            case EOFException end -> "it ends too early";
            default -> Objects.requireNonNullElse(failure.getMessage(), "no reason is given");
        };
    }

    private static String thatIs(Path inTheWay) {
        if (Files.isSymbolicLink(inTheWay) && !Files.exists(inTheWay)) {
            return "is a link to something that is not there";
        }
        return Files.isRegularFile(inTheWay) ? "is a file, not a folder" : "is there already";
    }
}
