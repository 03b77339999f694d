package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.model.IJepa;
import ijepa.core.model.WeightsDigest;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.Test;

/** The decoder that comes with the program goes with the model that does. */
class BundledDecoderTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final int LARGEST = 40_000_000;

    @Test
    void itWasTrainedWithTheBundledModel() {
        assertThat(BundledDecoder.isPresent()).isTrue();
        assertThat(BundledDecoder.content()).hasSizeLessThan(LARGEST);
        try (Checkpoint weights = BundledModel.open();
                IJepa model = IJepa.load(weights.spec(), weights.parameters(), CPU, Precision.FP32);
                Decoder decoder = BundledDecoder.load(CPU, Precision.FP32)) {
            assertThat(decoder.spec().encoder()).isEqualTo(WeightsDigest.of(model));
            assertThat(decoder.spec().encoderName()).isEqualTo(BundledModel.NAME);
            assertThat(decoder.trainedSteps()).isPositive();
        }
    }
}
