package ijepa.core.train;

import java.util.Collections;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.IJepa;
import ijepa.core.model.VisionTransformer;
import ijepa.core.tensor.Kernels;
import ijepa.core.train.TrainingStep.Images;

/** The networks on one batch, a method for each of them; what they make belongs to a scope. */
final class ForwardPass {

    private final IJepa model;
    private final Kernels kernels;
    private final NDManager scope;
    private final StepMasks masks;
    private final PatchGrid grid;
    private final NDArray patches;
    private final Backward backward;
    private final boolean equal;
    private final PackedForward packed;
    private final int contexts;
    private final int blocks;

    ForwardPass(IJepa model, NDManager scope, Images images, StepMasks masks, Backward backward) {
        this(model, scope, images, masks, backward, masks.isEqual());
    }

    /**
     * A pass.
     *
     * @param equal whether it may count on masks of equal length
     */
    ForwardPass(IJepa model, NDManager scope, Images images, StepMasks masks, Backward backward, boolean equal) {
        this.backward = backward;
        this.model = model;
        this.kernels = model.kernels();
        this.scope = scope;
        this.masks = masks;
        int batch = images.count();
        if (masks.images() != batch) {
            throw new IllegalArgumentException(masks.images() + " masks for a batch of " + batch + " images.");
        }
        grid = PatchGrid.ofImage(
                images.height(), images.width(), model.encoder().spec().patchSize());
        NDArray pixels =
                scope.create(images.pixels(), new Shape(batch, 3, images.height(), images.width()), DataType.FLOAT32);
        patches = model.encoder().patchify(scope, pixels, model.precision());
        this.equal = equal;
        packed = new PackedForward(model, masks, scope, grid);
        contexts = masks.context().length * batch;
        blocks = masks.target().length * contexts;
    }

    /** Context encoder output: {@code [J * B, Nc, D]}, or {@code [K, D]} where contexts or targets differ in length. */
    NDArray context() {
        if (!equal) {
            return packed.context(patches, grid, backward.encoder());
        }
        VisionTransformer encoder = model.encoder();
        NDArray seen = masks.context().length == 1
                ? patches
                : NDArrays.concat(new NDList(Collections.nCopies(masks.context().length, patches)), 0);
        return encoder.forwardAt(scope, seen, contextIndex(), grid, model.precision(), backward.encoder());
    }

    private NDArray contextIndex() {
        return scope.create(masks.contextIndex(), new Shape(contexts, masks.contextPatches()));
    }

    /** Layer-normed target blocks: {@code [M * J * B, Nt, D]}, or {@code [T, D]}. */
    NDArray targets() {
        StepMasks.TargetRows wanted = masks.targetRows(grid.size());
        NDArray encoded =
                model.targetEncoder().forwardRows(scope, patches, scope.create(wanted.rows()), grid, model.precision());
        NDArray rows = kernels.normaliseTargets(scope, encoded);
        int length = equal ? masks.targetPatches() : wanted.index().length;
        NDArray targets = kernels.gatherRows(
                scope, rows, scope.create(wanted.index(), new Shape(wanted.index().length / length, length)));
        return equal ? targets : targets.squeeze(0);
    }

    /** Predictor output, the size of {@link #targets}. */
    NDArray predicted(NDArray context) {
        if (!equal) {
            return packed.predicted(context, grid, backward.predictor());
        }
        NDArray targetIndex = scope.create(masks.targetIndex(), new Shape(blocks, masks.targetPatches()));
        return model.predictor()
                .orElseThrow()
                .forward(scope, context, contextIndex(), targetIndex, grid, model.precision(), backward.predictor());
    }

    NDArray loss(Loss loss, NDArray predicted, NDArray targets) {
        return equal ? loss.of(kernels, scope, predicted, targets) : packed.loss(loss, predicted, targets);
    }

    Backward backward() {
        return backward;
    }

    /** N. */
    int positions() {
        return grid.size();
    }

    /** What a regulariser looks at. */
    Regulariser.Seen seen(NDArray context, Regulariser.Scope of) {
        if (equal) {
            return new Regulariser.Seen(context, contextIndex());
        }
        return switch (of) {
            case POOLED -> new Regulariser.Seen(packed.pooledContext(context), scope.zeros(new Shape(contexts, 1)));
            case TOKENS ->
                new Regulariser.Seen(
                        context.expandDims(0),
                        scope.create(masks.contextIndex(), new Shape(1, masks.contextIndex().length)));
        };
    }
}
