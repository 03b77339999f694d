package ijepa.core.train;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.model.IJepa;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.OptimizerKernels.AdamW;

/**
 * One step of pretraining: target and prediction, loss, gradients, AdamW, and the target encoder's moving average. Its batch
 * may be done in parts whose gradients are summed up. What a step makes is freed when it ends.
 */
public final class TrainingStep implements AutoCloseable {

    private final IJepa model;
    private final Kernels kernels;
    private final Loss loss;
    private final Regulariser regulariser;
    private final StepSettings settings;
    private final Optimizer optimizer;
    private final List<NDArray> online;
    private long done;
    private final List<NDArray> target;

    /** A step of the published code's settings. */
    public TrainingStep(IJepa model, Loss loss, Regulariser regulariser, AdamW constants) {
        this(model, loss, regulariser, constants, StepSettings.PUBLISHED, Optional.empty());
    }

    /** A step from a fresh optimiser. */
    public TrainingStep(IJepa model, Loss loss, Regulariser regulariser, AdamW constants, StepSettings settings) {
        this(model, loss, regulariser, constants, settings, Optional.empty());
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
            StepSettings settings,
            Optional<ParameterSource> optimizerState) {
        this.model = model;
        this.kernels = model.kernels();
        this.loss = loss;
        this.regulariser = regulariser;
        this.settings = settings;
        this.optimizer = new Optimizer(model, constants, optimizerState);
        done = (long) optimizer.slots().getFirst().stepCount().getFloat();
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
     * The arrays of one forward pass, which belong to its scope. B images, J contexts, M target blocks, N patches. Where
     * masks differ in length, the tokens of all contexts stand one after the other, {@code [K, D]}, and so do those of all
     * blocks, {@code [T, D]}.
     *
     * @param context    context encoder output {@code [J * B, Nc, D]}
     * @param predicted  predictor output {@code [M * J * B, Nt, D]}
     * @param targets    layer-normed target blocks {@code [M * J * B, Nt, D]}
     * @param loss       the published loss, one number
     * @param objective  what is minimised: the loss with the regulariser, one number
     * @param backward   gives the gradients
     */
    public record Forward(
            NDArray context, NDArray predicted, NDArray targets, NDArray loss, NDArray objective, Backward backward) {}

    public IJepa model() {
        return model;
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    /** The images of a step, in the parts that are done one after the other. */
    @FunctionalInterface
    public interface Parts {

        /** A part, counted from 0. They are asked for in order, and once more in order where there is a regulariser. */
        Images part(int number);
    }

    /** Looks at a step. What it throws keeps the update from happening. */
    interface Observer {

        /** Sees the forward pass of a part. */
        void part(NDManager scope, int number, Forward forward, StepMasks masks);

        /** Sees the whole step between its gradients and its update. */
        void step(double objective, Gradients gradients);
    }

    private static final Observer NOBODY = new Observer() {
        @Override
        public void part(NDManager scope, int number, Forward forward, StepMasks masks) {}

        @Override
        public void step(double objective, Gradients gradients) {}
    };

    /** Runs one step on one batch and returns the loss before the update. */
    public double run(Images images, StepMasks masks, Rates rates) {
        return run(number -> images, masks, rates);
    }

    /**
     * Runs one step and returns the loss before the update.
     *
     * @param parts as many as the settings say, of equally many images
     * @param masks of all of them
     */
    public double run(Parts parts, StepMasks masks, Rates rates) {
        return run(parts, masks, rates, NOBODY);
    }

    /** Runs one step that is looked at. */
    double run(Parts parts, StepMasks masks, Rates rates, Observer observer) {
        try (NDManager scope = model.newScope()) {
            Accumulation sum = new Accumulation(this, settings.accumulate(), scope, masks, observer);
            sum.run(parts);
            observer.step(sum.objective(), sum.gradients());
            if (settings.clipNorm() > 0) {
                sum.gradients().clip(settings.clipNorm());
            }
            optimizer.step(scope, sum.gradients().arrays(), rates.learningRate, rates.weightDecay);
            kernels.optimizer().exponentialMovingAverage(scope, target, online, rates.momentum);
            done++;
            return sum.loss();
        }
    }

    /** How gradients come about, for one forward pass. */
    Backward backward() {
        return settings.checkpointActivations() ? new Backward.Recomputed(kernels) : new Backward.Recorded(kernels);
    }

    /** Steps that the optimiser has done. */
    long done() {
        return done;
    }

    /** What is added to the loss. */
    Regulariser regulariser() {
        return regulariser;
    }

    /** The forward pass of a step; nothing is updated. */
    public Forward forward(NDManager scope, Images images, StepMasks masks) {
        return forward(new ForwardPass(model, scope, images, masks, backward()), scope);
    }

    Forward forward(ForwardPass pass, NDManager scope) {
        return forward(pass, (value, context) -> regulariser.add(kernels, scope, value, pass, context, done));
    }

    /**
     * The forward pass of a part.
     *
     * @param objective what is minimised, of the loss and the context encoder's output
     */
    Forward forward(ForwardPass pass, BinaryOperator<NDArray> objective) {
        NDArray targets = pass.targets();
        NDArray context = pass.context();
        NDArray predicted = pass.predicted(context);
        NDArray value = pass.loss(loss, predicted, targets);
        return new Forward(context, predicted, targets, value, objective.apply(value, context), pass.backward());
    }

    /** The gradients of a forward pass, in the order of {@link Optimizer#slots}; nothing is updated. */
    public List<NDArray> gradients(NDManager scope, Forward forward) {
        return forward.backward.gradients(scope, forward.objective, optimizer.slots());
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
