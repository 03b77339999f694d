package ijepa.core.model;

import java.util.Locale;

/** The three networks of I-JEPA. */
public enum Network implements NetworkName {
    /** Sees the context patches; trained. */
    ENCODER,
    /** Predicts a target block from the encoded context; trained. */
    PREDICTOR,
    /** Sees the whole image; follows the encoder as an exponential moving average. */
    TARGET_ENCODER;

    /** {@inheritDoc} {@code encoder.}, {@code predictor.} or {@code target_encoder.}. */
    @Override
    public String prefix() {
        return name().toLowerCase(Locale.ROOT) + ".";
    }
}
