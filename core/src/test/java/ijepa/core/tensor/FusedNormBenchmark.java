package ijepa.core.tensor;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@link FusedNorm} on one thread, nanoseconds an element of 4 maps of 64 x 64 and 32 channels, or 32 x 32 and 128:
 * {@code mvn -q -Pjmh -pl core test-compile exec:exec}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FusedNormBenchmark {

    private static final int PICTURES = 4;
    private static final int ELEMENTS = PICTURES * 64 * 64 * 32;

    /** Channels of a place. */
    @Param({"32", "128"})
    public int channels;

    /** Of maps. */
    @Param({"BF16", "FP32"})
    public Precision precision;

    private final FusedKernels kernels =
            TensorEngine.start().diffusionKernels(new ComputeDevice.Cpu()).fused();
    private NDManager manager;
    private NDManager call;
    private NDArray x;
    private NDArray weight;
    private NDArray bias;
    private Optional<NDArray> condition;
    private FusedNorm norm;

    /** Draws the maps. */
    @Setup
    public void draw() {
        TensorEngine.start().setThreads(1);
        manager = TensorEngine.start().newManager(new ComputeDevice.Cpu());
        long side = Math.round(Math.sqrt((double) ELEMENTS / PICTURES / channels));
        x = kernels.cast(manager, manager.randomNormal(new Shape(PICTURES, side, side, channels)), precision);
        weight = manager.ones(new Shape(channels));
        bias = manager.zeros(new Shape(channels));
        condition = Optional.of(manager.randomNormal(new Shape(PICTURES, 2L * channels)));
        norm = measure();
    }

    /** What a call makes is freed after it. */
    @Setup(Level.Invocation)
    public void open() {
        call = manager.newSubManager();
    }

    @TearDown(Level.Invocation)
    public void free() {
        call.close();
    }

    @TearDown
    public void close() {
        manager.close();
    }

    /** Means and deviations. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public FusedNorm measure() {
        return new FusedNorm(x, weight, bias, condition, new FusedNorm.Settings(8, precision));
    }

    /** Norm, condition and SiLU of a map that is measured. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public NDArray forward() {
        return norm.output(call, kernels);
    }

    /** All derivatives. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public FusedNorm.Gradients backward() {
        return norm.backward(call, kernels, x, Optional.empty());
    }

    /** All derivatives, another added to that by the map. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public FusedNorm.Gradients backwardAndAdd() {
        return norm.backward(call, kernels, x, Optional.of(x));
    }
}
