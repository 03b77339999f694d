package ijepa.core.image;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * A text file that names pictures: one path a line in UTF-8, with or without a byte order mark, relative ones from the file's folder; empty
 * lines and lines that start with {@code #} do not count. The name of a picture's folder is its class where there are at
 * least two.
 */
final class PathList {

    private PathList() {}

    /**
     * Reads a list. Pictures keep the order of their lines; whether they can be read shows when they are.
     *
     * @throws InputException when it is no text, names something that is no picture by its ending, or names none
     */
    static ImageFolder read(Path list) {
        List<String> lines;
        try {
            lines = Files.readAllLines(list);
        } catch (CharacterCodingException failure) {
            throw new InputException(
                    list + " is not a text file of paths in UTF-8: name a folder, or a file with one path a line.",
                    failure);
        } catch (IOException failure) {
            throw new InputException(list + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
        Path base = list.toAbsolutePath().getParent();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 ? lines.get(i).replaceFirst("^\uFEFF", "") : lines.get(i)).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                files.add(picture(list, i + 1, base, line));
            }
        }
        if (files.isEmpty()) {
            throw new InputException(list + " names no picture: write one path a line.");
        }
        boolean inFolders = files.stream().map(PathList::folderName).distinct().count() > 1;
        return inFolders
                ? ImageFolder.labelled(list, files, PathList::folderName)
                : new ImageFolder(list, files, List.of(), Collections.nCopies(files.size(), -1));
    }

    private static String folderName(Path file) {
        Path name = file.getParent().getFileName();
        return name == null ? "" : name.toString();
    }

    private static Path picture(Path list, int number, Path base, String line) {
        try {
            Path file = base.resolve(line).normalize();
            if (file.getFileName() != null && ImageFolder.isPicture(file)) {
                return file;
            }
        } catch (InvalidPathException failure) {
            throw new InputException(
                    list + ", line " + number + ": '" + line + "' is no path: " + failure.getReason() + ".", failure);
        }
        throw new InputException(list + ", line " + number + ": '" + line
                + "' does not end as a picture's name does: write one path of a picture a line.");
    }
}
