package ijepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;

class ComputeDeviceTest {

    @Test
    void readsTheProcessorsName() {
        assertThat(ComputeDevice.parse(" CPU ")).isEqualTo(new ComputeDevice.Cpu());
    }

    @Test
    void refusesAnUnknownName() {
        assertThatThrownBy(() -> ComputeDevice.parse("tpu"))
                .isInstanceOf(InputException.class)
                .hasMessage("Unknown device 'tpu': use auto, cpu or cuda:N.");
    }

    @Test
    void aCudaDeviceThatIsNotThereIsRefusedWithARemedy() {
        int present = TensorEngine.start().cudaDevices();
        String remedy = present == 0 ? "use --device cpu" : "there are " + present + " CUDA devices";
        assertThatThrownBy(() -> ComputeDevice.parse("cuda:" + present))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cuda:" + present + " was asked for")
                .hasMessageContaining(remedy);
    }

    @Test
    void autoTakesWhatIsThere() {
        ComputeDevice expected =
                TensorEngine.start().cudaDevices() > 0 ? new ComputeDevice.Cuda(0) : new ComputeDevice.Cpu();
        assertThat(ComputeDevice.parse("auto")).isEqualTo(expected);
    }

    @Test
    void memoryIsToldOnlyOfADeviceThatHasItsOwn() {
        assertThat(DeviceMemory.used(new ComputeDevice.Cpu())).isEmpty();
        assertThat(DeviceMemory.used(new ComputeDevice.Cuda(999))).isEmpty();
        if (TensorEngine.start().cudaDevices() > 0) {
            assertThat(DeviceMemory.used(new ComputeDevice.Cuda(0)).orElseThrow())
                    .isPositive();
        }
    }
}
