package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.OptimizerKernels;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FusedNetworkTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();

    /** Every kind of layer: resizing residual blocks and convolutions, both ways that the embedding acts, attention, groups. */
    static Stream<Arguments> networks() {
        UNetSpec published = new UNetSpec(16, 32, 1, List.of(1.0, 2.0), Set.of(8), 0, 16, false, true, true, 5, 3, 16);
        UNetSpec plain = new UNetSpec(16, 32, 2, List.of(0.5, 1.0), Set.of(16), 2, 0, true, false, false, 5, 3, 4);
        UNetSpec real =
                new UNetSpec(64, 64, 1, List.of(0.5, 0.5, 1.0, 2.0, 4.0), Set.of(4), 4, 0, false, true, true, 5, 3, 8);
        return Stream.of(
                Arguments.of(real, Precision.FP32, 2e-4),
                Arguments.of(real, Precision.BF16, 0.2),
                Arguments.of(published, Precision.FP32, 2e-5),
                Arguments.of(plain, Precision.FP32, 2e-5),
                Arguments.of(published, Precision.BF16, 0.1),
                Arguments.of(plain, Precision.BF16, 0.1));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void forwardAndBackAreAutograds(UNetSpec spec, Precision precision, double tolerance) {
        Kernels kernels = TensorEngine.start().kernels(CPU);
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            UNet network = UNet.load(spec, new Uneven(spec), () -> "", Role.PARAMETER, manager, CPU, precision);
            List<NDArray> parameters = List.copyOf(network.parameters().all().values());
            kernels.optimizer().requireGradients(parameters);
            NDArray x = normal(manager, 1, 3, 3, spec.imageSize(), spec.imageSize());
            NDArray steps = manager.create(new float[] {3, 500, 900});
            NDArray condition = normal(manager, 2, 3, 5);
            NDArray given = normal(manager, 3, 3, 6, spec.imageSize(), spec.imageSize());

            NDArray output = network.forward(manager, x, steps, condition);
            List<NDArray> expected =
                    kernels.optimizer().gradients(manager, output.mul(given).sum(), parameters);

            FusedNetwork fused = FusedNetwork.of(network, manager).orElseThrow();
            assertClose("output", fused.forward(manager, x, steps, condition), output, tolerance);
            try (FusedPass pass = fused.record(manager)) {
                NDArray recorded = pass.forward(x, steps, condition);
                assertClose("recorded output", recorded, output, tolerance);
                List<NDArray> found =
                        pass.gradients(manager, recorded.mul(given).sum());
                List<String> names = List.copyOf(network.parameters().all().keySet());
                for (int i = 0; i < names.size(); i++) {
                    assertClose(names.get(i), found.get(i), expected.get(i), tolerance);
                }
            }
        }
    }

    /** The engine's optimiser goes through memory, and convolutions' derivatives lie there in another order. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOptimiserTakesEachWeightsOwnGradient(boolean fusing) {
        UNetSpec spec = new UNetSpec(16, 32, 1, List.of(1.0, 2.0), Set.of(8), 0, 16, false, true, true, 5, 3, 16);
        Kernels kernels = TensorEngine.start().kernels(CPU);
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            UNet network = UNet.load(spec, new Uneven(spec), () -> "", Role.PARAMETER, manager, CPU, Precision.FP32);
            List<NDArray> parameters = List.copyOf(network.parameters().all().values());
            kernels.optimizer().requireGradients(parameters);
            NDArray x = normal(manager, 1, 2, 3, 16, 16);
            NDArray steps = manager.create(new float[] {3, 500});
            NDArray condition = normal(manager, 2, 2, 5);
            NDArray given = normal(manager, 3, 2, 6, 16, 16);
            List<NDArray> gradients;
            if (fusing) {
                try (FusedPass pass =
                        FusedNetwork.of(network, manager).orElseThrow().record(manager)) {
                    NDArray output = pass.forward(x, steps, condition);
                    gradients = pass.gradients(manager, output.mul(given).sum());
                }
            } else {
                NDArray output = network.forward(manager, x, steps, condition);
                gradients =
                        kernels.optimizer().gradients(manager, output.mul(given).sum(), parameters);
            }
            List<NDArray> first = zeros(manager, parameters, Role.FIRST_MOMENT);
            List<NDArray> second = zeros(manager, parameters, Role.SECOND_MOMENT);
            List<NDArray> counts = parameters.stream()
                    .map(parameter -> Role.STEP_COUNT.give(manager.zeros(new Shape())))
                    .toList();
            kernels.optimizer()
                    .adamW(
                            manager,
                            parameters,
                            gradients,
                            first,
                            second,
                            counts,
                            OptimizerKernels.AdamW.PUBLISHED,
                            1e-3,
                            0);
            List<String> names = List.copyOf(network.parameters().all().keySet());
            for (int i = 0; i < names.size(); i++) {
                assertClose(names.get(i), first.get(i), gradients.get(i).mul(0.1), 1e-6);
            }
        }
    }

    private static List<NDArray> zeros(NDManager manager, List<NDArray> like, Role role) {
        return like.stream()
                .map(array -> role.give(manager.zeros(array.getShape())))
                .toList();
    }

    @Test
    void channelsThatFillNoVectorGoTheOtherWay() {
        UNetSpec odd = new UNetSpec(16, 3, 1, List.of(1.0, 2.0), Set.of(), 1, 0, false, true, true, 5, 3, 3);
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            UNet network = UNet.load(odd, new Uneven(odd), () -> "", Role.PARAMETER, manager, CPU, Precision.FP32);
            assertThat(FusedNetwork.of(network, manager)).isEmpty();
        }
    }

    /** Relative to the size of what is expected. */
    private static void assertClose(String what, NDArray found, NDArray expected, double tolerance) {
        assertThat(found.getShape()).as(what).isEqualTo(expected.getShape());
        float[] a = found.toFloatArray();
        float[] b = expected.toFloatArray();
        double off = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            off += Math.pow(a[i] - b[i], 2);
            size += Math.pow(b[i], 2);
        }
        assertThat(Math.sqrt(size)).as("size of " + what).isPositive();
        assertThat(Math.sqrt(off / size)).as("error of " + what).isLessThan(tolerance);
    }

    private static NDArray normal(NDManager manager, long seed, long... shape) {
        Random random = new Random(seed);
        Shape size = new Shape(shape);
        float[] values = new float[(int) size.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, size);
    }

    /** Parameters none of which is zero or one. */
    private record Uneven(UNetSpec spec) implements ParameterSource {

        @Override
        public Set<String> names() {
            return UNet.shapes(spec).keySet();
        }

        @Override
        public long[] shape(String name) {
            return UNet.shapes(spec).get(name).clone();
        }

        @Override
        public void read(String name, FloatBuffer into) {
            Random random = new Random(name.hashCode());
            long[] shape = shape(name);
            long inputs = 1;
            for (int i = 1; i < shape.length; i++) {
                inputs *= shape[i];
            }
            boolean around1 = shape.length == 1 && name.endsWith(".weight");
            while (into.hasRemaining()) {
                double value = random.nextGaussian() / Math.sqrt(inputs);
                into.put((float) (around1 ? 1 + 0.3 * value : value));
            }
        }
    }
}
