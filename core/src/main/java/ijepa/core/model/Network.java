package ijepa.core.model;

import java.util.Locale;

/** The three networks of I-JEPA. */
public enum Network {
    /** Sees the context patches; trained. */
    ENCODER,
    /** Predicts a target block from the encoded context; trained. */
    PREDICTOR,
    /** Sees the whole image; follows the encoder as an exponential moving average. */
    TARGET_ENCODER;

    /** What its parameters' names start with: {@code encoder.}, {@code predictor.}, {@code target_encoder.}. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT) + ".";
    }
}
