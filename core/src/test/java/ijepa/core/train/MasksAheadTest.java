package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.TorchGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class MasksAheadTest {

    @Test
    void whatEndsTheDrawingEndsTheWaiting() {
        MaskSampler exhausted = new MaskSampler() {
            @Override
            public PatchGrid grid() {
                return new PatchGrid(8, 8);
            }

            @Override
            public MaskBatch sample(long iteration, int images, TorchGenerator places) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        try (MasksAhead ahead = new MasksAhead(exhausted, new TorchGenerator(0).state(), 0, 1, 4)) {
            assertThatThrownBy(ahead::next).isInstanceOf(OutOfMemoryError.class).hasMessage("Java heap space");
        }
    }
}
