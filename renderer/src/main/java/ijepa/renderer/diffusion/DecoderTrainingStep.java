package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.checkpoint.OptimizerState;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.model.NetworkName;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DiffusionKernels.Losses;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Lanes;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.train.NonFiniteLossException;

/**
 * One step of a decoder's training: noise at random steps, the loss mse + vb, AdamW without weight decay, and the moving
 * average of the weights that samples are drawn with. What a step makes is freed when it ends.
 */
public final class DecoderTrainingStep implements AutoCloseable {

    static final NetworkName UNET = () -> "unet.";
    static final NetworkName AVERAGE = () -> "ema.";

    private final NDManager manager;
    private final Lanes lanes;
    private final Kernels kernels;
    private final UNet network;
    private final UNet average;
    private final Diffusion diffusion;
    private final double decay;
    private final PredictionType predicts;
    private final LossWeighting weighting;
    private final List<NDArray> parameters;
    private final List<NDArray> averaged;
    private final List<NDArray> firstMoments;
    private final List<NDArray> secondMoments;
    private final List<NDArray> stepCounts;
    private long done;

    /**
     * A decoder with fresh weights, or with those of another.
     *
     * @param start is read here and not needed afterwards
     * @param decay     of the moving average, 0.9999 in RCDM; while few steps are done it is shorter
     * @param weighting of the steps in the loss
     */
    DecoderTrainingStep(
            DecoderSpec spec,
            DecoderStart start,
            double decay,
            LossWeighting weighting,
            ComputeDevice device,
            Precision precision) {
        manager = TensorEngine.start().newManager(device);
        lanes = Lanes.on(device);
        kernels = TensorEngine.start().kernels(device);
        network = UNet.load(spec.unet(), start.weights(), start.online(), Role.PARAMETER, manager, device, precision);
        average = UNet.load(spec.unet(), start.weights(), start.average(), Role.TARGET, manager, device, precision);
        done = start.trainedSteps();
        diffusion = new Diffusion(NoiseSchedule.of(spec.schedule(), spec.steps()), network.kernels());
        this.decay = decay;
        this.weighting = weighting;
        predicts = spec.predicts();
        parameters = List.copyOf(network.parameters().all().values());
        averaged = List.copyOf(average.parameters().all().values());
        firstMoments = state(OptimizerState.FIRST_MOMENT, Role.FIRST_MOMENT, start.optimizer());
        secondMoments = state(OptimizerState.SECOND_MOMENT, Role.SECOND_MOMENT, start.optimizer());
        stepCounts = state(OptimizerState.STEP_COUNT, Role.STEP_COUNT, start.optimizer());
        kernels.optimizer().requireGradients(parameters);
    }

    /** The step of a decoder with fresh weights and RCDM's loss. */
    public static DecoderTrainingStep fresh(
            DecoderSpec spec, long seed, double decay, ComputeDevice device, Precision precision) {
        return new DecoderTrainingStep(
                spec, DecoderStart.fresh(spec, seed), decay, LossWeighting.UNIFORM, device, precision);
    }

    /** One number or array of the optimiser for each parameter, in their order. */
    private List<NDArray> state(String prefix, Role role, Optional<ParameterSource> saved) {
        List<NDArray> arrays = new ArrayList<>();
        network.parameters().all().forEach((name, parameter) -> {
            Shape shape = role == Role.STEP_COUNT ? new Shape() : parameter.getShape();
            arrays.add(role.give(saved.map(source ->
                            NetworkParameters.read(manager, source, prefix + UNET.prefix() + name, shape.getShape()))
                    .orElseGet(() -> manager.zeros(shape, DataType.FLOAT32))));
        });
        return List.copyOf(arrays);
    }

    /** Adds the optimiser's state to a file. */
    void addState(SafetensorsWriter writer) {
        int i = 0;
        for (String name : network.parameters().all().keySet()) {
            writer.add(OptimizerState.FIRST_MOMENT + UNET.prefix() + name, firstMoments.get(i));
            writer.add(OptimizerState.SECOND_MOMENT + UNET.prefix() + name, secondMoments.get(i));
            writer.add(OptimizerState.STEP_COUNT + UNET.prefix() + name, stepCounts.get(i));
            i++;
        }
    }

    /**
     * The loss of one step, before the update.
     *
     * @param squared mean squared error of the noise
     * @param bound   the variational bound, bits a number
     */
    public record Loss(double squared, double bound) {}

    /** The network that learns. */
    public UNet network() {
        return network;
    }

    /** Its moving average. */
    public UNet average() {
        return average;
    }

    public NDManager newScope() {
        return manager.newSubManager();
    }

    /**
     * Runs one step.
     *
     * @param pictures   {@code [B, 3, H, W]} from -1 to 1
     * @param conditions {@code [B, K]}
     * @param sketches   {@code [B, 3, H, W]} from -1 to 1, where the network takes them
     * @param seed       of the noise and of the steps it belongs to
     * @throws NonFiniteLossException when the loss is no number; nothing is updated then
     */
    public Loss run(
            NDManager scope,
            NDArray pictures,
            NDArray conditions,
            Optional<NDArray> sketches,
            double learningRate,
            long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int[] steps = new int[(int) pictures.getShape().get(0)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = random.nextInt(diffusion.schedule().steps());
        }
        float[] values = new float[(int) pictures.getShape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        NDArray noise = scope.create(values, pictures.getShape());
        Optional<FusedNetwork> fused = FusedNetwork.of(network, scope);
        List<Supplier<Part>> work = new ArrayList<>();
        for (Lanes.Rows rows : lanes.split(steps.length)) {
            work.add(() -> part(scope, fused, rows, pictures, noise, conditions, sketches, steps));
        }
        List<Part> parts = lanes.run(work);
        List<NDArray> gradients = parts.getFirst().gradients();
        for (Part other : parts.subList(1, parts.size())) {
            kernels.optimizer().addInPlace(scope, gradients, other.gradients());
        }
        double squared =
                parts.stream().mapToDouble(part -> part.loss().squared()).sum() / steps.length;
        double bound = parts.stream().mapToDouble(part -> part.loss().bound()).sum() / steps.length;
        if (!Double.isFinite(squared + bound)) {
            throw new NonFiniteLossException("decoder's loss", squared + bound);
        }
        kernels.optimizer()
                .adamW(
                        scope,
                        parameters,
                        gradients,
                        firstMoments,
                        secondMoments,
                        stepCounts,
                        AdamW.PUBLISHED,
                        learningRate,
                        0);
        done++;
        // An average over more steps than there were would still be the fresh weights.
        kernels.optimizer()
                .exponentialMovingAverage(scope, averaged, parameters, Math.min(decay, (1.0 + done) / (10 + done)));
        return new Loss(squared, bound);
    }

    /** Waits until the last step's update is done, which a GPU does on its own. */
    public void synchronise() {
        stepCounts.getLast().getFloat();
    }

    /** What one lane found: sums of losses, and its share of the batch's gradients. */
    private record Part(Loss loss, List<NDArray> gradients) {}

    private Part part(
            NDManager scope,
            Optional<FusedNetwork> fused,
            Lanes.Rows rows,
            NDArray pictures,
            NDArray noise,
            NDArray conditions,
            Optional<NDArray> sketches,
            int[] steps) {
        int[] own = Arrays.copyOfRange(steps, rows.from(), rows.to());
        NDIndex index = new NDIndex("{}:{}", rows.from(), rows.to());
        try (NDManager inner = scope.newSubManager()) {
            NDArray start = attach(inner, pictures.get(index));
            NDArray added = attach(inner, noise.get(index));
            NDArray condition = attach(inner, conditions.get(index));
            NDArray x = diffusion.diffuse(inner, start, added, own);
            NDArray seen = sketches.map(all -> attach(inner, x.concat(attach(inner, all.get(index)), 1)))
                    .orElse(x);
            NDArray times = diffusion.times(inner, own);
            // Derivatives of this part's share of the batch's mean.
            double share = (double) own.length / steps.length;
            Optional<FusedPass> pass = fused.map(ready -> ready.record(inner));
            NDArray output = pass.map(made -> made.forward(seen, times, condition))
                    .orElseGet(() -> network.forward(inner, seen, times, condition));
            NDArray said = predicts.noise(diffusion, inner, output, x, own);
            Losses losses = diffusion.losses(inner, said, start, x, added, predicts, weighting, own);
            NDArray objective = attach(inner, losses.objective().mul(share));
            List<NDArray> gradients = pass.map(made -> made.gradients(scope, objective))
                    .orElseGet(() -> kernels.optimizer().gradients(scope, objective, parameters));
            return new Part(new Loss(sum(losses.squared()), sum(losses.bound())), gradients);
        }
    }

    private static NDArray attach(NDManager manager, NDArray array) {
        array.attach(manager);
        return array;
    }

    private static double sum(NDArray values) {
        double sum = 0;
        for (float value : values.toFloatArray()) {
            sum += value;
        }
        return sum;
    }

    @Override
    public void close() {
        lanes.close();
        manager.close();
    }
}
