package ijepa.renderer.diffusion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.DiffusionKernels.Resize;
import ijepa.core.tensor.FusedKernels;
import ijepa.core.tensor.FusedKernels.Entered;
import ijepa.core.tensor.FusedNorm;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.UNetPlan.Attention;
import ijepa.renderer.diffusion.UNetPlan.Layer;
import ijepa.renderer.diffusion.UNetPlan.Resampling;
import ijepa.renderer.diffusion.UNetPlan.Residual;

/**
 * One pass of a {@link FusedNetwork} and, where it was recorded, the way back through it. Feature maps are
 * {@code [B, H, W, C]}.
 */
final class FusedPass implements AutoCloseable {

    /** Goes back through one layer: from the derivative by its result to that by its input, both the pass's own. */
    @FunctionalInterface
    private interface Step {
        NDArray back(NDArray gradient);
    }

    private final UNet network;
    private final FusedNetwork fused;
    private final FusedKernels kernels;
    private final NDManager manager;
    private final boolean recorded;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<NDArray> skipGradients = new ArrayDeque<>();
    private final Map<NDArray, NDArray> found = new IdentityHashMap<>();
    private NDArray recordedTime;
    private NDArray time;
    private NDArray byTime;
    private NDArray output;

    /**
     * A pass.
     *
     * @param manager  owns what it makes, is closed with it
     * @param recorded whether derivatives will be asked for
     */
    FusedPass(FusedNetwork fused, NDManager manager, boolean recorded) {
        this.fused = fused;
        this.manager = manager;
        this.recorded = recorded;
        network = fused.network();
        kernels = fused.kernels();
    }

    /** As {@link UNet#forward}; once. */
    NDArray forward(NDArray x, NDArray timesteps, NDArray condition) {
        UNetSpec spec = network.spec();
        recordedTime = network.kernels().embed(manager, timesteps, condition, network.embedding(), spec.width());
        time = detached(manager, recordedTime);
        Deque<NDArray> skips = new ArrayDeque<>();
        NDArray h = enter(x);
        skips.push(leaveSkip(h));
        for (List<Layer> stage : network.plan().down()) {
            for (Layer layer : stage) {
                h = apply(layer, h);
            }
            skips.push(leaveSkip(h));
        }
        for (Layer layer : network.plan().middle()) {
            h = apply(layer, h);
        }
        for (List<Layer> stage : network.plan().up()) {
            h = join(h, skips.pop());
            for (Layer layer : stage) {
                h = apply(layer, h);
            }
        }
        output = leave(h);
        if (recorded) {
            // What is made of it is autograd's again.
            output.setRequiresGradient(true);
        }
        return output;
    }

    /**
     * Goes back, once.
     *
     * @param into      owns what is returned
     * @param objective a scalar made of the output
     * @return its derivatives by all parameters, in the network's order, as {@link Role#GRADIENT}
     */
    List<NDArray> gradients(NDManager into, NDArray objective) {
        byTime = manager.zeros(time.getShape());
        List<NDArray> outputs = List.of(Role.PARAMETER.give(output));
        NDArray byOutput =
                derivatives(manager, objective, objective.onesLike(), outputs).getFirst();
        NDArray by = kernels.channelsLast(manager, byOutput);
        while (!steps.isEmpty()) {
            by = steps.pop().back(by);
        }
        record(network.embedding(), derivatives(manager, recordedTime, byTime, network.embedding()));
        List<NDArray> result = new ArrayList<>();
        for (NDArray parameter : network.parameters().all().values()) {
            NDArray one = found.get(parameter);
            one.attach(into);
            result.add(Role.GRADIENT.give(one));
        }
        return result;
    }

    private NDArray enter(NDArray x) {
        NDManager own = manager.newSubManager();
        List<NDArray> weights = fused.frozen(network.first());
        NDArray rows = kernels.channelsLast(own, x);
        NDArray h = kernels.convolve(own, rows, weights, Resize.NONE, 1, network.precision());
        return done(own, h, gradient -> {
            List<NDArray> by =
                    kernels.convolveBack(own, gradient, rows, weights, Resize.NONE, 1, network.precision(), false);
            record(network.first(), by.subList(1, 3));
            return by.getFirst();
        });
    }

    private NDArray leave(NDArray x) {
        NDManager own = manager.newSubManager();
        List<NDArray> weights = fused.frozen(network.last()).subList(2, 4);
        // In float32, as the other way has it.
        NDArray full = kernels.cast(own, x, Precision.FP32);
        FusedNorm norm = norm(full, network.last().subList(0, 2), Optional.empty(), Precision.FP32);
        NDArray normed = norm.output(own, kernels);
        NDArray rows = kernels.convolve(own, normed, weights, Resize.NONE, 1, Precision.FP32);
        NDArray result = kernels.channelsFirst(own, rows);
        return done(own, result, gradient -> {
            List<NDArray> by =
                    kernels.convolveBack(own, gradient, normed, weights, Resize.NONE, 1, Precision.FP32, true);
            record(network.last().subList(2, 4), by.subList(1, 3));
            FusedNorm.Gradients byNorm = back(
                    own, norm, by.getFirst(), Optional.empty(), network.last().subList(0, 2));
            return kernels.cast(own, byNorm.x(), network.precision());
        });
    }

    private NDArray apply(Layer layer, NDArray x) {
        List<NDArray> own = network.of(layer);
        return switch (layer) {
            case Residual(String prefix, int in, int out, Resize resize) -> residual(x, own, resize);
            case Attention(String prefix, int channels) ->
                attention(x, own, network.spec().headsOf(channels));
            case Resampling(String prefix, int channels, Resize resize) -> resample(x, own, resize);
        };
    }

    /** Parameters are in the order of {@code diffusion.py}. */
    private NDArray residual(NDArray x, List<NDArray> parameters, Resize resize) {
        NDManager own = manager.newSubManager();
        Precision precision = network.precision();
        boolean scaleShift = network.spec().scaleShift();
        List<NDArray> between = between(parameters);
        List<NDArray> entering = between(fused.frozen(parameters));
        List<NDArray> leaving = fused.frozen(parameters).subList(8, 10);

        FusedNorm first = norm(x, parameters.subList(0, 2), Optional.empty(), precision);
        NDArray a = first.output(own, kernels);
        Entered entered = kernels.enter(own, a, x, time, entering, resize, scaleShift, precision);
        Optional<NDArray> condition = scaleShift ? Optional.of(entered.condition()) : Optional.empty();
        FusedNorm second = norm(entered.next(), parameters.subList(6, 8), condition, precision);
        NDArray b = second.output(own, kernels);
        NDArray y = kernels.leave(own, b, entered.added(), leaving, precision);
        return done(own, y, gradient -> {
            List<NDArray> by = kernels.convolveBack(own, gradient, b, leaving, Resize.NONE, 1, precision, true);
            record(parameters.subList(8, 10), by.subList(1, 3));
            FusedNorm.Gradients bySecond = back(own, second, by.getFirst(), Optional.empty(), parameters.subList(6, 8));
            Entered after = new Entered(bySecond.x(), bySecond.condition().orElse(entered.condition()), gradient);
            List<NDArray> byEntered =
                    kernels.enterBack(own, after, a, x, time, byTime, entering, resize, scaleShift, precision);
            record(between, byEntered.subList(2, byEntered.size()));
            return back(own, first, byEntered.get(0), Optional.of(byEntered.get(1)), parameters.subList(0, 2))
                    .x();
        });
    }

    /** What a residual block has between its norms, and its skip. */
    private static List<NDArray> between(List<NDArray> parameters) {
        List<NDArray> some = new ArrayList<>(parameters.subList(2, 6));
        some.addAll(parameters.subList(10, parameters.size()));
        return some;
    }

    private NDArray attention(NDArray x, List<NDArray> parameters, int heads) {
        NDManager own = manager.newSubManager();
        UNetSpec spec = network.spec();
        NDArray leaf = detached(own, x);
        if (recorded) {
            leaf.setRequiresGradient(true);
        }
        NDArray y = kernels.attention(
                own, leaf, parameters, heads, spec.newAttentionOrder(), spec.groups(), network.precision());
        return done(own, detached(own, y), gradient -> {
            Role.PARAMETER.give(leaf);
            List<NDArray> by = new ArrayList<>(List.of(leaf));
            by.addAll(parameters);
            List<NDArray> all = derivatives(own, y, gradient, by);
            record(parameters, all.subList(1, all.size()));
            return all.getFirst();
        });
    }

    private NDArray resample(NDArray x, List<NDArray> parameters, Resize resize) {
        NDManager own = manager.newSubManager();
        List<NDArray> weights = fused.frozen(parameters);
        Resize before = resize == Resize.UP ? Resize.UP : Resize.NONE;
        int stride = resize == Resize.DOWN ? 2 : 1;
        NDArray y = kernels.convolve(own, x, weights, before, stride, network.precision());
        return done(own, y, gradient -> {
            List<NDArray> by =
                    kernels.convolveBack(own, gradient, x, weights, before, stride, network.precision(), true);
            record(parameters, by.subList(1, 3));
            return by.getFirst();
        });
    }

    private NDArray join(NDArray x, NDArray skip) {
        NDManager own = manager.newSubManager();
        long channels = x.getShape().get(3);
        return done(own, kernels.join(own, x, skip), gradient -> {
            List<NDArray> by = kernels.part(own, gradient, channels);
            by.get(1).attach(manager);
            skipGradients.push(by.get(1));
            return by.get(0);
        });
    }

    /** The map goes to the way up as well, from where a gradient comes back. */
    private NDArray leaveSkip(NDArray map) {
        if (recorded) {
            steps.push(gradient -> {
                try (NDArray more = skipGradients.pop()) {
                    kernels.addTo(manager, gradient, more);
                }
                return gradient;
            });
        }
        return map;
    }

    /** Keeps what the way back needs, or nothing. */
    private NDArray done(NDManager own, NDArray result, Step back) {
        result.attach(manager);
        if (!recorded) {
            own.close();
            return result;
        }
        steps.push(gradient -> {
            NDArray by = back.back(gradient);
            by.attach(manager);
            gradient.close();
            own.close();
            return by;
        });
        return result;
    }

    private FusedNorm norm(NDArray x, List<NDArray> parameters, Optional<NDArray> condition, Precision precision) {
        return new FusedNorm(
                x,
                parameters.get(0),
                parameters.get(1),
                condition,
                new FusedNorm.Settings(network.spec().groups(), precision));
    }

    private FusedNorm.Gradients back(
            NDManager own, FusedNorm norm, NDArray gradient, Optional<NDArray> plus, List<NDArray> parameters) {
        FusedNorm.Gradients by = norm.backward(own, kernels, gradient, plus);
        record(parameters, List.of(by.weight(), by.bias()));
        return by;
    }

    /** Derivatives by what autograd recorded, one of which may be no parameter but is named as one. */
    private List<NDArray> derivatives(NDManager own, NDArray output, NDArray gradient, List<NDArray> by) {
        return fused.general().optimizer().derivatives(own, List.of(output), List.of(Role.GRADIENT.give(gradient)), by);
    }

    private void record(List<NDArray> parameters, List<NDArray> gradients) {
        for (int i = 0; i < parameters.size(); i++) {
            gradients.get(i).attach(manager);
            found.put(parameters.get(i), gradients.get(i));
        }
    }

    /** The same values, of which autograd knows nothing. */
    private static NDArray detached(NDManager own, NDArray array) {
        NDArray detached = array.stopGradient();
        detached.attach(own);
        return detached;
    }

    @Override
    public void close() {
        manager.close();
    }
}
