package ijepa.core.tensor;

import java.util.Locale;

/** Knows what the engine says when a device's memory is used up. */
public final class DeviceMemory {

    private DeviceMemory() {}

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
