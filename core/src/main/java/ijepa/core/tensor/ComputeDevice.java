package ijepa.core.tensor;

import java.util.Locale;

import ai.djl.Device;
import ijepa.core.InputException;

/** Where tensors live and are computed. */
public sealed interface ComputeDevice {

    /** The processor. */
    record Cpu() implements ComputeDevice {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * One CUDA device.
     *
     * @param index its number, from 0
     */
    record Cuda(int index) implements ComputeDevice {
        @Override
        public String toString() {
            return "cuda:" + index;
        }
    }

    /**
     * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}. Starts the engine where it must be asked which
     * devices there are.
     *
     * @throws InputException when the text is none of those, or the device is not there
     */
    static ComputeDevice parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("cpu")) {
            return new Cpu();
        }
        if (name.equals("auto")) {
            return TensorEngine.start().cudaDevices() > 0 ? new Cuda(0) : new Cpu();
        }
        if (name.matches("cuda(:\\d{1,3})?")) {
            int index = name.equals("cuda") ? 0 : Integer.parseInt(name.substring(5));
            int present = TensorEngine.start().cudaDevices();
            if (present == 0) {
                throw new InputException(
                        "Device " + name + " was asked for, but the engine sees no CUDA device: use --device cpu, "
                                + "or start with the CUDA build of the engine and a driver that fits it (README, \"On a GPU\").");
            }
            if (index >= present) {
                throw new InputException("Device " + name + " was asked for, but there are " + present
                        + " CUDA devices, cuda:0 to cuda:" + (present - 1) + ".");
            }
            return new Cuda(index);
        }
        throw new InputException("Unknown device '" + text + "': use auto, cpu or cuda:N.");
    }

    /** The engine's own name for the device. */
    default Device engineDevice() {
        return switch (this) {
            case Cpu() -> Device.cpu();
            case Cuda(int index) -> Device.gpu(index);
        };
    }
}
