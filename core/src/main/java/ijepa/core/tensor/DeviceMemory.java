package ijepa.core.tensor;

import java.util.Locale;
import java.util.OptionalLong;

import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;

/** A device's own memory: how much of it is used, and what the engine says when it is used up. */
public final class DeviceMemory {

    private DeviceMemory() {}

    /**
     * Bytes that are used on a device as its driver counts them, by this process and all others, with what the engine keeps in
     * reserve; absent for the processor, and where the driver does not say it.
     */
    public static OptionalLong used(ComputeDevice device) {
        if (!(device instanceof ComputeDevice.Cuda) || !CudaUtils.hasCuda()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(CudaUtils.getGpuMemory(device.engineDevice()).getCommitted());
        } catch (EngineException | IllegalArgumentException silent) {
            return OptionalLong.empty();
        }
    }

    /** Whether something failed because there was not enough memory, on the device or beside Java's heap. */
    public static boolean isExhausted(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return true;
        }
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().toLowerCase(Locale.ROOT);
        // The allocators of CUDA, of the processor (in two versions) and of the C++ library.
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory")
                || message.contains("bad_alloc");
    }
}
