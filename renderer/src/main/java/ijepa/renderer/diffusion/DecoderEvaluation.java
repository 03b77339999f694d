package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ijepa.core.InputException;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.model.Embeddings;
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
     * @param pictures how many are decoded, evenly over those that can be read
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
     * @throws InputException when there are fewer pictures than should be decoded
     */
    public static Optional<DecoderEvaluation> of(
            IJepa model,
            Decoder decoder,
            ConditionKind kind,
            ImageFolder folder,
            Settings settings,
            Listener listener) {
        if (settings.pictures > folder.size()) {
            throw tooFew(folder.size(), settings.pictures);
        }
        Optional<EvaluationSet> set = EvaluationSet.of(
                model, kind, folder, decoder.spec().unet().imageSize(), settings.masks, settings.seed, listener);
        return set.flatMap(known -> new Judge(known, decoder, settings, listener).judge());
    }

    private static InputException tooFew(int there, int wanted) {
        return new InputException("There are " + there + " pictures to compare with, so from 2 to " + there
                + " of them can be decoded, not " + wanted + ".");
    }

    /** One evaluation at work. */
    private static final class Judge {

        private final EvaluationSet set;
        private final Decoder decoder;
        private final Settings settings;
        private final Listener listener;
        private final int[] chosen;
        private final List<float[]> firstSamples = new ArrayList<>();
        private double cosine;
        private double shuffled;
        private double reciprocal;
        private double spread;
        private boolean stopped;

        Judge(EvaluationSet set, Decoder decoder, Settings settings, Listener listener) {
            if (settings.pictures > set.size()) {
                throw tooFew(set.size(), settings.pictures);
            }
            this.set = set;
            this.decoder = decoder;
            this.settings = settings;
            this.listener = listener;
            chosen = IntStream.range(0, settings.pictures)
                    .map(i -> (int) ((long) i * set.size() / settings.pictures))
                    .toArray();
        }

        Optional<DecoderEvaluation> judge() {
            int together = Math.max(1, settings.batch / settings.samples);
            for (int start = 0; start < chosen.length; start += together) {
                int end = Math.min(chosen.length, start + together);
                Optional<List<Image>> drawn = draw(start, end);
                if (drawn.isEmpty() || stopped) {
                    return Optional.empty();
                }
                for (int i = start; i < end; i++) {
                    int from = (i - start) * settings.samples;
                    compare(i, drawn.get().subList(from, from + settings.samples));
                }
                listener.decoded(end, chosen.length);
            }
            return Optional.of(result());
        }

        private Optional<List<Image>> draw(int start, int end) {
            List<Decoder.Request> requests = IntStream.range(start, end)
                    .mapToObj(i -> {
                        long first = settings.seed + (long) i * settings.samples;
                        return new Decoder.Request(
                                set.kind(),
                                set.conditions().row(chosen[i]),
                                LongStream.range(first, first + settings.samples)
                                        .toArray(),
                                settings.sampler,
                                settings.steps,
                                settings.guidance,
                                Optional.empty());
                    })
                    .toList();
            return decoder.sample(requests, new SamplingListener() {
                @Override
                public boolean stepped(int done, int total, State state) {
                    stopped |= !listener.goesOn("decoding", start, chosen.length);
                    return !stopped;
                }

                @Override
                public void smallerBatch(int samples) {
                    listener.smallerBatch(samples);
                }
            });
        }

        private void compare(int number, List<Image> samples) {
            int own = chosen[number];
            int other = chosen[(number + 1) % chosen.length];
            float[] meanCondition = set.conditions().mean();
            float[] meanReal = set.real().mean();
            for (Image sample : samples) {
                float[] again = set.encode(sample, own);
                cosine += cosine(again, meanReal, set.conditions().row(own), meanCondition) / samples.size();
                shuffled += cosine(again, meanReal, set.conditions().row(other), meanCondition) / samples.size();
                reciprocal += 1.0 / rank(again, set.real(), own) / samples.size();
                if (sample == samples.getFirst()) {
                    firstSamples.add(again);
                }
            }
            spread += spread(samples);
        }

        private DecoderEvaluation result() {
            int count = chosen.length;
            float[] meanCondition = set.conditions().mean();
            float[] meanReal = set.real().mean();
            double realCosine = IntStream.of(chosen)
                    .mapToDouble(i ->
                            cosine(set.real().row(i), meanReal, set.conditions().row(i), meanCondition))
                    .average()
                    .orElseThrow();
            double chance = IntStream.rangeClosed(1, set.size())
                            .mapToDouble(rank -> 1.0 / rank)
                            .sum()
                    / set.size();
            double realSpread = IntStream.range(0, count - 1)
                    .mapToDouble(i -> apart(set.pixels(chosen[i]), set.pixels(chosen[i + 1])))
                    .average()
                    .orElseThrow();
            // Where more than half of all are decoded, every second of them is left among the others to compare with.
            int stride = 2 * count <= set.size() ? 1 : 2;
            int[] ours = IntStream.range(0, count).filter(i -> i % stride == 0).toArray();
            List<Integer> places = IntStream.of(ours).mapToObj(i -> chosen[i]).toList();
            int[] rest = IntStream.range(0, set.size())
                    .filter(i -> !places.contains(i))
                    .toArray();
            double frechet = Double.NaN;
            double floor = Double.NaN;
            if (ours.length >= 2 && rest.length >= 2) {
                Embeddings others = set.real().rows(rest);
                frechet = FrechetDistance.between(
                        EvaluationSet.embeddings(
                                IntStream.of(ours).mapToObj(firstSamples::get).toList()),
                        others);
                floor = FrechetDistance.between(
                        set.real()
                                .rows(places.stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray()),
                        others);
            }
            return new DecoderEvaluation(
                    set.kind(),
                    cosine / count,
                    shuffled / count,
                    realCosine,
                    reciprocal / count,
                    chance,
                    spread / count,
                    realSpread,
                    frechet,
                    floor,
                    ours.length,
                    rest.length,
                    count,
                    set.size());
        }
    }

    /** Cosine similarity of what differs from the means. */
    static double cosine(float[] a, float[] meanOfA, float[] b, float[] meanOfB) {
        double product = 0;
        double ofA = 0;
        double ofB = 0;
        for (int d = 0; d < a.length; d++) {
            double x = a[d] - meanOfA[d];
            double y = b[d] - meanOfB[d];
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
                pairs.add(apart(samples.get(i), samples.get(j)));
            }
        }
        return pairs.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double apart(Image first, Image other) {
        byte[] a = first.rgb();
        byte[] b = other.rgb();
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double apart = ((a[k] & 0xFF) - (b[k] & 0xFF)) / 255.0;
            sum += apart * apart;
        }
        return Math.sqrt(sum / a.length);
    }
}
