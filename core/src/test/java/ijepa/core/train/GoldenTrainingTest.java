package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.GoldenTensors;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels.AdamW;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forward pass, loss, gradients and six optimiser steps against the official code's numbers. */
class GoldenTrainingTest {

    private static final double FORWARD = 2e-6;
    private static final double GRADIENT = 5e-6;
    private static final double WEIGHTS = 2e-5;

    private GoldenTensors golden;
    private JsonObject record;
    private IJepa model;
    private TrainingStep step;

    @BeforeEach
    void load() throws Exception {
        golden = GoldenTensors.read("ijepa_small.safetensors");
        try (Reader reader = new InputStreamReader(
                getClass().getResourceAsStream("/golden/ijepa_small.json"), StandardCharsets.UTF_8)) {
            record = JsonParser.parseReader(reader).getAsJsonObject();
        }
        JsonObject shape = record.getAsJsonObject("model");
        int heads = shape.get("heads").getAsInt();
        ModelSpec spec = new ModelSpec(
                new EncoderSpec(
                        shape.get("img").getAsInt(),
                        shape.get("patch").getAsInt(),
                        shape.get("dim").getAsInt(),
                        shape.get("depth").getAsInt(),
                        heads,
                        4),
                new PredictorSpec(
                        shape.get("pdim").getAsInt(), shape.get("pdepth").getAsInt(), heads));
        model = IJepa.load(spec, golden.parameters("init"), new ComputeDevice.Cpu(), Precision.FP32);
        step = new TrainingStep(model, Loss.SMOOTH_L1, new Regulariser.None(), AdamW.PUBLISHED);
    }

    @AfterEach
    void close() {
        step.close();
        model.close();
    }

    private TrainingStep.Images images(int iteration) {
        float[] all = golden.floats("images");
        int batch = (int) golden.shape("images")[1];
        int size = all.length / (int) golden.shape("images")[0];
        ByteBuffer pixels = ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder());
        pixels.asFloatBuffer().put(all, iteration * size, size);
        int side = (int) golden.shape("images")[3];
        return new TrainingStep.Images(batch, side, side, pixels);
    }

    private StepMasks masks(int iteration) {
        return new StepMasks(
                golden.masks("masks/" + iteration + "/context"), golden.masks("masks/" + iteration + "/target"));
    }

    private void check(String what, NDArray actual, String expected, double tolerance) {
        double error = GoldenTensors.relativeError(actual.toFloatArray(), golden.floats(expected));
        assertThat(error).as(what).isLessThan(tolerance);
    }

    @Test
    void firstStepIsTheOfficialOne() {
        try (NDManager scope = model.newScope()) {
            TrainingStep.Forward forward = step.forward(scope, images(0), masks(0));
            check("target encoder", forward.targetFull(), "step0/target_full", FORWARD);
            check("target blocks", forward.targets(), "step0/target_blocks", FORWARD);
            check("context encoder", forward.context(), "step0/context_out", FORWARD);
            check("predictor", forward.predicted(), "step0/predictor_out", FORWARD);
            check(
                    "the paper's loss",
                    Loss.L2.of(model.kernels(), scope, forward.predicted(), forward.targets()),
                    "step0/paper_l2_sum_mean_over_blocks",
                    FORWARD);
            List<NDArray> gradients = step.gradients(scope, forward);
            List<Optimizer.Slot> slots = step.optimizer().slots();
            assertThat(slots)
                    .hasSameSizeAs(golden.names().stream()
                            .filter(name -> name.startsWith("step0/grad/"))
                            .toList());
            for (int i = 0; i < slots.size(); i++) {
                String name = slots.get(i).name();
                check("gradient of " + name, gradients.get(i), "step0/grad/" + name.replaceFirst("\\.", "/"), GRADIENT);
            }
        }
    }

    @Test
    void sixStepsEndAtTheOfficialWeights() {
        JsonObject settings = record.getAsJsonObject("optimisation");
        JsonArray momentum = settings.getAsJsonArray("ema");
        Schedules schedules = Schedules.of(
                new OptimizationConfig(
                        settings.get("epochs").getAsInt(),
                        settings.get("warmup").getAsInt(),
                        settings.get("start_lr").getAsDouble(),
                        settings.get("lr").getAsDouble(),
                        settings.get("final_lr").getAsDouble(),
                        settings.get("weight_decay").getAsDouble(),
                        settings.get("final_weight_decay").getAsDouble(),
                        momentum.get(0).getAsDouble(),
                        momentum.get(1).getAsDouble(),
                        1),
                settings.get("iterations_per_epoch").getAsInt());
        JsonArray steps = record.getAsJsonArray("steps");
        for (int i = 0; i < steps.size(); i++) {
            JsonObject expected = steps.get(i).getAsJsonObject();
            TrainingStep.Rates rates = TrainingStep.Rates.of(schedules, i);
            assertThat(rates.learningRate()).isEqualTo(expected.get("lr").getAsDouble(), within(1e-15));
            assertThat(rates.weightDecay()).isEqualTo(expected.get("wd").getAsDouble(), within(1e-15));
            assertThat(rates.momentum()).isEqualTo(expected.get("ema").getAsDouble(), within(1e-15));
            double loss = step.run(images(i), masks(i), rates);
            double wanted = expected.get("loss").getAsDouble();
            assertThat(Math.abs(loss - wanted) / wanted).as("loss of step " + i).isLessThan(WEIGHTS);
        }
        for (NetworkParameters network : List.of(
                model.encoder().parameters(),
                model.targetEncoder().parameters(),
                model.predictor().orElseThrow().parameters())) {
            String folder = "final/" + network.network().prefix().replace('.', '/');
            network.all().forEach((name, array) -> check(folder + name, array, folder + name, WEIGHTS));
        }
    }
}
