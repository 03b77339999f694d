package ijepa.renderer.predict;

import ijepa.core.image.ImageTensor;
import ijepa.core.model.Embeddings;

/** The target encoder on a whole image, wherever it is computed: {@code [N, D]}, before the loss's layer norm. */
@FunctionalInterface
public interface TargetEncoding {

    Embeddings encodeTarget(ImageTensor image);
}
