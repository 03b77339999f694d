package ijepa.core.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * The pictures below a folder or named by a text file, in a fixed order. Where they lie in subfolders, the first folder's name is their class, as
 * in torchvision's {@code ImageFolder}.
 *
 * @param root    the folder or the text file
 * @param files   every picture, sorted
 * @param classes names of the classes, sorted; empty where pictures lie in the folder itself
 * @param labels  for every picture the number of its class, or -1 without classes
 */
public record ImageFolder(Path root, List<Path> files, List<String> classes, List<Integer> labels) {

    private static final Set<String> ENDINGS =
            Set.of("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif", "ppm", "pgm");

    public ImageFolder {
        files = List.copyOf(files);
        classes = List.copyOf(classes);
        labels = List.copyOf(labels);
    }

    /** Whether a file's name ends as pictures' do. */
    public static boolean isPicture(Path file) {
        if (file.getFileName() == null) {
            return false;
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)) && !name.startsWith(".");
    }

    /**
     * Lists a folder of any depth, or the pictures that a text file names one a line, without opening them.
     *
     * @throws InputException when it is neither, cannot be read or holds no picture
     */
    public static ImageFolder scan(Path root) {
        return scan(root, () -> false);
    }

    /**
     * As {@link #scan(Path)}, where somebody may stop waiting for it.
     *
     * @param unwanted asked at every file; true ends the listing
     * @throws CancellationException when it was ended
     */
    public static ImageFolder scan(Path root, BooleanSupplier unwanted) {
        if (Files.isRegularFile(root)) {
            return PathList.read(root);
        }
        if (!Files.isDirectory(root)) {
            throw new InputException(
                    "There is no folder " + root + ": name a folder of pictures, or a text file with one path a line.");
        }
        List<Path> files;
        try (Stream<Path> found = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            files = found.peek(file -> goOn(root, unwanted))
                    .filter(file -> isPicture(file) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw notListed(root, failure);
        } catch (UncheckedIOException failure) {
            throw notListed(root, failure.getCause());
        }
        if (files.isEmpty()) {
            throw new InputException("The folder " + root + " holds no picture ("
                    + String.join(", ", ENDINGS.stream().sorted().toList()) + ").");
        }
        boolean inSubfolders =
                files.stream().allMatch(file -> root.relativize(file).getNameCount() > 1);
        return inSubfolders
                ? labelled(root, files, file -> root.relativize(file).getName(0).toString())
                : new ImageFolder(root, files, List.of(), Collections.nCopies(files.size(), -1));
    }

    private static InputException notListed(Path root, IOException failure) {
        return new InputException(
                "The folder " + root + " cannot be listed: " + Reason.of(failure)
                        + ". Mend that, or name a text file with the path of one picture a line.",
                failure);
    }

    private static void goOn(Path root, BooleanSupplier unwanted) {
        if (unwanted.getAsBoolean()) {
            throw new CancellationException("Nobody waits for the pictures of " + root + ".");
        }
    }

    /** Files with the class that a rule gives each. */
    static ImageFolder labelled(Path root, List<Path> files, Function<Path, String> className) {
        List<String> classes = files.stream().map(className).distinct().sorted().toList();
        Map<String, Integer> numbers = new HashMap<>();
        classes.forEach(name -> numbers.put(name, numbers.size()));
        return new ImageFolder(
                root,
                files,
                classes,
                files.stream().map(className).map(numbers::get).toList());
    }

    /**
     * The same pictures with their labels counted in another list of classes.
     *
     * @param all holds every class of this folder
     */
    public ImageFolder withClasses(List<String> all) {
        List<Integer> moved =
                labels.stream().map(label -> all.indexOf(classes.get(label))).toList();
        return new ImageFolder(root, files, all, moved);
    }

    /** Number of pictures. */
    public int size() {
        return files.size();
    }
}
