package ijepa.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.Test;

/** The model that comes with the program is there, whole, and of the shape that its card says. */
class BundledModelTest {

    @Test
    void isWholeAndLoads() {
        assertThat(BundledModel.isPresent()).isTrue();
        try (Checkpoint checkpoint = BundledModel.open()) {
            assertThat(checkpoint.spec())
                    .isEqualTo(new ModelSpec(new EncoderSpec(64, 8, 192, 12, 3, 4), new PredictorSpec(96, 4, 3)));
            assertThat(checkpoint.missing()).isEmpty();
            assertThat(checkpoint.unexpected()).isEmpty();
            try (IJepa model =
                    IJepa.load(checkpoint.spec(), checkpoint.parameters(), new ComputeDevice.Cpu(), Precision.FP32)) {
                assertThat(model.predictor()).isPresent();
            }
        }
    }
}
