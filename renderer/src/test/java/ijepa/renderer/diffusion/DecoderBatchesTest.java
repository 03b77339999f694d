package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many of a batch are whole images. */
class DecoderBatchesTest {

    /** Steps enough for a whole number of images. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 0, 1, 10",
        "4, 0.1, 0, 1, 40",
        "3, 0.5, 1, 2, 30",
        "32, 0.5, 16, 16, 320",
        "5, 0, 0, 0, 0",
        "5, 1, 5, 5, 100"
    })
    void theShareHoldsOverManySteps(int count, double share, int least, int most, int together) {
        long steps = share == 0.1 ? 100 : 20;
        assertThat(LongStream.range(0, steps).map(step -> DecoderBatches.whole(step, count, share)))
                .allSatisfy(whole -> assertThat(whole).isBetween((long) least, (long) most));
        assertThat(LongStream.range(0, steps)
                        .map(step -> DecoderBatches.whole(step, count, share))
                        .sum())
                .isEqualTo(together);
        assertThat(LongStream.range(300_000, 300_000 + steps)
                        .map(step -> DecoderBatches.whole(step, count, share))
                        .sum())
                .isEqualTo(together);
    }
}
