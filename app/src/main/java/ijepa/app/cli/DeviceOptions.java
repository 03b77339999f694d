package ijepa.app.cli;

import ijepa.core.InputException;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.TensorEngine;
import picocli.CommandLine.Option;

/** The options that say where networks compute, and with how much of the processor. */
public final class DeviceOptions {

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Processor threads; 0 leaves it to the engine (default: ${DEFAULT-VALUE}).")
    private int threads;

    /**
     * The device, ready to compute with as many threads.
     *
     * @throws InputException when there is no such device, or threads are less than none
     */
    public ComputeDevice device() {
        if (threads < 0) {
            throw new InputException("--threads is " + threads + " but must be 0, for the engine's choice, or more.");
        }
        ComputeDevice parsed = ComputeDevice.parse(device);
        if (threads > 0) {
            TensorEngine.start().setThreads(threads);
        }
        return parsed;
    }
}
