package ijepa.core.train;

import java.util.Arrays;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.BlockRun;
import ijepa.core.model.IJepa;
import ijepa.core.model.Predictor;
import ijepa.core.model.TokenTable;
import ijepa.core.tensor.Kernels;

/**
 * The forward pass of a batch whose masks differ in length. Tokens stand one after the other and only attention sees them
 * as a padded table: far quicker than a pass for each length, and less is computed than where everything is padded.
 */
final class PackedForward {

    private final IJepa model;
    private final Kernels kernels;
    private final StepMasks masks;
    private final NDManager scope;
    private final int images;
    private final int patches;

    PackedForward(IJepa model, StepMasks masks, NDManager scope, PatchGrid grid) {
        this.model = model;
        this.kernels = model.kernels();
        this.masks = masks;
        this.scope = scope;
        this.images = masks.images();
        this.patches = grid.size();
    }

    /** Contexts, one after the other: {@code [Kc, D]}. */
    NDArray context(NDArray pixels, PatchGrid grid, BlockRun run) {
        long[] places = masks.contextIndex();
        int[] owner = owners(masks.contextLengths());
        long[] rows = new long[places.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (long) (owner[i] % images) * patches + places[i];
        }
        return model.encoder()
                .forwardPacked(
                        scope,
                        pixels,
                        scope.create(rows),
                        scope.create(places),
                        TokenTable.of(scope, masks.contextLengths()),
                        grid,
                        model.precision(),
                        run);
    }

    /** Predictions, block after block: {@code [T, D]}. */
    NDArray predicted(NDArray context, PatchGrid grid, BlockRun run) {
        return model.predictor().orElseThrow().forwardPacked(scope, context, sequences(), grid, model.precision(), run);
    }

    /** Every target block after each of its image's contexts. */
    private Predictor.Sequences sequences() {
        int[] contexts = masks.contextLengths();
        int[] targets = masks.targetLengths();
        int seen = Arrays.stream(contexts).sum();
        int[] starts = starts(contexts);
        int[] lengths = IntStream.range(0, targets.length)
                .map(block -> contexts[block % contexts.length] + targets[block])
                .toArray();
        long[] order = new long[Arrays.stream(lengths).sum()];
        long[] wanted = new long[Arrays.stream(targets).sum()];
        int at = 0;
        int token = 0;
        for (int block = 0; block < targets.length; block++) {
            int context = block % contexts.length;
            for (int i = 0; i < contexts[context]; i++) {
                order[at++] = starts[context] + i;
            }
            for (int i = 0; i < targets[block]; i++) {
                wanted[token] = at;
                order[at++] = seen + token++;
            }
        }
        return new Predictor.Sequences(
                scope.create(masks.contextIndex()),
                scope.create(masks.targetIndex()),
                scope.create(order),
                scope.create(wanted),
                TokenTable.of(scope, lengths));
    }

    private static int[] starts(int[] lengths) {
        int[] starts = new int[lengths.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + lengths[i - 1];
        }
        return starts;
    }

    /** The loss, in which every block counts as much as the others. */
    NDArray loss(Loss loss, NDArray predicted, NDArray targets) {
        int[] lengths = masks.targetLengths();
        float[] weights = new float[Arrays.stream(lengths).sum()];
        int at = 0;
        for (int length : lengths) {
            Arrays.fill(weights, at, at + length, loss.patchWeight(length) / lengths.length);
            at += length;
        }
        return loss.weighted(kernels, scope, predicted, targets, scope.create(weights));
    }

    /** Each context's mean over its patches, as a context of one patch: {@code [J * B, 1, D]}. */
    NDArray pooledContext(NDArray context) {
        return pooled(kernels, scope, context, masks.contextLengths()).expandDims(1);
    }

    /** Means of the tokens {@code [K, D]} of sequences of these lengths: {@code [S, D]}. */
    static NDArray pooled(Kernels kernels, NDManager scope, NDArray tokens, int[] lengths) {
        long[] owner = Arrays.stream(owners(lengths)).asLongStream().toArray();
        return kernels.poolRows(scope, tokens, scope.create(owner, new Shape(owner.length)), lengths.length);
    }

    private static int[] owners(int[] lengths) {
        return IntStream.range(0, lengths.length)
                .flatMap(sequence -> IntStream.range(0, lengths[sequence]).map(i -> sequence))
                .toArray();
    }
}
