package ijepa.renderer.diffusion;

import java.io.IOException;
import java.io.InputStream;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;

/** The decoder of the bundled model that comes with the program, where a build has one. */
public final class BundledDecoder {

    /** What it is called. */
    public static final String NAME = "imagenette-decoder-64";

    private static final String RESOURCE = "/ijepa/models/" + NAME + ".safetensors";

    private BundledDecoder() {}

    /** Whether this build of the program has it. */
    public static boolean isPresent() {
        return BundledDecoder.class.getResource(RESOURCE) != null;
    }

    /**
     * Loads it as any other decoder.
     *
     * @throws InputException when this build of the program lacks it
     */
    public static Decoder load(ComputeDevice device, Precision precision) {
        return load(content(), device, precision);
    }

    /**
     * Loads it from its bytes.
     *
     * @param content see {@link #content}
     */
    public static Decoder load(byte[] content, ComputeDevice device, Precision precision) {
        return Decoder.load(DecoderFile.open(SafetensorsFile.of(content, NAME)), device, precision);
    }

    /**
     * Its file's bytes.
     *
     * @throws InputException when this build of the program lacks it
     */
    public static byte[] content() {
        try (InputStream content = BundledDecoder.class.getResourceAsStream(RESOURCE)) {
            if (content == null) {
                throw new InputException("This build of the program comes without its decoder " + NAME
                        + ": open one that was trained with the checkpoint ('ijepa decoder train' makes one).");
            }
            return content.readAllBytes();
        } catch (IOException failure) {
            throw new InputException(
                    "The bundled decoder " + NAME + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }
}
