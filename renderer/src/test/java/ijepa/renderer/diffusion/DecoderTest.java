package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.imageio.ImageIO;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decoder's life with tiny networks: trained for a few steps, written, read, sampled from. */
class DecoderTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final ModelSpec MODEL =
            new ModelSpec(new EncoderSpec(32, 4, 32, 1, 2, 2), new PredictorSpec(16, 1, 2));

    @TempDir
    private static Path folder;

    private static Path file;
    private static final List<Double> losses = new ArrayList<>();

    private static IJepa model(long seed, ModelSpec spec) {
        return IJepa.load(spec, new Initialisation(spec, seed), CPU, Precision.FP32);
    }

    private static DecoderTrainingConfig config(long steps, double imageShare) {
        return new DecoderTrainingConfig(
                16,
                new NetworkShape(32, 1, List.of(1.0, 1.0), Set.of(8), 8),
                4,
                steps,
                8,
                2e-3,
                0,
                0,
                0.99,
                imageShare,
                0.1,
                PredictionType.NOISE,
                LossWeighting.UNIFORM,
                DecoderTrainingConfig.Conditions.COMPUTED,
                0.5,
                MaskStrategy.MultiBlock.PUBLISHED,
                Precision.FP32,
                1 << 20,
                3);
    }

    @BeforeAll
    static void train() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 8; i++) {
            BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 1600; at++) {
                picture.setRGB(at % 40, at / 40, at % 40 < 5 * i ? 0xFF8000 : 0x2040A0);
            }
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        file = folder.resolve("decoder.safetensors");
        DecoderTrainingConfig config = config(30, 0.5);
        try (IJepa model = model(1, MODEL);
                DecoderTraining training = new DecoderTraining(
                        model,
                        DecoderSpec.of(model, "tiny", config),
                        ImageFolder.scan(pictures),
                        config,
                        Optional.empty(),
                        line -> {})) {
            while (training.position().step() < 30) {
                losses.add(training.step().values().get("mse"));
            }
            assertThat(training.trainedSteps()).isEqualTo(30);
            training.write(ElementType.F32, true, file);
            training.write(ElementType.F16, false, folder.resolve("half.safetensors"));
        }
    }

    private static Decoder.Request request(Sampler sampler, double guidance, long... seeds) {
        float[] embedding = new float[32];
        embedding[3] = 0.5f;
        return new Decoder.Request(ConditionKind.IMAGE, embedding, seeds, sampler, 6, guidance, Optional.empty());
    }

    private static List<Image> sample(Path from, Decoder.Request request) {
        try (Decoder decoder = Decoder.load(from, CPU, Precision.FP32)) {
            return decoder.sample(request, SamplingListener.NONE).orElseThrow();
        }
    }

    private static int apart(Image a, Image b) {
        int worst = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            worst = Math.max(worst, Math.abs((a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF)));
        }
        return worst;
    }

    @Test
    void whatACancelledSamplingHeldIsFreed() throws ReflectiveOperationException {
        try (Decoder decoder = Decoder.load(file, CPU, Precision.FP32)) {
            Field own = Decoder.class.getDeclaredField("manager");
            own.setAccessible(true);
            NDManager manager = (NDManager) own.get(decoder);
            int before = held(manager);
            List<Integer> during = new ArrayList<>();
            Decoder.Request request = new Decoder.Request(
                    ConditionKind.IMAGE, new float[32], new long[] {1, 2, 3}, new Sampler.DpmSolver(), 10);
            Optional<List<Image>> stopped = decoder.sample(request, (done, total, state) -> {
                during.add(heldUnchecked(manager));
                return done < 3;
            });
            assertThat(stopped).isEmpty();
            assertThat(during).hasSize(3).allMatch(count -> count > before);
            assertThat(held(manager)).isEqualTo(before);
        }
    }

    private static int heldUnchecked(NDManager manager) {
        try {
            return held(manager);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Arrays and managers that a manager and those below it hold. */
    private static int held(NDManager manager) throws ReflectiveOperationException {
        Field resources = BaseNDManager.class.getDeclaredField("resources");
        resources.setAccessible(true);
        int count = 0;
        for (Object resource : ((Map<?, ?>) resources.get(manager)).values()) {
            count += resource instanceof NDManager below ? 1 + held(below) : 1;
        }
        return count;
    }

    @Test
    void lossesFall() {
        double first = losses.subList(0, 5).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        double last = losses.subList(25, 30).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertThat(first).isBetween(0.8, 1.2);
        assertThat(last).isLessThan(0.7 * first);
    }

    @Test
    void theFileHoldsAverageAndLearningWeightsUnderOfficialNames() {
        try (SafetensorsFile stored = SafetensorsFile.open(file);
                SafetensorsFile half = SafetensorsFile.open(folder.resolve("half.safetensors"))) {
            assertThat(stored.entries())
                    .containsKeys("unet.input_blocks.1.0.in_layers.2.weight", "ema.middle_block.1.qkv.weight");
            assertThat(stored.floats("unet.out.2.weight")).isNotEqualTo(stored.floats("ema.out.2.weight"));
            assertThat(stored.metadata()).containsEntry("step", "30").containsEntry("format", DecoderFile.FORMAT);
            assertThat(half.entries()).doesNotContainKey("unet.out.2.weight");
            assertThat(half.entry("ema.out.2.weight").type()).isEqualTo(ElementType.F16);
        }
        Decoder.Request request = request(new Sampler.DpmSolver(), 1, 5);
        assertThat(apart(
                        sample(file, request).getFirst(),
                        sample(folder.resolve("half.safetensors"), request).getFirst()))
                .isLessThan(12);
    }

    @Test
    void aSeedGivesItsPictureInEveryBatch() {
        for (Sampler sampler : List.of(new Sampler.DpmSolver(), new Sampler.Ddim(0.5), new Sampler.Ancestral())) {
            Image alone = sample(file, request(sampler, 1, 7)).getFirst();
            List<Image> among = sample(file, request(sampler, 1, 1, 7, 2));
            assertThat(apart(alone, among.get(1))).as(sampler.toString()).isLessThanOrEqualTo(1);
            assertThat(apart(alone, among.get(0))).as(sampler.toString()).isGreaterThan(20);
        }
    }

    @Test
    void guidanceOfOneIsNone() {
        NDManager manager = TensorEngine.start().newManager(CPU);
        try (manager) {
            float[] values = new float[12 * 4];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(i);
            }
            NDArray both = manager.create(values, new Shape(2, 6, 2, 2));
            float[] guided = TensorEngine.start()
                    .diffusionKernels(CPU)
                    .guide(manager, both, 1)
                    .toFloatArray();
            for (int i = 0; i < guided.length; i++) {
                assertThat(guided[i]).isCloseTo(values[i], within(1e-6f));
            }
        }
        Image free = sample(file, request(new Sampler.DpmSolver(), 1, 7)).getFirst();
        assertThat(apart(
                        free,
                        sample(file, request(new Sampler.DpmSolver(), 4, 7)).getFirst()))
                .isPositive();
    }

    @Test
    void anotherEncoderIsWarnedOfAndAnotherDimensionRefused() {
        try (Decoder decoder = Decoder.load(file, CPU, Precision.FP32);
                IJepa own = model(1, MODEL);
                IJepa other = model(2, MODEL)) {
            assertThat(decoder.fits(own)).isEmpty();
            assertThat(decoder.fits(other))
                    .hasValueSatisfying(warning -> assertThat(warning)
                            .matches(".* trained with other weights \\(tiny, digest [0-9a-f]{8}\\), so .*"));
            ModelSpec wide = new ModelSpec(new EncoderSpec(32, 4, 64, 1, 2, 2), new PredictorSpec(16, 1, 2));
            try (IJepa wider = model(1, wide)) {
                assertThatThrownBy(() -> decoder.fits(wider))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("embeddings of 32 numbers (tiny), but this checkpoint's have 64");
            }
        }
    }

    @Test
    void samplingStopsBetweenAnyTwoSteps() {
        try (Decoder decoder = Decoder.load(file, CPU, Precision.FP32)) {
            Decoder.Request request = request(new Sampler.DpmSolver(), 1, 5, 6);
            for (int last = 1; last < 6; last++) {
                int stop = last;
                List<Integer> seen = new ArrayList<>();
                assertThat(decoder.sample(request, (done, total, state) -> {
                            seen.add(done);
                            return done < stop;
                        }))
                        .isEmpty();
                assertThat(seen).hasSize(stop);
            }
        }
    }

    @Test
    void samplesOfSeveralEmbeddingsAreDrawnTogether() {
        try (Decoder decoder = Decoder.load(file, CPU, Precision.FP32)) {
            Decoder.Request one = request(new Sampler.DpmSolver(), 2, 5);
            float[] embedding = new float[32];
            embedding[7] = -3;
            Decoder.Request other = new Decoder.Request(
                    one.kind(), embedding, new long[] {8, 9}, one.sampler(), one.steps(), 2, Optional.empty());
            List<Image> together =
                    decoder.sample(List.of(one, other), SamplingListener.NONE).orElseThrow();
            assertThat(together).hasSize(3);
            assertThat(apart(
                            together.get(0),
                            decoder.sample(one, SamplingListener.NONE)
                                    .orElseThrow()
                                    .getFirst()))
                    .isLessThanOrEqualTo(1);
            assertThat(apart(
                            together.get(2),
                            decoder.sample(other, SamplingListener.NONE)
                                    .orElseThrow()
                                    .getLast()))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void anEvaluationStopsBetweenAnyTwoStepsAndGrowsNoWorseThanChance() {
        ImageFolder pictures = ImageFolder.scan(folder.resolve("pictures"));
        DecoderEvaluation.Settings settings = new DecoderEvaluation.Settings(
                4, 2, new Sampler.DpmSolver(), 3, 1, 5, MaskStrategy.MultiBlock.PUBLISHED, 1);
        try (IJepa model = model(1, MODEL);
                Decoder decoder = Decoder.load(file, CPU, Precision.FP32)) {
            for (ConditionKind kind : ConditionKind.values()) {
                List<String> asked = new ArrayList<>();
                DecoderEvaluation found = DecoderEvaluation.of(
                                model, decoder, kind, pictures, settings, (what, done, total) -> asked.add(what))
                        .orElseThrow();
                // 8 pictures are encoded, then two batches of two pictures with two samples take three steps each.
                assertThat(asked).hasSize(8 + 2 * 3);
                assertThat(found.bank()).isEqualTo(8);
                assertThat(found.decoded()).isEqualTo(4);
                assertThat(List.of(found.frechetDecoded(), found.frechetReal())).isEqualTo(List.of(4, 4));
                assertThat(found.reciprocalRank()).isBetween(1 / 8.0, 1.0);
                assertThat(found.chanceRank()).isCloseTo(2.717857 / 8, within(1e-6));
                assertThat(found.realCosine()).isBetween(-1.0, 1.0);
                assertThat(kind == ConditionKind.IMAGE ? found.realCosine() : 1).isGreaterThan(0.5);
                assertThat(found.spread()).isPositive();
                assertThat(found.frechet()).isPositive();
                for (int last = 0; last < 8 + 2 * 3 - 1; last++) {
                    int stop = last;
                    List<String> before = new ArrayList<>();
                    assertThat(DecoderEvaluation.of(model, decoder, kind, pictures, settings, (what, done, total) -> {
                                before.add(what);
                                return before.size() <= stop;
                            }))
                            .as(kind + " after " + stop)
                            .isEmpty();
                    assertThat(before).hasSize(stop + 1);
                }
            }
        }
    }

    @Test
    void whatCannotBeSampledIsSaid() {
        assertThatThrownBy(() -> request(new Sampler.DpmSolver(), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 1 sample");
        assertThatThrownBy(() -> sample(
                        file,
                        new Decoder.Request(
                                ConditionKind.BLOCK, new float[5], new long[1], new Sampler.DpmSolver(), 5)))
                .hasMessageContaining("embeddings of 32 numbers, not 5");
        assertThatThrownBy(() -> sample(
                        file,
                        new Decoder.Request(
                                ConditionKind.BLOCK, new float[32], new long[1], new Sampler.Ancestral(), 1001)))
                .hasMessageContaining("1000 steps");
        Path other = folder.resolve("other.safetensors");
        new SafetensorsWriter().add("x", new long[] {1}, new float[1]).write(other);
        assertThatThrownBy(() -> Decoder.load(other, CPU, Precision.FP32))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is no decoder");
        Path empty = folder.resolve("empty.safetensors");
        new SafetensorsWriter()
                .metadata("format", DecoderFile.FORMAT)
                .metadata("decoder", "{\"unet\":{}}")
                .add("x", new long[] {1}, new float[1])
                .write(empty);
        assertThatThrownBy(() -> Decoder.load(empty, CPU, Precision.FP32))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("empty.safetensors");
    }

    @Test
    void aWindowKnowsWhatIsAroundItsBlock() {
        byte[] rgb = new byte[3 * 64 * 64];
        BlockWindow window = BlockWindow.of(new Image(64, 64, rgb), new PatchGrid(8, 8), new Block(0, 2, 3, 2), 16);
        assertThat(window.window()).isEqualTo(new Block(0, 1, 4, 4));
        boolean[] known = window.pixels().known();
        assertThat(known[0]).isTrue();
        assertThat(known[5]).isFalse();
        assertThat(known[15 * 16 + 5]).isTrue();
        assertThat(known[11 * 16 + 11]).isFalse();
    }

    @Test
    void networksOfEveryKindRun() {
        for (UNetSpec spec : List.of(
                new UNetSpec(16, 32, 1, List.of(1.0, 2.0), Set.of(8), 0, 16, true, false, false, 5, 3, 32),
                new UNetSpec(16, 32, 2, List.of(1.0, 1.0), Set.of(16), 2, 0, false, false, true, 5, 3, 16))) {
            try (NDManager manager = TensorEngine.start().newManager(CPU)) {
                UNet network = UNet.load(
                        spec, new UNetInitialisation(spec, 1), () -> "", Role.PARAMETER, manager, CPU, Precision.BF16);
                NDArray output = network.forward(
                        manager,
                        manager.ones(new Shape(2, 3, 16, 16)),
                        manager.ones(new Shape(2)),
                        manager.ones(new Shape(2, 5)));
                assertThat(output.getShape()).isEqualTo(new Shape(2, 6, 16, 16));
                // The last layer starts at zero.
                assertThat(output.abs().sum().getFloat()).isZero();
            }
        }
        assertThatThrownBy(() -> NetworkShape.small(60).spec(60, 5)).hasMessageContaining("multiple of 8");
        assertThat(UNet.shapes(UNetSpec.published(64, 2048))).containsKey("output_blocks.11.0.skip_connection.weight");
    }
}
