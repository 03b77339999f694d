package ijepa.renderer.figure.recipe;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.image.Image;
import ijepa.core.image.ImageReading;

/**
 * Keeps decoded samples as PNG files under names that follow from all they depend on, because they take minutes to draw
 * without a GPU; and what there is to say of them, so that nothing has to be loaded to say it again.
 *
 * @param folder nothing to keep none
 */
public record SampleStore(Optional<Path> folder) {

    /** Keeps nothing. */
    public static final SampleStore NONE = new SampleStore(Optional.empty());

    /**
     * The samples of a description: those that are kept, else drawn and kept.
     *
     * @param description all that they depend on
     */
    List<Image> samples(String description, int count, Supplier<List<Image>> draw) {
        if (folder.isEmpty()) {
            return draw.get();
        }
        String key = key(description);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(folder.get().resolve(key + "-" + (i + 1) + ".png"));
        }
        if (files.stream().allMatch(Files::isRegularFile)) {
            return files.stream().map(ImageReading::read).toList();
        }
        List<Image> drawn = draw.get();
        for (int i = 0; i < count; i++) {
            Image image = drawn.get(i);
            keep(files.get(i), part -> ImageIO.write(buffered(image), "png", part.toFile()));
        }
        return drawn;
    }

    /**
     * What there is to say of a description: what is kept, else found out and kept.
     *
     * @param description all that it depends on
     * @param find        nothing where there is nothing to say
     */
    Optional<String> warning(String description, Supplier<Optional<String>> find) {
        if (folder.isEmpty()) {
            return find.get();
        }
        Path file = folder.get().resolve(key(description) + ".txt");
        if (Files.isRegularFile(file)) {
            try {
                return Optional.of(Files.readString(file)).filter(words -> !words.isEmpty());
            } catch (IOException failure) {
                throw new InputException(
                        "What is kept of samples in " + file + " cannot be read: " + Reason.of(failure)
                                + ". Delete the file, and it is made again.",
                        failure);
            }
        }
        Optional<String> found = find.get();
        keep(file, part -> Files.writeString(part, found.orElse("")));
        return found;
    }

    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private void keep(Path file, Writing writing) {
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling(file.getFileName() + ".partial");
            writing.to(part);
            Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new InputException(
                    "The samples cannot be kept in " + file.getParent() + ": " + Reason.of(failure)
                            + ". Name a folder that you may write to.",
                    failure);
        }
    }

    private static String key(String description) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(description.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 24);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    private static BufferedImage buffered(Image image) {
        BufferedImage result = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                result.setRGB(x, y, image.argb(x, y));
            }
        }
        return result;
    }
}
