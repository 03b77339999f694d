package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ijepa.core.InputException;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.TensorEngine;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeviceOptionsTest {

    private static DeviceOptions options(String... arguments) {
        return CommandLine.populateCommand(new DeviceOptions(), arguments);
    }

    @Test
    void asManyThreadsAsAskedForCompute() {
        TensorEngine engine = TensorEngine.start();
        int before = engine.threads();
        try {
            assertThat(options("--device", "cpu", "--threads", "3").device()).isEqualTo(new ComputeDevice.Cpu());
            assertThat(engine.threads()).isEqualTo(3);
            options("--device", "cpu").device();
            assertThat(engine.threads()).isEqualTo(3);
        } finally {
            engine.setThreads(before);
        }
    }

    @Test
    void lessThanNoThreadsAreRefused() {
        DeviceOptions options = options("--threads", "-1");
        assertThatThrownBy(options::device)
                .isInstanceOf(InputException.class)
                .hasMessage("--threads is -1 but must be 0, for the engine's choice, or more.");
    }
}
