package ijepa.core.checkpoint;

import java.io.IOException;
import java.io.InputStream;

import ijepa.core.InputException;
import ijepa.core.Reason;

/** The small model that comes with the program, so that it can predict before anything is downloaded. */
public final class BundledModel {

    /** What it is called. */
    public static final String NAME = "imagenette-vit-tiny-8-64";

    private static final String RESOURCE = "/ijepa/models/" + NAME + ".safetensors";

    private BundledModel() {}

    /** Whether this build of the program has it. */
    public static boolean isPresent() {
        return BundledModel.class.getResource(RESOURCE) != null;
    }

    /**
     * Opens it as any other checkpoint.
     *
     * @throws InputException when this build of the program lacks it
     */
    public static Checkpoint open() {
        return Checkpoint.of(content(), NAME);
    }

    /**
     * Its file's bytes.
     *
     * @throws InputException when this build of the program lacks it
     */
    public static byte[] content() {
        try (InputStream content = BundledModel.class.getResourceAsStream(RESOURCE)) {
            if (content == null) {
                throw new InputException("This build of the program comes without its model " + NAME
                        + ": give a checkpoint of your own (--checkpoint).");
            }
            return content.readAllBytes();
        } catch (IOException failure) {
            throw new InputException(
                    "The bundled model " + NAME + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }
}
