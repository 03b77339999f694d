package ijepa.renderer.diffusion;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DiffusionKernels.Losses;
import ijepa.core.tensor.DiffusionKernels.MeanVariance;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.verify.Check;
import ijepa.core.verify.GoldenFolder;
import ijepa.core.verify.JsonFields;
import ijepa.core.verify.Replay;
import ijepa.core.verify.Worst;

/**
 * Replays a recorded conditional diffusion, {@code rcdm_small.json} and {@code .safetensors}, on the CPU in float32:
 * schedule, network, noising, the step before, loss, and two whole samplings.
 */
public final class DiffusionReplay implements Replay {

    private static final String MODEL = "rcdm_small.json";
    private static final String TENSORS = "rcdm_small.safetensors";
    private static final String WEIGHTS = "unet/";
    /** Ten times what the published code differs by between PyTorch 1.13, 2.7 and 2.15. */
    private static final double TOLERANCE = 4e-5;
    /** Schedules are recorded in float64 and compared in float32. */
    private static final double SCHEDULE = 1e-6;

    @Override
    public String title() {
        return "diffusion decoder";
    }

    @Override
    public List<String> files() {
        return List.of(MODEL, TENSORS);
    }

    @Override
    public void run(GoldenFolder folder, Consumer<Check> listener) {
        JsonFields json =
                JsonFields.of(folder.file(MODEL).toString(), folder.json(MODEL)).object("unet");
        try (SafetensorsFile tensors = SafetensorsFile.open(folder.file(TENSORS));
                NDManager manager = TensorEngine.start().newManager(new ComputeDevice.Cpu())) {
            new Recording(json, tensors, manager, listener).replay();
        }
    }

    /** One recording while it is replayed. */
    private static final class Recording {

        private final JsonFields json;
        private final SafetensorsFile tensors;
        private final NDManager manager;
        private final Consumer<Check> listener;
        private final UNet network;
        private final UNet.Pass pass;
        private final Diffusion diffusion;

        Recording(JsonFields json, SafetensorsFile tensors, NDManager manager, Consumer<Check> listener) {
            this.json = json;
            this.tensors = tensors;
            this.manager = manager;
            this.listener = listener;
            if (!json.flag("learn_sigma")) {
                throw new InputException(json.name() + ": learn_sigma is false, but only networks that learn the"
                        + " variance can be replayed.");
            }
            network = UNet.load(
                    spec(), weights(), () -> WEIGHTS, Role.PARAMETER, manager, new ComputeDevice.Cpu(), Precision.FP32);
            pass = network.ready(manager);
            diffusion = new Diffusion(schedule(), network.kernels());
        }

        private UNetSpec spec() {
            try {
                return new UNetSpec(
                        json.whole("image_size"),
                        json.whole("num_channels"),
                        json.whole("num_res_blocks"),
                        Arrays.stream(json.text("channel_mult").split(","))
                                .map(Double::valueOf)
                                .toList(),
                        new TreeSet<>(
                                Arrays.stream(json.text("attention_resolutions").split(","))
                                        .map(Integer::valueOf)
                                        .toList()),
                        json.whole("num_heads"),
                        Math.max(0, (int) json.number("num_head_channels", 0)),
                        json.has("use_new_attention_order") && json.flag("use_new_attention_order"),
                        json.flag("use_scale_shift_norm"),
                        json.flag("resblock_updown"),
                        json.whole("ssl_dim"),
                        UNetSpec.PICTURE,
                        UNetSpec.PUBLISHED_GROUPS);
            } catch (IllegalArgumentException impossible) {
                throw new InputException(
                        json.name() + " describes an impossible network. " + impossible.getMessage(), impossible);
            }
        }

        private NoiseSchedule schedule() {
            String name = json.text("noise_schedule");
            return switch (name) {
                case "linear" -> NoiseSchedule.of(NoiseSchedule.Kind.LINEAR, json.whole("diffusion_steps"));
                case "cosine" -> NoiseSchedule.of(NoiseSchedule.Kind.COSINE, json.whole("diffusion_steps"));
                default ->
                    throw new InputException(
                            json.name() + ": noise_schedule is " + name + ", but linear and cosine are known.");
            };
        }

        private ParameterSource weights() {
            return new ParameterSource() {
                @Override
                public Set<String> names() {
                    return tensors.entries().keySet();
                }

                @Override
                public long[] shape(String name) {
                    return tensors.entry(name).sizes();
                }

                @Override
                public void read(String name, FloatBuffer into) {
                    tensors.read(name, into);
                }
            };
        }

        void replay() {
            schedules();
            onePass();
            NoiseSchedule schedule = diffusion.schedule();
            sampling("ddim", "DDIM", schedule.keeping(whole("ddim/timesteps")), new Sampler.Ddim(0));
            // The recorded ancestral steps are those of the published respacing by a number.
            int[] spaced = whole("ddpm/timesteps");
            NoiseSchedule ancestral = schedule.evenly(spaced.length);
            Worst apart = new Worst();
            for (int i = 0; i < spaced.length; i++) {
                apart.add("of step " + i, Math.abs(spaced[i] - ancestral.timestep(i)));
            }
            listener.accept(apart.check("diffusion, respaced steps", 0, "steps"));
            sampling("ddpm", "ancestral", ancestral, new Sampler.Ancestral());
        }

        private void schedules() {
            NoiseSchedule schedule = diffusion.schedule();
            Worst worst = new Worst();
            compare(worst, "betas", schedule::beta);
            compare(worst, "alphas_cumprod", schedule::alphaBar);
            compare(worst, "posterior_log_variance_clipped", schedule::posteriorLogVariance);
            listener.accept(worst.check("diffusion, noise schedule", SCHEDULE, "values"));
        }

        private void compare(Worst worst, String name, IntToDoubleFunction ours) {
            float[] expected = tensors.floats(name);
            for (int i = 0; i < expected.length; i++) {
                worst.add("of " + name + " at step " + i, Worst.relative(ours.applyAsDouble(i), expected[i]));
            }
        }

        private void onePass() {
            int[] t = whole("t");
            NDArray start = array("x_start");
            NDArray noise = array("noise");
            NDArray x = diffusion.diffuse(manager, start, noise, t);
            check("diffusion, noised pictures", x, "x_t");
            NDArray output = pass.forward(manager, x, diffusion.times(manager, t), array("feat"));
            check("decoder network", output, "unet_out");
            MeanVariance read = diffusion.meanVariance(manager, output, x, true, t);
            check("diffusion, mean", read.mean(), "p/mean");
            check("diffusion, log-variance", read.logVariance(), "p/log_variance");
            check("diffusion, variance", read.logVariance().exp(), "p/variance");
            check("diffusion, estimated picture", read.start(), "p/pred_xstart");
            Losses losses =
                    diffusion.losses(manager, output, start, x, noise, PredictionType.NOISE, LossWeighting.UNIFORM, t);
            check("diffusion loss, squared error", losses.squared(), "loss/mse");
            check("diffusion loss, variational bound", losses.bound(), "loss/vb");
            check("diffusion loss, sum", losses.squared().add(losses.bound()), "loss/loss");
        }

        private void sampling(String run, String title, NoiseSchedule schedule, Sampler sampler) {
            float[] start = tensors.floats("ddim/start");
            long[] shape = tensors.entry("ddim/start").sizes();
            int each = start.length / (int) shape[0];
            List<Noise> noises = new ArrayList<>();
            for (int sample = 0; sample < shape[0]; sample++) {
                noises.add(recorded(run, start, sample * each));
            }
            Worst worst = new Worst();
            NDArray condition = array("feat");
            Denoiser denoiser = (scope, x, timestep) ->
                    pass.forward(scope, x, scope.ones(new Shape(shape[0])).mul(timestep), condition);
            Sampling sampling = new Sampling(new Diffusion(schedule, network.kernels()), sampler, Optional.empty());
            sampling.run(manager, denoiser, (int) shape[3], noises, (done, total, state) -> {
                float[] expected = tensors.floats(run + "/" + (done - 1) + "/sample");
                worst.add("after step " + done, Worst.relative(state.noisy(), expected));
                return true;
            });
            listener.accept(worst.check("diffusion, " + title + " sampling", TOLERANCE, "steps"));
        }

        /** The recorded noise of one sample: the start, then one array a step where the run has them. */
        private Noise recorded(String run, float[] start, int from) {
            int[] drawn = {-1};
            return (into, count) -> {
                int step = drawn[0]++;
                float[] values = step < 0 ? start : tensors.floats(run + "/" + step + "/noise");
                into.put(values, from, count);
            };
        }

        private void check(String quantity, NDArray actual, String expected) {
            listener.accept(new Check.Measured(
                    quantity,
                    Worst.relative(actual.toFloatArray(), tensors.floats(expected)),
                    TOLERANCE,
                    actual.getShape().toString()));
        }

        private NDArray array(String name) {
            return manager.create(
                    tensors.floats(name), new Shape(tensors.entry(name).sizes()));
        }

        private int[] whole(String name) {
            return Arrays.stream(tensors.longs(name)).mapToInt(Math::toIntExact).toArray();
        }
    }
}
