package ijepa.core.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * The running engine. Starting takes seconds the first time on a machine (the native libraries are unpacked) and half a
 * second later, so windows start it in the background.
 */
public final class TensorEngine {

    private static final Object START = new Object();
    private static TensorEngine running;

    private final Engine engine;
    private final ConcurrentHashMap<ComputeDevice, Kernels> kernels = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ComputeDevice, DiffusionKernels> diffusionKernels = new ConcurrentHashMap<>();

    private TensorEngine() {
        // No telemetry; "offline" as well would keep the cuda profile from bringing its engine build.
        System.setProperty("OPT_OUT_TRACKING", "true");
        findCudaRuntime();
        try {
            engine = Engine.getEngine("PyTorch");
        } catch (EngineException failure) {
            throw unstarted(failure);
        }
    }

    /**
     * A Python environment keeps CUDA's runtime library, by which devices are counted, beside its PyTorch, where nothing
     * looks for it.
     */
    private static void findCudaRuntime() {
        String pytorch = System.getenv("PYTORCH_LIBRARY_PATH");
        if (pytorch != null && System.getProperty("jna.library.path") == null) {
            Path runtime =
                    Path.of(pytorch).resolve("../../nvidia/cuda_runtime/lib").normalize();
            if (Files.isDirectory(runtime)) {
                System.setProperty("jna.library.path", runtime.toString());
            }
        }
    }

    private static InputException unstarted(EngineException failure) {
        Throwable cause = failure;
        while (!(cause instanceof IOException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new InputException(
                "The tensor engine cannot be started ("
                        + (cause instanceof IOException io ? Reason.of(io) : failure.getMessage())
                        + "). It unpacks or downloads its libraries into " + Utils.getEngineCacheDir("pytorch")
                        + ": make room there, or name another folder with DJL_CACHE_DIR.",
                failure);
    }

    /** The engine, started if it was not. */
    public static TensorEngine start() {
        synchronized (START) {
            if (running == null) {
                running = new TensorEngine();
            }
            return running;
        }
    }

    /** Version of PyTorch inside. */
    public String version() {
        return engine.getVersion();
    }

    public int cudaDevices() {
        return engine.getGpuCount();
    }

    /** Threads one operation may use on the processor. */
    public int threads() {
        return JniUtils.getNumThreads();
    }

    /** Sets the number of threads one operation may use on the processor; at least 1. */
    public void setThreads(int threads) {
        JniUtils.setNumThreads(threads);
    }

    /** A manager of arrays on a device; closing it frees them all. */
    public NDManager newManager(ComputeDevice device) {
        Device engineDevice = device.engineDevice();
        return engine.newBaseManager(engineDevice);
    }

    /** The kernels on a device, compiled once. */
    public Kernels kernels(ComputeDevice device) {
        return kernels.computeIfAbsent(device, key -> new Kernels(this, key));
    }

    /** The diffusion decoder's kernels on a device, compiled once. */
    public DiffusionKernels diffusionKernels(ComputeDevice device) {
        return diffusionKernels.computeIfAbsent(device, key -> new DiffusionKernels(this, key));
    }
}
