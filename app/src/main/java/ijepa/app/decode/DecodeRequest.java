package ijepa.app.decode;

import java.util.List;

import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.OpenDecoder;
import ijepa.app.shell.OpenImage;
import ijepa.core.mask.MaskLayout;

/** All that samples depend on; equal requests have equal answers. */
record DecodeRequest(
        OpenCheckpoint checkpoint, OpenDecoder decoder, OpenImage image, MaskLayout layout, DecodeSettings settings) {

    boolean hasPredictor() {
        return checkpoint.spec().predictor().isPresent();
    }

    List<RowSubject> rows() {
        return settings.choice().rows(layout, image, hasPredictor());
    }

    /** Whether another request is about the same embeddings, so that its samples may stay until better ones come. */
    boolean isAboutTheSame(DecodeRequest other) {
        return other != null
                && checkpoint == other.checkpoint
                && decoder == other.decoder
                && image == other.image
                && layout.equals(other.layout);
    }
}
