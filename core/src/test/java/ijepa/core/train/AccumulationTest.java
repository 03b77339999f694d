package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.mask.UnbiasedMultiBlockSampler;
import ijepa.core.model.IJepa;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.tensor.Precision;
import ijepa.core.train.Regulariser.Scope;
import ijepa.core.train.Regulariser.SketchedGaussian;
import ijepa.core.train.Regulariser.VarianceCovariance;
import ijepa.core.train.TinyStep.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps whose batch is done in parts, and steps whose gradients are clipped. */
class AccumulationTest {

    private static final int PARTS = 3;
    private static final int IMAGES = 4;
    private static final MultiBlockSettings SETTINGS =
            MultiBlockSettings.published(new PatchGrid(4, 4)).withMinKeep(0);
    private static final TrainingStep.Rates RATES = new TrainingStep.Rates(1e-3, 0.04, 0.9);

    /** Keeps what a step shows. */
    private static final class Shown implements TrainingStep.Observer {

        private final List<StepMasks> masks = new ArrayList<>();
        private Outcome outcome;
        private float[] norms;

        @Override
        public void part(NDManager scope, int number, TrainingStep.Forward forward, StepMasks of) {
            masks.add(of);
        }

        @Override
        public void step(double objective, Gradients gradients) {
            outcome = new Outcome(objective, TinyStep.values(gradients.arrays()));
            norms = gradients.norms();
        }
    }

    private static StepMasks masks(MaskSampler sampler) {
        MaskBatch drawn = sampler.sample(1, PARTS * IMAGES, new TorchGenerator(5));
        return new StepMasks(drawn.context(), drawn.target());
    }

    static Stream<Arguments> inPartsItIsTheWholeBatchsStep() {
        StepMasks official = masks(new MultiBlockSampler(SETTINGS));
        StepMasks unbiased = masks(new UnbiasedMultiBlockSampler(SETTINGS));
        return Stream.of(
                Arguments.of(official, new Regulariser.None()),
                Arguments.of(unbiased, new Regulariser.None()),
                Arguments.of(official, new VarianceCovariance(0.5, 0.1, Scope.POOLED)),
                Arguments.of(official, new VarianceCovariance(0.5, 0.1, Scope.TOKENS)),
                Arguments.of(unbiased, new VarianceCovariance(0.5, 0.1, Scope.POOLED)),
                Arguments.of(unbiased, new VarianceCovariance(0.5, 0.1, Scope.TOKENS)),
                Arguments.of(official, new SketchedGaussian(0.1, 8, 17, Scope.TOKENS)),
                Arguments.of(unbiased, new SketchedGaussian(0.1, 8, 17, Scope.POOLED)));
    }

    @ParameterizedTest
    @MethodSource
    void inPartsItIsTheWholeBatchsStep(StepMasks masks, Regulariser regulariser) {
        List<Shown> shown = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        for (int parts : new int[] {1, PARTS}) {
            Shown seen = new Shown();
            shown.add(seen);
            int each = PARTS * IMAGES / parts;
            try (IJepa model = TinyStep.model(2, Precision.FP32);
                    TrainingStep step = new TrainingStep(
                            model, Loss.SMOOTH_L1, regulariser, AdamW.PUBLISHED, new StepSettings(parts, 0, false))) {
                losses.add(step.run(part -> TinyStep.images(part * each, each), masks, RATES, seen));
                targets.add(TinyStep.values(
                        List.copyOf(model.targetEncoder().parameters().all().values())));
            }
        }
        assertThat(losses.getLast()).isEqualTo(losses.getFirst(), within(1e-5));
        shown.getLast().outcome.assertNear(shown.getFirst().outcome, 5e-5);
        assertThat(TinyStep.distance(targets.getLast(), targets.getFirst())).isLessThan(1e-4);
        assertThat(shown.getLast().masks).hasSize(PARTS);
        assertThat(shown.getLast().masks.get(1).context()[0][0]).isEqualTo(masks.context()[0][IMAGES]);
    }

    @Test
    void aNormThatIsLargerIsScaledDownAndASmallerOneIsLeft() {
        StepMasks masks = masks(new MultiBlockSampler(SETTINGS));
        Shown free = new Shown();
        double norm;
        try (IJepa model = TinyStep.model(2, Precision.FP32);
                TrainingStep step = step(model, 0)) {
            step.run(part -> TinyStep.images(0, PARTS * IMAGES), masks, RATES, free);
            norm = TinyStep.norm(free.outcome.gradients());
            assertThat(Gradients.norm(free.norms)).isEqualTo(norm, within(1e-6 * norm));
            assertThat(GradientNorms.of(step.optimizer().slots(), free.norms).together())
                    .isEqualTo(norm, within(1e-6 * norm));
        }
        for (double largest : new double[] {norm / 3, norm * 3}) {
            Shown clipped = new Shown();
            try (IJepa model = TinyStep.model(2, Precision.FP32);
                    TrainingStep step = step(model, largest)) {
                step.run(part -> TinyStep.images(0, PARTS * IMAGES), masks, RATES, clipped);
                // After the first step the first moment is 1 - beta1 of what the optimiser was given.
                double[] given = TinyStep.values(step.optimizer().slots().stream()
                        .map(Optimizer.Slot::firstMoment)
                        .toList());
                double share = (1 - AdamW.PUBLISHED.beta1()) * Math.min(1, largest / norm);
                double[] expected = free.outcome.gradients().clone();
                for (int i = 0; i < expected.length; i++) {
                    expected[i] *= share;
                }
                assertThat(TinyStep.distance(given, expected)).isLessThan(1e-5);
                assertThat(Gradients.norm(clipped.norms)).isEqualTo(norm, within(1e-6 * norm));
            }
        }
    }

    private static TrainingStep step(IJepa model, double clipNorm) {
        return new TrainingStep(
                model,
                Loss.SMOOTH_L1,
                new Regulariser.None(),
                AdamW.PUBLISHED,
                new StepSettings(1, clipNorm, false),
                Optional.empty());
    }

    /** An array made from Java's memory holds that memory only as long as its own scope lives. */
    @Test
    void whatARegulariserSawOutlivesThePart() {
        try (IJepa model = TinyStep.model(1, Precision.FP32);
                NDManager scope = model.newScope()) {
            SplitRegulariser split = new SplitRegulariser(
                    model.kernels(), scope, new VarianceCovariance(1, 1, Scope.TOKENS), Scope.TOKENS);
            List<ByteBuffer> others = new ArrayList<>();
            for (int part = 0; part < 50; part++) {
                try (NDManager inner = scope.newSubManager()) {
                    split.see(new Regulariser.Seen(
                            inner.arange(0f, 4096f).reshape(4, 256, 4),
                            inner.create(new long[4 * 256], new Shape(4, 256))));
                }
            }
            System.gc();
            for (int i = 0; i < 200; i++) {
                ByteBuffer taken = ByteBuffer.allocateDirect(4 * 256 * Long.BYTES);
                while (taken.hasRemaining()) {
                    taken.put((byte) -1);
                }
                others.add(taken);
            }
            split.differentiate(16, 0);
            assertThat(split.value()).isFinite();
            assertThat(others).hasSize(200);
        }
    }
}
