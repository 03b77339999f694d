package ijepa.core.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import ijepa.core.image.ImageFolder;
import ijepa.core.train.PretrainConfig;

/**
 * What a run must have in common with the one it goes on from, as SHA-256.
 *
 * @param config   of everything in the configuration that decides a number
 * @param pictures of the names of all pictures in their order
 */
public record Fingerprint(String config, String pictures) {

    static Fingerprint of(PretrainConfig config, ImageFolder pictures) {
        // Records print all of their values; how hard the loader works decides nothing.
        return of(
                config.toString()
                        .replace(
                                config.loader().toString(),
                                config.loader().pixelsOnly().toString()),
                pictures);
    }

    /** The fingerprint of settings as text, with every value that decides a number in it and no other. */
    public static Fingerprint of(String decisive, ImageFolder pictures) {
        MessageDigest names = digest();
        Path root = pictures.root().toAbsolutePath();
        for (Path file : pictures.files()) {
            Path whole = file.toAbsolutePath();
            Path name = whole.startsWith(root) ? root.relativize(whole) : whole;
            names.update(name.toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
            names.update((byte) '\n');
        }
        return new Fingerprint(hex(digest().digest(decisive.getBytes(StandardCharsets.UTF_8))), hex(names.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
