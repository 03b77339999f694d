package ijepa.core.image;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A batch of pictures as networks take them.
 *
 * @param count   pictures B
 * @param size    side in pixels
 * @param pixels  direct, native byte order, float32 {@code [B, 3, size, size]}, normalised; a loader writes another batch into
 *     them as soon as it is asked for its next one
 * @param indices the pictures' places in the data set
 */
public record ImageBatch(int count, int size, ByteBuffer pixels, List<Integer> indices) {

    public ImageBatch {
        indices = List.copyOf(indices);
    }
}
