package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import ijepa.core.config.Recipe;
import ijepa.core.run.Finding.Kind;
import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.TrainingStep;
import org.junit.jupiter.api.Test;

/** What is said of runs whose course is known. */
class DiagnosisTest {

    private static final Optional<Diagnosis.Scale> SCALE = Optional.of(new Diagnosis.Scale(192, 256));

    private final Random random = new Random(5);
    private IntToDoubleFunction loss = i -> 0.3 - 0.05 * i / 4_000;
    private IntToDoubleFunction rank = i -> 140;
    private IntToDoubleFunction deviation = i -> 0.5;
    private IntToDoubleFunction gradient = i -> 0.05;
    private IntToDoubleFunction rate = i -> 5e-4 - i * 1e-8;
    private IntToDoubleFunction waiting = i -> 0.01;

    private Metric.Step step(int i) {
        double noise = 1 + 0.02 * random.nextGaussian();
        return new Metric.Step(
                i,
                i / 100,
                i % 100,
                loss.applyAsDouble(i) * noise,
                0.4,
                new TrainingStep.Rates(rate.applyAsDouble(i), 0.04, 0.996),
                12,
                9,
                new GradientNorms(0.01, 0.01, 0.001, gradient.applyAsDouble(i), gradient.applyAsDouble(i)),
                i % 20 == 0
                        ? Optional.of(new FeatureSpread(deviation.applyAsDouble(i), rank.applyAsDouble(i) * noise))
                        : Optional.empty(),
                0.5,
                100,
                waiting.applyAsDouble(i),
                1 << 30,
                OptionalLong.empty(),
                1.7e9 + i);
    }

    private List<Finding> after(int steps) {
        RunDigest digest = new RunDigest();
        for (int i = 0; i < steps; i++) {
            digest.add(step(i));
        }
        return Diagnosis.of(digest, SCALE, Optional.empty());
    }

    private static List<Kind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }

    @Test
    void aFallingLossWithSpreadIsLearning() {
        loss = i -> 0.2 + 0.2 * Math.exp(-i / 3_000.0);
        assertThat(kinds(after(4_000))).containsExactly(Kind.LEARNING);
        loss = i -> 0.3;
        assertThat(kinds(after(4_000))).containsExactly(Kind.LEVEL);
    }

    @Test
    void aLossThatRisesWithTheRankIsNormal() {
        // As in a real run: down to its lowest within a hundred steps, up while the rank grows, then down again.
        loss = i -> i < 100 ? 0.45 - 0.0022 * i : 0.23 + 0.14 * (1 - Math.exp(-(i - 100) / 250.0));
        rank = i -> 33 + 107 * (1 - Math.exp(-i / 400.0));
        List<Finding> findings = after(400);
        assertThat(kinds(findings)).containsExactly(Kind.RISING_TARGET);
        assertThat(findings.getFirst().numbers())
                .anySatisfy(number -> assertThat(number).contains("at its lowest", "now"));
        assertThat(findings.getFirst().numbers())
                .anySatisfy(number -> assertThat(number).contains("effective rank", "at most 192"));
    }

    @Test
    void aLossFarAboveItsStartWithGrowingGradientsDiverges() {
        loss = i -> i < 1_500 ? 0.3 : 0.3 * Math.exp((i - 1_500) / 250.0);
        gradient = i -> i < 1_500 ? 0.05 : 0.05 * Math.exp((i - 1_500) / 150.0);
        List<Finding> findings = after(2_100);
        assertThat(kinds(findings)).first().isEqualTo(Kind.DIVERGING);
        assertThat(findings.getFirst().numbers().get(1)).contains("gradient norm");
    }

    @Test
    void gradientsThatGrowWhileTheLossLooksWellAreAWarning() {
        // As in a real run with little weight decay: features were ruined while the loss stayed within 8% of its
        // lowest.
        loss = i -> i < 2_600 ? 0.38 - 0.03 * i / 2_600 : 0.37;
        gradient = i -> i < 2_600 ? 0.08 : 0.08 * Math.exp((i - 2_600) / 150.0);
        List<Finding> findings = after(2_900);
        assertThat(kinds(findings)).containsExactly(Kind.UNSTABLE);
        assertThat(findings.getFirst().text()).contains("lower learning rate");
        assertThat(findings.getFirst().numbers()).first().asString().startsWith("largest gradient norm 0.");
    }

    @Test
    void gradientsThatGrewLongAgoAreStillAWarning() {
        // As in a real run: more than half of it had ten times the gradients of its beginning.
        gradient = i -> i < 1_500 ? 0.05 : 0.05 * Math.min(10, Math.exp((i - 1_500) / 150.0));
        assertThat(kinds(after(4_000))).contains(Kind.UNSTABLE);
    }

    @Test
    void aRegulariserIsNoAdviceWhereGradientsHaveGrown() {
        rank = i -> 140 - 70.0 * i / 2_900;
        gradient = i -> i < 2_600 ? 0.08 : 0.08 * Math.exp((i - 2_600) / 150.0);
        List<Finding> findings = after(2_900);
        assertThat(kinds(findings)).containsExactlyInAnyOrder(Kind.UNSTABLE, Kind.SHRINKING);
        assertThat(findings)
                .filteredOn(finding -> finding.kind() == Kind.SHRINKING)
                .allSatisfy(finding -> assertThat(finding.text()).doesNotContain("regulariser"));
        gradient = i -> 0.08;
        assertThat(after(2_900))
                .anySatisfy(finding -> assertThat(finding.text()).contains("regulariser"));
    }

    @Test
    void aRisingLossAloneIsNoDivergence() {
        loss = i -> 0.1 + 0.3 * i / 4_000;
        assertThat(kinds(after(4_000))).containsExactly(Kind.RISING_TARGET);
    }

    @Test
    void aFewDimensionsAreACollapse() {
        loss = i -> 0.15 * Math.exp(-i / 2_000.0) + 0.02;
        rank = i -> 10;
        List<Finding> findings = after(4_000);
        assertThat(kinds(findings)).containsExactly(Kind.COLLAPSED);
        assertThat(findings.getFirst().title()).contains("few dimensions");
    }

    @Test
    void theSameEmbeddingForEveryImageIsACollapse() {
        deviation = i -> 0.5 * Math.exp(-i / 300.0);
        List<Finding> findings = after(2_000);
        assertThat(kinds(findings)).containsExactly(Kind.COLLAPSED);
        assertThat(findings.getFirst().title()).contains("collapsed");
    }

    @Test
    void aRankThatFallsIsWarnedOf() {
        rank = i -> 140 - 70.0 * i / 4_000;
        assertThat(kinds(after(4_000))).containsExactly(Kind.SHRINKING);
        loss = i -> 0.1 + 0.3 * i / 4_000;
        assertThat(kinds(after(4_000))).containsExactly(Kind.SHRINKING, Kind.RISING);
    }

    @Test
    void aRunThatBeganAnewHasFewLevels() {
        RunDigest digest = new RunDigest();
        for (int i = 0; i < 4_000; i++) {
            digest.add(step(i));
        }
        for (int i = 0; i < 300; i++) {
            digest.add(step(i));
            assertThat(Diagnosis.of(digest, SCALE, Optional.empty())).isNotEmpty();
        }
    }

    @Test
    void theHighestRankFollowsTheMasksOfTheRun() {
        assertThat(scale("workbench.sampler.kind=multiblock").vectors()).isEqualTo(128);
        assertThat(scale("workbench.sampler.kind=rasterized").vectors()).isEqualTo(96);
        assertThat(scale("workbench.sampler.kind=random").vectors()).isEqualTo(32);
    }

    private static Diagnosis.Scale scale(String override) {
        return Diagnosis.Scale.of(Recipe.named(Recipe.USUAL).read(List.of(override)));
    }

    @Test
    void aSmallBatchCannotHaveAHighRank() {
        rank = i -> 9;
        RunDigest digest = new RunDigest();
        for (int i = 0; i < 2_000; i++) {
            digest.add(step(i));
        }
        assertThat(kinds(Diagnosis.of(digest, Optional.of(new Diagnosis.Scale(192, 16)), Optional.empty())))
                .doesNotContain(Kind.COLLAPSED);
    }

    @Test
    void waitingForDataIsWarnedOf() {
        waiting = i -> 0.4;
        List<Finding> findings = after(2_000);
        assertThat(kinds(findings)).first().isEqualTo(Kind.STARVING);
        assertThat(findings.getFirst().numbers()).containsExactly("40% of the last 200 steps' time spent waiting");
    }

    @Test
    void aGrowingLearningRateIsWarmingUp() {
        rate = i -> 1e-4 + i * 1e-7;
        assertThat(kinds(after(2_000))).contains(Kind.WARMING_UP);
        assertThat(kinds(after(10))).containsExactlyInAnyOrder(Kind.TOO_EARLY, Kind.WARMING_UP);
    }

    @Test
    void aFewStepsSayNothing() {
        assertThat(kinds(after(0))).containsExactly(Kind.TOO_EARLY);
        assertThat(kinds(after(40))).containsExactly(Kind.TOO_EARLY);
    }

    @Test
    void aRunThatEndedForNoNumberSaysSo() {
        RunDigest digest = new RunDigest();
        List<Finding> findings =
                Diagnosis.of(digest, SCALE, Optional.of("The loss became NaN: lower the learning rate."));
        assertThat(findings.getFirst().kind()).isEqualTo(Kind.NO_NUMBER);
        assertThat(findings.getFirst().text()).contains("became NaN");
        loss = i -> i == 99 ? Double.NaN : 0.3;
        assertThat(kinds(after(100))).first().isEqualTo(Kind.NO_NUMBER);
    }

    @Test
    void aLongRunIsJudgedFromItsWholeCourse() {
        loss = i -> i < 1_000 ? 0.2 : 0.2 + 0.2 * i / 40_000;
        assertThat(kinds(after(40_000))).containsExactly(Kind.RISING_TARGET);
    }

    @Test
    void stepsThatAreTakenAgainReplaceTheOld() {
        RunDigest digest = new RunDigest();
        for (int i = 0; i < 1_000; i++) {
            digest.add(step(i));
        }
        rank = i -> 3;
        for (int i = 0; i < 1_000; i++) {
            digest.add(step(i));
        }
        assertThat(kinds(Diagnosis.of(digest, SCALE, Optional.empty()))).containsExactly(Kind.COLLAPSED);
        assertThat(Diagnosis.of(digest, SCALE, Optional.empty())
                        .getFirst()
                        .numbers()
                        .getFirst())
                .startsWith("effective rank 3.")
                .contains("3.");
        assertThat(digest.steps()).isEqualTo(1_000);
    }
}
