package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.model.NetworkName;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DiffusionKernels.Losses;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.AdamW;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Lanes;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;

/**
 * One step of a decoder's training: noise at random steps, the loss mse + vb, AdamW without weight decay, and the moving
 * average of the weights that samples are drawn with. What a step makes is freed when it ends.
 */
public final class DecoderTrainingStep implements AutoCloseable {

    static final NetworkName UNET = () -> "unet.";
    static final NetworkName AVERAGE = () -> "ema.";
    private static final NetworkName FRESH = () -> "";

    private final NDManager manager;
    private final Lanes lanes;
    private final Kernels kernels;
    private final UNet network;
    private final UNet average;
    private final Diffusion diffusion;
    private final double decay;
    private final List<NDArray> parameters;
    private final List<NDArray> averaged;
    private final List<NDArray> firstMoments;
    private final List<NDArray> secondMoments;
    private final List<NDArray> stepCounts;
    private long done;

    /**
     * A decoder with fresh weights.
     *
     * @param seed  of the weights
     * @param decay of the moving average, 0.9999 in RCDM; while few steps are done it is shorter
     */
    public DecoderTrainingStep(DecoderSpec spec, long seed, double decay, ComputeDevice device, Precision precision) {
        manager = TensorEngine.start().newManager(device);
        lanes = Lanes.on(device);
        kernels = TensorEngine.start().kernels(device);
        UNetInitialisation fresh = new UNetInitialisation(spec.unet(), seed);
        network = UNet.load(spec.unet(), fresh, FRESH, Role.PARAMETER, manager, device, precision);
        average = UNet.load(spec.unet(), fresh, FRESH, Role.TARGET, manager, device, precision);
        diffusion = new Diffusion(NoiseSchedule.of(spec.schedule(), spec.steps()), network.kernels());
        this.decay = decay;
        parameters = List.copyOf(network.parameters().all().values());
        averaged = List.copyOf(average.parameters().all().values());
        firstMoments = zeros(Role.FIRST_MOMENT);
        secondMoments = zeros(Role.SECOND_MOMENT);
        stepCounts = parameters.stream()
                .map(parameter -> Role.STEP_COUNT.give(manager.zeros(new Shape(), DataType.FLOAT32)))
                .toList();
        kernels.requireGradients(parameters);
    }

    private List<NDArray> zeros(Role role) {
        return parameters.stream()
                .map(parameter -> role.give(manager.zeros(parameter.getShape(), DataType.FLOAT32)))
                .toList();
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
     * @param seed       of the noise and of the steps it belongs to
     * @throws InputException when the loss is no number; nothing is updated then
     */
    public Loss run(NDManager scope, NDArray pictures, NDArray conditions, double learningRate, long seed) {
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
        List<Supplier<Part>> work = new ArrayList<>();
        for (Lanes.Rows rows : lanes.split(steps.length)) {
            work.add(() -> part(scope, rows, pictures, noise, conditions, steps));
        }
        List<Part> parts = lanes.run(work);
        List<NDArray> gradients = parts.getFirst().gradients();
        for (Part other : parts.subList(1, parts.size())) {
            network.kernels().accumulate(scope, gradients, other.gradients());
        }
        double squared =
                parts.stream().mapToDouble(part -> part.loss().squared()).sum() / steps.length;
        double bound = parts.stream().mapToDouble(part -> part.loss().bound()).sum() / steps.length;
        if (!Double.isFinite(squared + bound)) {
            throw new InputException("The decoder's loss became " + (squared + bound)
                    + ": lower the learning rate or lengthen the warm-up, and go on from the last file written.");
        }
        kernels.adamW(
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
        kernels.exponentialMovingAverage(scope, averaged, parameters, Math.min(decay, (1.0 + done) / (10 + done)));
        return new Loss(squared, bound);
    }

    /** What one lane found: sums of losses, and its share of the batch's gradients. */
    private record Part(Loss loss, List<NDArray> gradients) {}

    private Part part(
            NDManager scope, Lanes.Rows rows, NDArray pictures, NDArray noise, NDArray conditions, int[] steps) {
        int[] own = Arrays.copyOfRange(steps, rows.from(), rows.to());
        NDIndex index = new NDIndex("{}:{}", rows.from(), rows.to());
        List<NDArray> gradients;
        Loss loss;
        try (NDManager inner = scope.newSubManager()) {
            NDArray start = attach(inner, pictures.get(index));
            NDArray added = attach(inner, noise.get(index));
            NDArray x = diffusion.diffuse(inner, start, added, own);
            NDArray output =
                    network.forward(inner, x, diffusion.times(inner, own), attach(inner, conditions.get(index)));
            Losses losses = diffusion.losses(inner, output, start, x, added, own);
            loss = new Loss(sum(losses.squared()), sum(losses.bound()));
            NDArray share = attach(inner, losses.objective().mul((double) own.length / steps.length));
            gradients = kernels.gradients(scope, share, parameters);
        }
        return new Part(loss, gradients);
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
