package ijepa.renderer.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import ijepa.core.model.Embeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against NumPy's singular value decomposition of the same centred matrices. */
class PrincipalComponentsTest {

    /** The matrix whose numbers stand below. */
    static Embeddings waves(int count, int dimension) {
        float[] values = new float[count * dimension];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < dimension; k++) {
                values[i * dimension + k] = (float) (Math.sin(0.7 * i + 0.3 * k) * 3
                        + Math.cos(1.3 * i * (k % 5 + 1))
                        + 0.5 * Math.sin(2.1 * i * (k % 7)));
            }
        }
        return new Embeddings(count, dimension, values);
    }

    /** More vectors than dimensions, fewer, and fewer with the leading two nearly equal. */
    @ParameterizedTest
    @CsvSource({
        "60, 16, 0, 44.62581703497984, 0.5400281592502756, -0.23018757563726117, -0.2942553832878324, -6.119287305340814",
        "60, 16, 1, 29.114248994996565, 0.3523187996849027, -0.25474097445167343, -0.15288724146781563, 7.417908150816246",
        "60, 16, 2, 2.129719880561059, 0.025772272268238704, 0.4708409368927671, 0.203742241501761, 1.979486615014153",
        "12, 40, 0, 104.94081412673519, 0.49403530916506116, -0.13131270657252575, -0.17515314783758132, -8.292397917204825",
        "12, 40, 2, 6.785671851209783, 0.03194525903769424, 0.03841395246523959, 0.04295467002760164, 3.1650536911227753",
        "100, 200, 0, 457.83062659330636, 0.4463283536251985, 0.016292144179977243, 0.045563749914724984, 29.83722830599803",
        "100, 200, 1, 451.21919466616214, 0.43988302350583836, 0.09754189350581417, 0.08925745255304211, -4.8773052096950895",
        "100, 200, 2, 24.23439132037883, 0.02362554043100712, 0.0656196531887965, 0.07508063817144889, 12.539375644128663"
    })
    void agreesWithNumpy(
            int count,
            int dimension,
            int index,
            double variance,
            double share,
            double first,
            double second,
            double at) {
        Embeddings vectors = waves(count, dimension);
        PrincipalComponents components = PrincipalComponents.fit(List.of(vectors), 3);
        assertThat(components.variance(index)).isCloseTo(variance, within(1e-5 * variance));
        assertThat(components.share(index)).isCloseTo(share, within(1e-6));
        assertThat(components.component(index)[0]).isCloseTo(first, within(1e-5));
        assertThat(components.component(index)[1]).isCloseTo(second, within(1e-5));
        assertThat((double) components.project(vectors).get(0, index)).isCloseTo(at, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"40, 16, 8", "12, 200, 8", "12, 200, 20", "5, 64, 6"})
    void directionsAreOrthonormalAndVarianceFalls(int count, int dimension, int wanted) {
        PrincipalComponents components = PrincipalComponents.fit(List.of(waves(count, dimension)), wanted);
        for (int i = 0; i < wanted; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < dimension; k++) {
                    product += components.component(i)[k] * components.component(j)[k];
                }
                assertThat(product).as("%d with %d", i, j).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
        }
        for (int i = 1; i < wanted; i++) {
            assertThat(components.variance(i)).isLessThanOrEqualTo(components.variance(i - 1));
        }
        // Beyond the rank of centred vectors there is no variance.
        for (int i = count - 1; i < wanted; i++) {
            assertThat(components.variance(i)).isCloseTo(0, within(1e-9 * components.variance(0)));
        }
    }

    @Test
    void varianceIsThatOfTheProjections() {
        Embeddings vectors = waves(30, 50);
        PrincipalComponents components = PrincipalComponents.fit(List.of(vectors), 4);
        Embeddings projected = components.project(vectors);
        for (int c = 0; c < 4; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 30; i++) {
                sum += projected.get(i, c);
                squares += projected.get(i, c) * projected.get(i, c);
            }
            assertThat(sum).isCloseTo(0, within(1e-4));
            assertThat(squares / 29).isCloseTo(components.variance(c), within(1e-4 * components.variance(0)));
        }
    }

    @Test
    void severalSetsCountAsOne() {
        Embeddings all = waves(40, 24);
        int[] even = new int[20];
        int[] odd = new int[20];
        for (int i = 0; i < 20; i++) {
            even[i] = 2 * i;
            odd[i] = 2 * i + 1;
        }
        PrincipalComponents whole = PrincipalComponents.fit(List.of(all), 2);
        PrincipalComponents parts = PrincipalComponents.fit(List.of(all.rows(even), all.rows(odd)), 2);
        for (int i = 0; i < 2; i++) {
            assertThat(parts.component(i)).containsExactly(whole.component(i), within(1e-7));
        }
    }

    @Test
    void againGivesTheSameBits() {
        PrincipalComponents once = PrincipalComponents.fit(List.of(waves(70, 90)), 3);
        PrincipalComponents again = PrincipalComponents.fit(List.of(waves(70, 90)), 3);
        for (int i = 0; i < 3; i++) {
            assertThat(again.component(i)).isEqualTo(once.component(i));
        }
    }

    @Test
    void equalVectorsHaveNoVariance() {
        PrincipalComponents components =
                PrincipalComponents.fit(List.of(waves(1, 8).rows(new int[5])), 3);
        assertThat(components.variance(0)).isZero();
        assertThat(components.share(0)).isZero();
        assertThat(components.project(waves(1, 8)).values()).containsOnly(0);
    }

    @Test
    void refusesWhatCannotBeAnalysed() {
        assertThatThrownBy(() -> PrincipalComponents.fit(List.of(), 3)).hasMessageContaining("at least one vector");
        assertThatThrownBy(() -> PrincipalComponents.fit(List.of(waves(4, 2)), 3))
                .hasMessageContaining("1 to 2");
        assertThatThrownBy(() -> PrincipalComponents.fit(List.of(waves(4, 8), waves(4, 9)), 3))
                .hasMessageContaining("of 9 and of 8");
    }
}
