package ijepa.app.control.curve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicksTest {

    @Test
    void linearTicksAreRoundAndWithin() {
        assertThat(Ticks.linear(new Span(0.31, 0.46), 4))
                .hasSizeBetween(2, 4)
                .allSatisfy(tick -> assertThat(tick).isBetween(0.31, 0.46));
        assertThat(Ticks.linear(new Span(0, 1_000_000), 5)).contains(0.0, 200_000.0, 1_000_000.0);
    }

    @Test
    void logarithmicTicksArePowersOfTenAndThinned() {
        assertThat(Ticks.logarithmic(new Span(0.002, 30), 5)).containsExactly(0.01, 0.1, 1.0, 10.0);
        assertThat(Ticks.logarithmic(new Span(1e-12, 1), 5)).hasSizeLessThanOrEqualTo(6);
        assertThat(Ticks.logarithmic(new Span(1, 10), 6)).contains(1.0, 2.0, 5.0, 10.0);
        assertThat(Ticks.logarithmic(new Span(0.30, 0.36), 5)).hasSizeGreaterThan(1);
    }

    @Test
    void numbersAreShortAndTellNeighboursApart() {
        assertThat(Ticks.text(200_000, 200_000)).isEqualTo("200k");
        assertThat(Ticks.text(1_500_000, 500_000)).isEqualTo("1.5M");
        assertThat(Ticks.text(0.25, 0.05)).isEqualTo("0.25");
        assertThat(Ticks.text(0.1 + 0.2, 0.1)).isEqualTo("0.3");
        assertThat(Ticks.text(0.0005, 0.0001)).isEqualTo("5e-4");
        assertThat(Ticks.text(10_000, 1)).isEqualTo("10k");
        assertThat(Ticks.text(10_001, 1)).isEqualTo("10.001k");
        assertThat(Ticks.text(0, 1)).isEqualTo("0");
        assertThat(Ticks.number(0.32797512)).isEqualTo("0.3280");
        assertThat(Ticks.number(145.63)).isEqualTo("145.6");
        assertThat(Ticks.number(5e-4)).isEqualTo("5.000e-4");
        assertThat(Ticks.number(5_880)).isEqualTo("5,880");
    }
}
