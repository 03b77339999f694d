package ijepa.renderer.diffusion;

import java.util.List;
import java.util.stream.Stream;

import com.google.gson.Gson;
import ijepa.core.InputException;
import ijepa.core.model.IJepa;
import ijepa.core.model.WeightsDigest;

/**
 * What a decoder is.
 *
 * @param unet         its network; a condition is an embedding and one number for each {@link ConditionKind}, or, as
 *     published, the embedding alone
 * @param schedule     of training
 * @param steps        of training
 * @param predicts     what the network says; noise where a file does not say it
 * @param embeddingDim width D of the encoder it decodes
 * @param encoder      {@link WeightsDigest} of the model it was trained with, or {@link #UNKNOWN}
 * @param encoderName  what that model was called
 */
public record DecoderSpec(
        UNetSpec unet,
        NoiseSchedule.Kind schedule,
        int steps,
        PredictionType predicts,
        int embeddingDim,
        String encoder,
        String encoderName) {

    /** The digest where a file does not say it, as published ones do not. */
    public static final String UNKNOWN = "unknown";

    public DecoderSpec {
        predicts = predicts == null ? PredictionType.NOISE : predicts;
        if (unet.conditionDim() != embeddingDim
                && unet.conditionDim() != embeddingDim + ConditionKind.values().length) {
            throw new IllegalArgumentException("A decoder of embeddings of " + embeddingDim + " numbers needs "
                    + (embeddingDim + ConditionKind.values().length) + " numbers a condition, not "
                    + unet.conditionDim() + ".");
        }
    }

    /** What the model is called with the beginning of its digest, since files of one name may differ. */
    String weights() {
        return encoder.equals(UNKNOWN)
                ? encoderName
                : encoderName + ", digest " + encoder.substring(0, Math.min(8, encoder.length()));
    }

    /** A network for an encoder, with the published process: linear betas, 1000 steps, the noise predicted. */
    public static DecoderSpec of(
            NetworkShape shape, int imageSize, int embeddingDim, String encoder, String encoderName) {
        return new DecoderSpec(
                shape.spec(imageSize, embeddingDim + ConditionKind.values().length),
                NoiseSchedule.Kind.LINEAR,
                1000,
                PredictionType.NOISE,
                embeddingDim,
                encoder,
                encoderName);
    }

    /** The decoder that a configuration asks for. */
    public static DecoderSpec of(IJepa model, String encoderName, DecoderTrainingConfig config) {
        return of(
                        config.network(),
                        config.imageSize(),
                        model.spec().encoder().embedDim(),
                        WeightsDigest.of(model),
                        encoderName)
                .with(config.predicts(), config.sketch() > 0);
    }

    private DecoderSpec with(PredictionType prediction, boolean sketch) {
        return new DecoderSpec(
                unet.withSketch(sketch), schedule, steps, prediction, embeddingDim, encoder, encoderName);
    }

    /** Whether its file says which model it was trained with, and its condition which kind it is. */
    public boolean isPublished() {
        return encoder.equals(UNKNOWN);
    }

    /** What it does that RCDM does not, in words. */
    public List<String> departures() {
        return Stream.of(
                        predicts == PredictionType.VELOCITY ? "predicts the velocity" : "",
                        unet.hasSketch() ? "sees a sketch" : "")
                .filter(words -> !words.isEmpty())
                .toList();
    }

    String json() {
        return new Gson().toJson(this);
    }

    static DecoderSpec ofJson(String json, String name) {
        try {
            DecoderSpec spec = new Gson().fromJson(json, DecoderSpec.class);
            if (spec.schedule != null && spec.encoder != null && spec.encoderName != null) {
                return spec;
            }
        } catch (RuntimeException unusable) {
            // Whatever a constructor has against its values comes wrapped.
            throw new InputException(
                    name + " does not describe its decoder in a usable way; it is damaged or of another version.",
                    unusable);
        }
        throw new InputException(name + " does not describe its decoder; it is damaged or of another version.");
    }
}
