package ijepa.core.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.ParameterSource;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.Schedules;
import ijepa.core.train.StepMasks;
import ijepa.core.train.TrainingStep;

/** The recorded training of a model: its description in JSON and its numbers in safetensors. */
final class RecordedModel implements AutoCloseable {

    private final JsonFields json;
    private final SafetensorsFile tensors;
    private final ModelSpec spec;

    private RecordedModel(JsonFields json, SafetensorsFile tensors) {
        this.json = json;
        this.tensors = tensors;
        spec = readSpec();
    }

    static RecordedModel open(GoldenFolder folder) {
        JsonFields json = JsonFields.of(folder.file(GoldenFolder.MODEL).toString(), folder.json(GoldenFolder.MODEL));
        SafetensorsFile tensors = SafetensorsFile.open(folder.file(GoldenFolder.TENSORS));
        try {
            return new RecordedModel(json, tensors);
        } catch (RuntimeException failure) {
            tensors.close();
            throw failure;
        }
    }

    private ModelSpec readSpec() {
        JsonFields model = json.object("model");
        int dim = model.whole("dim");
        int heads = model.whole("heads");
        long hidden = tensors.entry("init/encoder/blocks.0.mlp.fc1.weight").sizes()[0];
        try {
            return new ModelSpec(
                    new EncoderSpec(
                            model.whole("img"),
                            model.whole("patch"),
                            dim,
                            model.whole("depth"),
                            heads,
                            (double) hidden / dim),
                    new PredictorSpec(
                            model.whole("pdim"),
                            model.whole("pdepth"),
                            model.has("pheads") ? model.whole("pheads") : heads));
        } catch (IllegalArgumentException impossible) {
            throw new InputException(
                    json.name() + " describes an impossible model. " + impossible.getMessage(), impossible);
        }
    }

    ModelSpec spec() {
        return spec;
    }

    AdamW adamW() {
        JsonFields settings = json.object("optimisation");
        double[] betas = settings.has("betas")
                ? settings.pair("betas")
                : new double[] {AdamW.PUBLISHED.beta1(), AdamW.PUBLISHED.beta2()};
        return new AdamW(betas[0], betas[1], settings.number("eps", AdamW.PUBLISHED.epsilon()));
    }

    Schedules schedules() {
        JsonFields settings = json.object("optimisation");
        double[] momentum = settings.pair("ema");
        return Schedules.of(
                new OptimizationConfig(
                        settings.whole("epochs"),
                        settings.number("warmup"),
                        settings.number("start_lr"),
                        settings.number("lr"),
                        settings.number("final_lr"),
                        settings.number("weight_decay"),
                        settings.number("final_weight_decay"),
                        momentum[0],
                        momentum[1],
                        settings.number("ipe_scale", 1)),
                settings.whole("iterations_per_epoch"));
    }

    int steps() {
        return json.array("steps").size();
    }

    /** What was recorded of one step: {@code loss}, {@code lr}, {@code wd}, {@code ema}. */
    JsonFields step(int step) {
        return JsonFields.of(json.name() + ": step " + step, json.array("steps").get(step));
    }

    /** The images of one step, {@code [B, 3, H, W]} of {@code images [steps, B, 3, H, W]}. */
    TrainingStep.Images images(int step) {
        long[] shape = tensors.entry("images").sizes();
        if (shape.length != 5 || shape[0] <= step || shape[2] != 3) {
            throw new InputException(
                    tensors.name() + ": the tensor images should be [steps, B, 3, H, W] with a batch for"
                            + " each of the " + steps() + " steps.");
        }
        int batch = (int) shape[1];
        int height = (int) shape[3];
        int width = (int) shape[4];
        int size = Math.multiplyExact(batch * 3, Math.multiplyExact(height, width));
        ByteBuffer pixels = ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder());
        pixels.asFloatBuffer().put(tensors.floats("images"), Math.multiplyExact(step, size), size);
        return new TrainingStep.Images(batch, height, width, pixels);
    }

    StepMasks masks(int step) {
        return new StepMasks(masks("masks/" + step + "/context"), masks("masks/" + step + "/target"));
    }

    /** Patch indices {@code [K, B, n]}. */
    private int[][][] masks(String name) {
        long[] shape = tensors.entry(name).sizes();
        if (shape.length != 3 || shape[0] == 0 || shape[1] == 0) {
            throw new InputException(tensors.name() + ": the tensor " + name + " should be [masks, images, patches].");
        }
        long[] values = tensors.longs(name);
        int patches = spec.encoder().grid().size();
        int[][][] masks = new int[(int) shape[0]][(int) shape[1]][(int) shape[2]];
        int at = 0;
        for (int[][] ofImages : masks) {
            for (int[] ofImage : ofImages) {
                for (int i = 0; i < ofImage.length; i++) {
                    long patch = values[at++];
                    if (patch < 0 || patch >= patches) {
                        throw new InputException(tensors.name() + ": " + name + " has patch " + patch
                                + ", but the model has " + patches + " patches.");
                    }
                    ofImage[i] = (int) patch;
                }
            }
        }
        return masks;
    }

    float[] floats(String name) {
        return tensors.floats(name);
    }

    boolean has(String name) {
        return tensors.entries().containsKey(name);
    }

    /** Names of the recorded gradients without their folder, such as {@code encoder.norm.bias}. */
    Set<String> gradients() {
        Set<String> names = new HashSet<>();
        for (String name : tensors.entries().keySet()) {
            if (name.startsWith("step0/grad/")) {
                names.add(name.substring("step0/grad/".length()).replaceFirst("/", "."));
            }
        }
        return names;
    }

    /** The networks before the first step; the target encoder starts as a copy of the encoder. */
    ParameterSource initial() {
        return new ParameterSource() {
            @Override
            public Set<String> names() {
                Set<String> names = new LinkedHashSet<>();
                for (String stored : tensors.entries().keySet()) {
                    if (stored.startsWith("init/")) {
                        String name = stored.substring("init/".length()).replaceFirst("/", ".");
                        names.add(name);
                        if (name.startsWith(Network.ENCODER.prefix())) {
                            names.add("target_" + name);
                        }
                    }
                }
                return names;
            }

            private String stored(String name) {
                String own = "init/" + name.replaceFirst("\\.", "/");
                return has(own) ? own : own.replace("/target_encoder/", "/encoder/");
            }

            @Override
            public long[] shape(String name) {
                return tensors.entry(stored(name)).sizes();
            }

            @Override
            public void read(String name, FloatBuffer into) {
                tensors.read(stored(name), into);
            }
        };
    }

    @Override
    public void close() {
        tensors.close();
    }
}
