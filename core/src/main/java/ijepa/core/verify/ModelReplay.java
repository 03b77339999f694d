package ijepa.core.verify;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.IJepa;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.ParameterSource;
import ijepa.core.model.VisionTransformer;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.core.train.Loss;
import ijepa.core.train.NonFiniteLossException;
import ijepa.core.train.Optimizer;
import ijepa.core.train.Regulariser;
import ijepa.core.train.Schedules;
import ijepa.core.train.TrainingStep;

/** Replays a recorded training on the CPU in float32: first step in detail, then all steps, then the checkpoint. */
final class ModelReplay {

    private final RecordedModel recorded;
    private final Consumer<Check> listener;

    private ModelReplay(RecordedModel recorded, Consumer<Check> listener) {
        this.recorded = recorded;
        this.listener = listener;
    }

    static void run(GoldenFolder folder, Consumer<Check> listener) {
        try (RecordedModel recorded = RecordedModel.open(folder);
                IJepa model = IJepa.load(recorded.spec(), recorded.initial(), new ComputeDevice.Cpu(), Precision.FP32);
                TrainingStep step = new TrainingStep(model, Loss.SMOOTH_L1, new Regulariser.None(), recorded.adamW())) {
            if (recorded.steps() == 0) {
                throw new InputException(folder.file(GoldenFolder.MODEL) + " records no steps.");
            }
            ModelReplay replay = new ModelReplay(recorded, listener);
            replay.firstStep(step);
            replay.allSteps(step);
            replay.weights(model);
            replay.checkpoint(folder);
        }
    }

    private void firstStep(TrainingStep step) {
        try (NDManager scope = step.model().newScope()) {
            TrainingStep.Forward forward = step.forward(scope, recorded.images(0), recorded.masks(0));
            forward("target encoder", encodeTarget(step.model(), scope), "step0/target_full");
            forward("targets, layer-normed", forward.targets(), "step0/target_blocks");
            forward("context encoder", forward.context(), "step0/context_out");
            forward("predictor", forward.predicted(), "step0/predictor_out");
            double expected = recorded.step(0).number("loss");
            listener.accept(new Check.Measured(
                    "loss, smooth L1",
                    Worst.relative(forward.loss().getFloat(), expected),
                    Tolerance.FORWARD,
                    "of step 0"));
            forward(
                    "loss, L2 of the paper",
                    Loss.L2.of(step.model().kernels(), scope, forward.predicted(), forward.targets()),
                    "step0/paper_l2_sum_mean_over_blocks");
            gradients(step, step.gradients(scope, forward));
        }
    }

    private NDArray encodeTarget(IJepa model, NDManager scope) {
        TrainingStep.Images images = recorded.images(0);
        VisionTransformer encoder = model.targetEncoder();
        NDArray pixels = scope.create(
                images.pixels(), new Shape(images.count(), 3, images.height(), images.width()), DataType.FLOAT32);
        PatchGrid grid = PatchGrid.ofImage(
                images.height(), images.width(), model.spec().encoder().patchSize());
        return encoder.forward(scope, encoder.patchify(scope, pixels, Precision.FP32), grid, Precision.FP32);
    }

    private void forward(String quantity, NDArray actual, String expected) {
        listener.accept(new Check.Measured(
                quantity,
                Worst.relative(actual.toFloatArray(), recorded.floats(expected)),
                Tolerance.FORWARD,
                actual.getShape() + " of step 0"));
    }

    private void gradients(TrainingStep step, List<NDArray> gradients) {
        Worst worst = new Worst();
        Set<String> left = new HashSet<>(recorded.gradients());
        List<Optimizer.Slot> slots = step.optimizer().slots();
        for (int i = 0; i < slots.size(); i++) {
            String name = slots.get(i).name();
            left.remove(name);
            float[] expected = recorded.floats("step0/grad/" + name.replaceFirst("\\.", "/"));
            worst.add(name, Worst.relative(gradients.get(i).toFloatArray(), expected));
        }
        // A gradient that the official code has and we do not.
        left.forEach(name -> worst.add(name, Double.POSITIVE_INFINITY));
        listener.accept(worst.check("gradients", Tolerance.GRADIENT, "tensors of step 0"));
    }

    private void allSteps(TrainingStep step) {
        Schedules schedules = recorded.schedules();
        Worst losses = new Worst();
        Worst rates = new Worst();
        for (int i = 0; i < recorded.steps(); i++) {
            JsonFields expected = recorded.step(i);
            TrainingStep.Rates ours = TrainingStep.Rates.of(schedules, i);
            rates.add("lr of step " + i, Math.abs(ours.learningRate() - expected.number("lr")));
            rates.add("wd of step " + i, Math.abs(ours.weightDecay() - expected.number("wd")));
            rates.add("ema of step " + i, Math.abs(ours.momentum() - expected.number("ema")));
            double loss;
            try {
                loss = step.run(recorded.images(i), recorded.masks(i), ours);
            } catch (NonFiniteLossException diverged) {
                loss = Double.NaN;
            }
            losses.add("in step " + i, Worst.relative(loss, expected.number("loss")));
        }
        listener.accept(rates.check("rates of the steps", Tolerance.SCHEDULE, "values"));
        listener.accept(losses.check("losses of the steps", Tolerance.WEIGHTS, "losses"));
    }

    private void weights(IJepa model) {
        for (NetworkParameters network : List.of(
                model.encoder().parameters(),
                model.predictor().orElseThrow().parameters(),
                model.targetEncoder().parameters())) {
            Worst worst = new Worst();
            String prefix = network.network().prefix();
            network.all()
                    .forEach((name, array) -> worst.add(
                            name, Worst.relative(array.toFloatArray(), recorded.floats(finalName(prefix + name)))));
            listener.accept(worst.check(
                    "weights after " + recorded.steps() + " steps, "
                            + prefix.substring(0, prefix.length() - 1).replace('_', ' '),
                    Tolerance.WEIGHTS,
                    "tensors"));
        }
    }

    /** The checkpoint holds the networks after the last step. */
    private void checkpoint(GoldenFolder folder) {
        String quantity = "checkpoint " + GoldenFolder.CHECKPOINT;
        if (!folder.has(GoldenFolder.CHECKPOINT)) {
            listener.accept(new Check.Skipped(quantity, "the folder has none"));
            return;
        }
        OptionalInt heads = OptionalInt.of(recorded.spec().encoder().heads());
        try (Checkpoint opened = Checkpoint.open(folder.file(GoldenFolder.CHECKPOINT), heads)) {
            Worst worst = new Worst();
            ParameterSource parameters = opened.parameters();
            for (String name : parameters.names()) {
                if (recorded.has(finalName(name))) {
                    float[] expected = recorded.floats(finalName(name));
                    worst.add(name, Worst.relative(read(parameters, name), expected));
                }
            }
            if (worst.count() == 0) {
                worst.add("none of the recorded weights is in it", Double.POSITIVE_INFINITY);
            }
            listener.accept(worst.check(quantity, Tolerance.EXACT, "tensors"));
        } catch (InputException refused) {
            listener.accept(
                    new Check.Measured(quantity, Double.POSITIVE_INFINITY, Tolerance.EXACT, refused.getMessage()));
        }
    }

    private static float[] read(ParameterSource parameters, String name) {
        long size = 1;
        for (long side : parameters.shape(name)) {
            size = Math.multiplyExact(size, side);
        }
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(size));
        parameters.read(name, values);
        return values.array();
    }

    private static String finalName(String name) {
        return "final/" + name.replaceFirst("\\.", "/");
    }
}
