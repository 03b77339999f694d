package ijepa.core.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.google.gson.JsonElement;
import ijepa.core.InputException;
import ijepa.core.mask.BlockSize;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskRecordJson;
import ijepa.core.mask.MultiBlockRecord;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.RandomRecord;
import ijepa.core.mask.RandomSampler;
import ijepa.core.mask.Range;
import ijepa.core.mask.TorchGenerator;

/** Draws recorded masks again and counts the images whose masks differ in any index or in order. */
final class MaskReplay {

    /** Of the published test data, whose random masks are a bare list. */
    private static final long USUAL_SEED = 2;

    private static final Range USUAL_RATIO = new Range(0.4, 0.6);
    private static final int LARGEST_SEED_TRIED = 9999;

    private final GoldenFolder folder;

    MaskReplay(GoldenFolder folder) {
        this.folder = folder;
    }

    void multiBlock(GoldenFolder same, Consumer<Check> listener) {
        String name = folder.file(GoldenFolder.MULTI_BLOCK).toString();
        List<MultiBlockRecord> cases = MaskRecordJson.read(folder.text(GoldenFolder.MULTI_BLOCK), name);
        if (cases.isEmpty()) {
            throw new InputException(name + " has no cases.");
        }
        for (int number = 0; number < cases.size(); number++) {
            MultiBlockRecord recorded = cases.get(number);
            List<MaskBatch> drawn = recorded.draw();
            int differing = 0;
            for (int i = 0; i < drawn.size(); i++) {
                MultiBlockRecord.Iteration expected = recorded.iterations().get(i);
                MultiBlockRecord.Iteration actual = MultiBlockRecord.Iteration.of(expected.number(), drawn.get(i));
                differing += differing(actual.context(), expected.context());
                differing += differing(actual.target(), expected.target());
                differing += differing(actual.targetSize(), expected.targetSize());
                differing += differing(actual.contextSize(), expected.contextSize());
            }
            PatchGrid grid = recorded.settings().grid();
            listener.accept(new Check.Measured(
                    "masks, multi-block, case " + number,
                    differing,
                    Tolerance.EXACT,
                    String.format(
                            Locale.ROOT,
                            "%d x %d patches, %d images, %d iterations, seed %d",
                            grid.rows(),
                            grid.columns(),
                            recorded.batchSize(),
                            drawn.size(),
                            recorded.globalSeed())));
        }
    }

    private static int differing(BlockSize actual, BlockSize expected) {
        return actual.equals(expected) ? 0 : 1;
    }

    private static int differing(int[][][] actual, int[][][] expected) {
        if (actual.length != expected.length) {
            return Math.max(1, expected.length);
        }
        int differing = 0;
        for (int k = 0; k < actual.length; k++) {
            int images = Math.max(actual[k].length, expected[k].length);
            for (int image = 0; image < images; image++) {
                boolean equal = image < actual[k].length
                        && image < expected[k].length
                        && Arrays.equals(actual[k][image], expected[k][image]);
                differing += equal ? 0 : 1;
            }
        }
        return differing;
    }

    /** What random masks were drawn with. */
    private record Drawing(long seed, Range ratio, String source) {}

    void random(GoldenFolder same, Consumer<Check> listener) {
        String name = folder.file(GoldenFolder.RANDOM).toString();
        JsonElement json = folder.json(GoldenFolder.RANDOM);
        List<RandomRecord> iterations = MaskRecordJson.readRandom(
                json.isJsonObject() ? JsonFields.of(name, json).array("iterations") : json, name);
        if (iterations.isEmpty()) {
            throw new InputException(name + " has no iterations.");
        }
        RandomRecord first = iterations.getFirst();
        int patches = first.context()[0][0].length + first.target()[0][0].length;
        // Only the number of patches counts, not how they lie.
        PatchGrid grid = new PatchGrid(1, patches);
        Drawing drawing = json.isJsonObject()
                ? recorded(JsonFields.of(name, json))
                : found(iterations, patches).orElse(new Drawing(USUAL_SEED, USUAL_RATIO, "the usual parameters"));
        RandomSampler sampler = new RandomSampler(grid, drawing.ratio);
        TorchGenerator places = new TorchGenerator(drawing.seed);
        int differing = 0;
        for (RandomRecord expected : iterations) {
            MaskBatch batch = sampler.sample(expected.number(), expected.context()[0].length, places);
            differing += differing(batch.context(), expected.context()) + differing(batch.target(), expected.target());
        }
        listener.accept(new Check.Measured(
                "masks, random",
                differing,
                Tolerance.EXACT,
                String.format(
                        Locale.ROOT,
                        "%d patches, %d images, %d iterations, seed %d, ratio %s to %s (%s)",
                        patches,
                        first.context()[0].length,
                        iterations.size(),
                        drawing.seed,
                        drawing.ratio.min(),
                        drawing.ratio.max(),
                        drawing.source)));
    }

    private static Drawing recorded(JsonFields fields) {
        double[] ratio = fields.pair("ratio");
        return new Drawing(fields.whole("global_seed"), new Range(ratio[0], ratio[1]), "from the file");
    }

    /**
     * A bare list says neither seed nor ratio. The first permutation gives away the seed, the lengths the ratio: the
     * usual ones are tried first, then small seeds and ratios in twentieths. That a permutation of dozens of patches
     * fits by chance is out of the question, so a find proves as much as a recorded seed.
     */
    private static Optional<Drawing> found(List<RandomRecord> iterations, int patches) {
        RandomRecord first = iterations.getFirst();
        int[] order = IntStream.concat(Arrays.stream(first.context()[0][0]), Arrays.stream(first.target()[0][0]))
                .toArray();
        Optional<Long> seed = IntStream.concat(
                        IntStream.of((int) USUAL_SEED), IntStream.rangeClosed(0, LARGEST_SEED_TRIED))
                .mapToObj(candidate -> (long) candidate)
                .filter(candidate -> Arrays.equals(new TorchGenerator(candidate).permutation(patches), order))
                .findFirst();
        Optional<Range> ratio = IntStream.rangeClosed(0, 19 * 20)
                .mapToObj(MaskReplay::ratio)
                .flatMap(Optional::stream)
                .filter(candidate -> fits(candidate, iterations, patches))
                .findFirst();
        return seed.flatMap(known -> ratio.map(range -> new Drawing(
                known,
                range,
                known == USUAL_SEED && range.equals(USUAL_RATIO) ? "the usual parameters" : "found by trying")));
    }

    /** The usual ratio as number 0, then all in twentieths. */
    private static Optional<Range> ratio(int number) {
        if (number == 0) {
            return Optional.of(USUAL_RATIO);
        }
        int from = (number - 1) / 20 + 1;
        int to = (number - 1) % 20 + 1;
        return from <= to && to < 20 ? Optional.of(new Range(from / 20., to / 20.)) : Optional.empty();
    }

    private static boolean fits(Range ratio, List<RandomRecord> iterations, int patches) {
        RandomSampler sampler;
        try {
            sampler = new RandomSampler(new PatchGrid(1, patches), ratio);
        } catch (InputException tooWide) {
            return false;
        }
        return iterations.stream()
                .allMatch(iteration -> sampler.sample(iteration.number(), 1, new TorchGenerator(0))
                                .context()[0][0]
                                .length
                        == iteration.context()[0][0].length);
    }
}
