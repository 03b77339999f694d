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
import ijepa.core.image.Image;
import ijepa.core.image.ImageReading;

/**
 * Keeps decoded samples as PNG files under names that follow from all they depend on, because they take minutes to draw
 * without a GPU.
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
        try {
            Files.createDirectories(folder.get());
            for (int i = 0; i < count; i++) {
                Path part = files.get(i).resolveSibling(files.get(i).getFileName() + ".partial");
                ImageIO.write(buffered(drawn.get(i)), "png", part.toFile());
                Files.move(part, files.get(i), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new InputException(
                    "The samples cannot be kept in " + folder.get() + ": " + failure.getMessage()
                            + ". Name a folder that you may write to.",
                    failure);
        }
        return drawn;
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
