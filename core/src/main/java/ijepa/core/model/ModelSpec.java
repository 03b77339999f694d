package ijepa.core.model;

import java.util.Optional;

/**
 * The shape of an I-JEPA model: what its parameters' names and sizes follow from.
 *
 * @param encoder   context and target encoder
 * @param predictor absent where a checkpoint holds an encoder only, as Hugging Face folders do
 */
public record ModelSpec(EncoderSpec encoder, Optional<PredictorSpec> predictor) {

    public ModelSpec(EncoderSpec encoder, PredictorSpec predictor) {
        this(encoder, Optional.of(predictor));
    }
}
