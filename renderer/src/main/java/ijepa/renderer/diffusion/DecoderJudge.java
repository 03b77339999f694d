package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ijepa.core.image.Image;
import ijepa.core.model.Embeddings;

/** One evaluation at work. See {@link DecoderEvaluation}. */
final class DecoderJudge {

    private final EvaluationSet set;
    private final Decoder decoder;
    private final DecoderEvaluation.Settings settings;
    private final DecoderEvaluation.Listener listener;
    private final int[] chosen;
    private final List<float[]> firstSamples = new ArrayList<>();
    private double cosine;
    private double shuffled;
    private double reciprocal;
    private double spread;
    private boolean stopped;

    DecoderJudge(
            EvaluationSet set,
            Decoder decoder,
            DecoderEvaluation.Settings settings,
            DecoderEvaluation.Listener listener) {
        this.set = set;
        this.decoder = decoder;
        this.settings = settings;
        this.listener = listener;
        int count = Math.min(settings.pictures(), set.size());
        chosen = IntStream.range(0, count)
                .map(i -> (int) ((long) i * set.size() / count))
                .toArray();
    }

    Optional<DecoderEvaluation> judge() {
        int together = Math.max(1, settings.batch() / settings.samples());
        for (int start = 0; start < chosen.length; start += together) {
            int end = Math.min(chosen.length, start + together);
            Optional<List<Image>> drawn = draw(start, end);
            if (drawn.isEmpty() || stopped) {
                return Optional.empty();
            }
            for (int i = start; i < end; i++) {
                int from = (i - start) * settings.samples();
                compare(i, drawn.get().subList(from, from + settings.samples()));
            }
            listener.decoded(end, chosen.length);
        }
        return Optional.of(result());
    }

    private Optional<List<Image>> draw(int start, int end) {
        List<Decoder.Request> requests = IntStream.range(start, end)
                .mapToObj(i -> {
                    long first = settings.seed() + (long) i * settings.samples();
                    return new Decoder.Request(
                            set.kind(),
                            set.conditions().row(chosen[i]),
                            LongStream.range(first, first + settings.samples()).toArray(),
                            settings.sampler(),
                            settings.steps(),
                            settings.guidance(),
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
        int[] rest =
                IntStream.range(0, set.size()).filter(i -> !places.contains(i)).toArray();
        double frechet = Double.NaN;
        double floor = Double.NaN;
        if (ours.length >= 2 && rest.length >= 2) {
            Embeddings others = set.real().rows(rest);
            frechet = FrechetDistance.between(
                    EvaluationSet.embeddings(
                            IntStream.of(ours).mapToObj(firstSamples::get).toList()),
                    others);
            floor = FrechetDistance.between(
                    set.real().rows(places.stream().mapToInt(Integer::intValue).toArray()), others);
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
