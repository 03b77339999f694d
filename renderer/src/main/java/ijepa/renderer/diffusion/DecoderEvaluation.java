package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import ijepa.core.InputException;
import ijepa.core.image.Image;
import ijepa.core.image.Normalisation;
import ijepa.core.image.Resampling;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;

/**
 * Whether decoded pictures show what their embeddings hold: whole images are decoded from their pooled embeddings (Figure
 * 7), encoded again, and compared with what they were decoded from.
 *
 * @param cosine         mean cosine similarity with the own condition, after the bank's mean is taken off both
 * @param shuffled       the same with the condition of another picture, which is what no information would give
 * @param reciprocalRank mean of 1 over the rank of the right picture in the bank, by Euclidean distance: RCDM's measure
 * @param spread         root mean square distance of pixels, from 0 to 1, between samples of one condition; absent, NaN,
 *     with one sample each
 * @param decoded        pictures that were decoded
 * @param bank           pictures the right one is looked for among
 */
public record DecoderEvaluation(
        double cosine, double shuffled, double reciprocalRank, double spread, int decoded, int bank) {

    /** Is told of each picture that is done; returns false to stop there. */
    @FunctionalInterface
    public interface Listener {
        boolean decoded(int done, int total);
    }

    /**
     * Evaluates a decoder.
     *
     * @param bank     pooled target encoder output of held-out pictures {@code [n, D]}
     * @param pictures how many of them to decode, evenly over the bank
     * @param samples  of each
     * @throws InputException when there are fewer than two pictures to decode, or more than the bank has
     */
    public static DecoderEvaluation of(
            IJepa model,
            Decoder decoder,
            Embeddings bank,
            int pictures,
            int samples,
            Sampler sampler,
            int steps,
            Listener listener) {
        if (pictures < 2 || pictures > bank.count()) {
            throw new InputException("There are " + bank.count() + " pictures to compare with, so from 2 to "
                    + bank.count() + " of them can be decoded, not " + pictures + ".");
        }
        float[] mean = bank.mean();
        double cosine = 0;
        double shuffled = 0;
        double reciprocal = 0;
        double spread = 0;
        int done = 0;
        boolean goesOn = true;
        for (int i = 0; i < pictures && goesOn; i++) {
            int right = (int) ((long) i * bank.count() / pictures);
            int other = (int) ((long) ((i + 1) % pictures) * bank.count() / pictures);
            long first = (long) i * samples;
            List<Image> drawn = decoder.sample(
                            new Decoder.Request(
                                    ConditionKind.IMAGE,
                                    bank.row(right),
                                    LongStream.range(first, first + samples).toArray(),
                                    sampler,
                                    steps),
                            SamplingListener.NONE)
                    .orElseThrow();
            for (Image image : drawn) {
                float[] again = encode(model, image);
                cosine += cosine(again, bank.row(right), mean) / samples;
                shuffled += cosine(again, bank.row(other), mean) / samples;
                reciprocal += 1.0 / rank(again, bank, right) / samples;
            }
            spread += spread(drawn);
            done++;
            goesOn = listener.decoded(done, pictures);
        }
        return new DecoderEvaluation(
                cosine / done, shuffled / done, reciprocal / done, spread / done, done, bank.count());
    }

    private static float[] encode(IJepa model, Image image) {
        int side = model.spec().encoder().imageSize();
        return model.encodeTarget(Normalisation.apply(Resampling.resize(image, side, side)))
                .mean();
    }

    static double cosine(float[] a, float[] b, float[] mean) {
        double product = 0;
        double ofA = 0;
        double ofB = 0;
        for (int d = 0; d < a.length; d++) {
            double x = a[d] - mean[d];
            double y = b[d] - mean[d];
            product += x * y;
            ofA += x * x;
            ofB += y * y;
        }
        return product / Math.max(Math.sqrt(ofA * ofB), 1e-12);
    }

    /** Place of the right one by distance, from 1; ties count against it. */
    static int rank(float[] query, Embeddings bank, int right) {
        double own = distance(query, bank, right);
        int rank = 1;
        for (int i = 0; i < bank.count(); i++) {
            if (i != right && distance(query, bank, i) <= own) {
                rank++;
            }
        }
        return rank;
    }

    private static double distance(float[] query, Embeddings bank, int row) {
        double sum = 0;
        for (int d = 0; d < query.length; d++) {
            double apart = query[d] - bank.get(row, d);
            sum += apart * apart;
        }
        return sum;
    }

    private static double spread(List<Image> samples) {
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            for (int j = 0; j < i; j++) {
                byte[] a = samples.get(i).rgb();
                byte[] b = samples.get(j).rgb();
                double sum = 0;
                for (int k = 0; k < a.length; k++) {
                    double apart = ((a[k] & 0xFF) - (b[k] & 0xFF)) / 255.0;
                    sum += apart * apart;
                }
                pairs.add(Math.sqrt(sum / a.length));
            }
        }
        return pairs.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
