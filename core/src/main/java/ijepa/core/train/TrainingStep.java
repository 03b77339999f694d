package ijepa.core.train;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.IJepa;
import ijepa.core.model.ParameterSource;
import ijepa.core.model.Predictor;
import ijepa.core.model.VisionTransformer;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.AdamW;
import ijepa.core.tensor.Precision;

/**
 * One step of pretraining: target and prediction, loss, gradients, AdamW, and the target encoder's moving average. What a
 * step makes is freed when it ends.
 */
public final class TrainingStep implements AutoCloseable {

    private final IJepa model;
    private final Kernels kernels;
    private final Precision precision;
    private final Loss loss;
    private final Regulariser regulariser;
    private final Optimizer optimizer;
    private final List<NDArray> online;
    private final List<NDArray> target;

    public TrainingStep(IJepa model, Loss loss, Regulariser regulariser, AdamW constants) {
        this(model, loss, regulariser, constants, Optional.empty());
    }

    /**
     * A step that goes on from a saved optimiser.
     *
     * @param optimizerState see {@link Optimizer#Optimizer}
     */
    TrainingStep(
            IJepa model,
            Loss loss,
            Regulariser regulariser,
            AdamW constants,
            Optional<ParameterSource> optimizerState) {
        this.model = model;
        this.kernels = model.kernels();
        this.precision = model.precision();
        this.loss = loss;
        this.regulariser = regulariser;
        this.optimizer = new Optimizer(model, constants, optimizerState);
        online = List.copyOf(model.encoder().parameters().all().values());
        target = List.copyOf(model.targetEncoder().parameters().all().values());
    }

    /**
     * A batch of normalised images.
     *
     * @param pixels float32 {@code [B, 3, H, W]} in native byte order, direct
     */
    public record Images(int count, int height, int width, ByteBuffer pixels) {}

    /**
     * What the schedules say of one step.
     *
     * @param momentum of the target encoder's moving average
     */
    public record Rates(double learningRate, double weightDecay, double momentum) {

        /** The rates of a step, which counts from 0. */
        public static Rates of(Schedules schedules, long step) {
            return new Rates(
                    schedules.learningRate().at(step),
                    schedules.weightDecay().at(step),
                    schedules.momentum().at(step));
        }
    }

    /**
     * The arrays of one forward pass, which belong to its scope. B images, J contexts, M target blocks, N patches.
     *
     * @param context    context encoder output {@code [J * B, Nc, D]}
     * @param predicted  predictor output {@code [M * J * B, Nt, D]}
     * @param targets    layer-normed target blocks {@code [M * J * B, Nt, D]}
     * @param loss       the published loss, one number
     * @param objective  what is minimised: the loss with the regulariser, one number
     */
    public record Forward(NDArray context, NDArray predicted, NDArray targets, NDArray loss, NDArray objective) {}

    public IJepa model() {
        return model;
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    /** Looks at a step between its gradients and its update. */
    @FunctionalInterface
    interface Observer {

        /** Sees a step; what it throws keeps the update from happening. */
        void observe(NDManager scope, Forward forward, List<NDArray> gradients);
    }

    /** Runs one step and returns the loss before the update. */
    public double run(Images images, StepMasks masks, Rates rates) {
        return run(images, masks, rates, (scope, forward, gradients) -> {});
    }

    /** Runs one step that is looked at. */
    double run(Images images, StepMasks masks, Rates rates, Observer observer) {
        try (NDManager scope = model.newScope()) {
            Forward forward = forward(scope, images, masks);
            double value = forward.loss.getFloat();
            if (!Double.isFinite(value)) {
                throw new NonFiniteLossException("loss", value);
            }
            List<NDArray> gradients = gradients(scope, forward);
            observer.observe(scope, forward, gradients);
            optimizer.step(scope, gradients, rates.learningRate, rates.weightDecay);
            kernels.exponentialMovingAverage(scope, target, online, rates.momentum);
            return value;
        }
    }

    /** The forward pass of a step; nothing is updated. */
    public Forward forward(NDManager scope, Images images, StepMasks masks) {
        VisionTransformer encoder = model.encoder();
        Predictor predictor = model.predictor().orElseThrow();
        int batch = images.count;
        if (masks.images() != batch) {
            throw new IllegalArgumentException(masks.images() + " masks for a batch of " + batch + " images.");
        }
        PatchGrid grid =
                PatchGrid.ofImage(images.height, images.width, encoder.spec().patchSize());
        int contexts = masks.context().length * batch;
        int blocks = masks.target().length * contexts;
        NDArray contextIndex = scope.create(masks.contextIndex(), new Shape(contexts, masks.contextPatches()));
        NDArray targetIndex = scope.create(masks.targetIndex(), new Shape(blocks, masks.targetPatches()));
        NDArray pixels =
                scope.create(images.pixels, new Shape(batch, 3, images.height, images.width), DataType.FLOAT32);

        NDArray patches = encoder.patchify(scope, pixels, precision);
        StepMasks.TargetRows wanted = masks.targetRows(grid.size());
        NDArray rows = scope.create(wanted.rows());
        NDArray encoded = model.targetEncoder().forwardRows(scope, patches, rows, grid, precision);
        NDArray targets = kernels.gatherRows(
                scope,
                kernels.normaliseTargets(scope, encoded),
                scope.create(wanted.index(), new Shape(blocks, masks.targetPatches())));
        NDArray seen = masks.context().length == 1
                ? patches
                : NDArrays.concat(new NDList(Collections.nCopies(masks.context().length, patches)), 0);
        NDArray context = encoder.forwardAt(scope, seen, contextIndex, grid, precision);
        NDArray predicted = predictor.forward(scope, context, contextIndex, targetIndex, grid, precision);
        NDArray value = loss.of(kernels, scope, predicted, targets);
        NDArray objective = regulariser.add(kernels, scope, value, context, contextIndex, grid.size());
        return new Forward(context, predicted, targets, value, objective);
    }

    /** The gradients of a forward pass, in the order of {@link Optimizer#slots}; nothing is updated. */
    public List<NDArray> gradients(NDManager scope, Forward forward) {
        return kernels.gradients(scope, forward.objective, optimizer.parameters());
    }

    /** Waits until the last step's update is done, which a GPU does on its own. */
    public void synchronise() {
        optimizer.slots().getLast().stepCount().getFloat();
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
