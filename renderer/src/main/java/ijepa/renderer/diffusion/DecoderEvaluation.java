package ijepa.renderer.diffusion;

import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.model.IJepa;

/**
 * Whether decoded pictures show what their embeddings hold: conditions of held-out pictures are decoded, encoded again as
 * {@link EvaluationSet} says, and compared with what they were decoded from. Every number stands beside one that says what
 * it could be: the same of the real pixels, or of other pictures.
 *
 * @param cosine         mean cosine similarity of what is encoded again with the condition, each less its own mean
 * @param shuffledCosine the same with the condition of another picture: what no information would give
 * @param realCosine     the same of the real pixels: about as high as it can be
 * @param reciprocalRank mean of 1 over the rank of the right picture's real pixels among all by Euclidean distance: RCDM's
 *     measure
 * @param chanceRank     what ranks by chance would give
 * @param spread         root mean square distance of pixels, from 0 to 1, between samples of one condition; NaN with one
 *     sample each
 * @param realSpread     the same between real pixels of different pictures
 * @param frechet        {@link FrechetDistance} in features of the project's own target encoder, not of Inception as in
 *     FID: one sample each of some pictures from the real pixels of others
 * @param frechetFloor   the same with the real pixels of the former pictures in place of the samples
 * @param frechetDecoded how many samples that is
 * @param frechetReal    how many real ones
 * @param decoded        pictures that were decoded
 * @param bank           pictures the right one is looked for among
 */
public record DecoderEvaluation(
        ConditionKind kind,
        double cosine,
        double shuffledCosine,
        double realCosine,
        double reciprocalRank,
        double chanceRank,
        double spread,
        double realSpread,
        double frechet,
        double frechetFloor,
        int frechetDecoded,
        int frechetReal,
        int decoded,
        int bank) {

    /** Is told how far an evaluation is. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Asked after every picture that was encoded and after every denoising step.
         *
         * @param what {@code encoding} or {@code decoding}
         * @param done of the total
         * @return false to stop here
         */
        boolean goesOn(String what, int done, int total);

        /** So many pictures of the total are decoded and compared. */
        default void decoded(int done, int total) {}

        /** The device has no memory for a whole batch: so many samples are drawn at a time. */
        default void smallerBatch(int samples) {}
    }

    /**
     * How an evaluation is done.
     *
     * @param pictures how many are decoded at most, evenly over those that can be read
     * @param samples  of each
     * @param batch    samples drawn at once
     * @param masks    draws a block of each picture
     * @param seed     of blocks and samples
     */
    public record Settings(
            int pictures,
            int samples,
            Sampler sampler,
            int steps,
            double guidance,
            int batch,
            MaskStrategy masks,
            long seed) {

        public Settings {
            if (pictures < 2) {
                throw new InputException("At least 2 pictures must be decoded to be compared, not " + pictures + ".");
            }
            if (samples < 1) {
                throw new InputException("There is nothing to judge: ask for at least 1 sample, not " + samples + ".");
            }
            if (batch < 1) {
                throw new InputException("At least 1 sample must be drawn at once, not " + batch + ".");
            }
        }
    }

    /**
     * Evaluates a decoder.
     *
     * @param folder held-out pictures; 1,000 or more make ranks comparable
     * @return nothing when the listener stopped it
     * @throws InputException when fewer than two pictures can be read
     */
    public static Optional<DecoderEvaluation> of(
            IJepa model,
            Decoder decoder,
            ConditionKind kind,
            ImageFolder folder,
            Settings settings,
            Listener listener) {
        Optional<EvaluationSet> set = EvaluationSet.of(
                model, kind, folder, decoder.spec().unet().imageSize(), settings.masks, settings.seed, listener);
        return set.flatMap(known -> new DecoderJudge(known, decoder, settings, listener).judge());
    }
}
