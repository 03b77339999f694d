package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.checkpoint.StateDictFile;
import ijepa.core.image.Image;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.verify.Worst;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in the published code's files: the recorded ones, and such as cannot be loaded. */
class PublishedDecoderTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final UNetSpec RECORDED =
            new UNetSpec(64, 32, 1, List.of(1.0, 2.0), Set.of(32), 2, 0, false, true, true, 24, 3, 32);

    @TempDir
    private Path folder;

    /** Parameters of these sizes, all zero. */
    private record Zeros(SequencedMap<String, long[]> shapes) implements ParameterSource {

        @Override
        public Set<String> names() {
            return shapes.keySet();
        }

        @Override
        public long[] shape(String name) {
            return shapes.get(name);
        }

        @Override
        public void read(String name, FloatBuffer into) {
            while (into.hasRemaining()) {
                into.put(0);
            }
        }
    }

    private static PublishedWeights said(int size, int heads) {
        return new PublishedWeights(OptionalInt.of(size), heads, 0, false, NoiseSchedule.Kind.LINEAR, 1000);
    }

    private Path zeros(SequencedMap<String, long[]> shapes) {
        Path file = folder.resolve("zeros.pth");
        StateDictFile.write(file, shapes, new Zeros(shapes));
        return file;
    }

    private static DecoderSpec spec(Path file, PublishedWeights unseen) {
        try (StateDictFile stored = StateDictFile.open(file)) {
            return PublishedDecoder.spec(stored, unseen);
        }
    }

    private Path recorded(SafetensorsFile golden) {
        Path file = folder.resolve("rcdm.pt");
        StateDictFile.write(file, UNet.shapes(RECORDED), new ParameterSource() {
            @Override
            public Set<String> names() {
                return UNet.shapes(RECORDED).keySet();
            }

            @Override
            public long[] shape(String name) {
                return golden.entry("unet/" + name).sizes();
            }

            @Override
            public void read(String name, FloatBuffer into) {
                golden.read("unet/" + name, into);
            }
        });
        return file;
    }

    @Test
    void recordedWeightsGiveTheRecordedOutputFromAPublishedFile() {
        try (SafetensorsFile golden =
                        SafetensorsFile.open(Path.of("src/test/resources/golden/rcdm_small.safetensors"));
                NDManager manager = TensorEngine.start().newManager(CPU);
                StateDictFile stored = StateDictFile.open(recorded(golden))) {
            DecoderSpec spec = PublishedDecoder.spec(stored, said(64, 2));
            assertThat(spec.unet()).isEqualTo(RECORDED);
            UNet network =
                    UNet.load(spec.unet(), stored, DecoderStart.PLAIN, Role.PARAMETER, manager, CPU, Precision.FP32);
            long[] steps = golden.longs("t");
            float[] times = new float[steps.length];
            for (int i = 0; i < steps.length; i++) {
                times[i] = steps[i];
            }
            NDArray output = network.forward(
                    manager, array(manager, golden, "x_t"), manager.create(times), array(manager, golden, "feat"));
            assertThat(Worst.relative(output.toFloatArray(), golden.floats("unet_out")))
                    .isLessThan(4e-5);
        }
    }

    private static NDArray array(NDManager manager, SafetensorsFile file, String name) {
        return manager.create(file.floats(name), new Shape(file.entry(name).sizes()));
    }

    @Test
    void publishedWeightsAreDrawnWithOnTheirEmbeddingAlone() {
        Path file;
        try (SafetensorsFile golden =
                SafetensorsFile.open(Path.of("src/test/resources/golden/rcdm_small.safetensors"))) {
            file = recorded(golden);
        }
        try (Decoder decoder = Decoder.load(file, said(16, 2), CPU, Precision.FP32)) {
            assertThat(decoder.spec().isPublished()).isTrue();
            assertThat(decoder.spec().embeddingDim()).isEqualTo(24);
            float[] embedding = new float[24];
            embedding[3] = 2;
            long[] seeds = {1};
            Image block = decoder.sample(
                            new Decoder.Request(ConditionKind.BLOCK, embedding, seeds, new Sampler.DpmSolver(), 2),
                            SamplingListener.NONE)
                    .orElseThrow()
                    .getFirst();
            Image image = decoder.sample(
                            new Decoder.Request(ConditionKind.IMAGE, embedding, seeds, new Sampler.DpmSolver(), 2),
                            SamplingListener.NONE)
                    .orElseThrow()
                    .getFirst();
            assertThat(block.width()).isEqualTo(16);
            assertThat(image.rgb()).isEqualTo(block.rgb());
            assertThatThrownBy(() -> decoder.sample(
                            new Decoder.Request(
                                    ConditionKind.IMAGE,
                                    embedding,
                                    seeds,
                                    new Sampler.DpmSolver(),
                                    2,
                                    3,
                                    Optional.empty()),
                            SamplingListener.NONE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("was not trained with conditions dropped");
        }
    }

    @Test
    void everyShapeShows() {
        List<UNetSpec> specs = List.of(
                new UNetSpec(64, 32, 2, List.of(1.0, 2.0, 3.0, 4.0), Set.of(16, 8), 4, 0, false, true, true, 7, 3, 32),
                new UNetSpec(64, 32, 1, List.of(1.0, 2.0, 3.0, 4.0), Set.of(), 4, 0, false, false, false, 5, 3, 32),
                new UNetSpec(
                        128,
                        32,
                        1,
                        List.of(1.0, 1.0, 2.0, 3.0, 4.0),
                        Set.of(32, 8),
                        4,
                        0,
                        false,
                        true,
                        false,
                        5,
                        3,
                        32));
        for (UNetSpec spec : specs) {
            assertThat(spec(zeros(UNet.shapes(spec)), PublishedWeights.PUBLISHED)
                            .unet())
                    .isEqualTo(spec);
        }
        UNetSpec other = new UNetSpec(32, 64, 3, List.of(0.5, 1.0), Set.of(32), 2, 0, false, true, true, 9, 3, 32);
        assertThat(spec(zeros(UNet.shapes(other)), said(32, 2)).unet()).isEqualTo(other);
    }

    private void refused(SequencedMap<String, long[]> shapes, PublishedWeights unseen, String... words) {
        Path file = zeros(shapes);
        assertThatThrownBy(() -> spec(file, unseen))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("zeros.pth")
                .message()
                .contains(words);
    }

    @Test
    void whatCannotBeLoadedIsNamed() throws Exception {
        SequencedMap<String, long[]> whole = UNet.shapes(RECORDED);
        refused(whole, PublishedWeights.PUBLISHED, "does not show for which image size", "--decoder-size");
        refused(whole, said(63, 2), "image size must be a multiple of 2");
        refused(whole, said(64, 5), "5 heads do not divide");
        SequencedMap<String, long[]> less = new LinkedHashMap<>(whole);
        less.remove("middle_block.1.qkv.bias");
        less.put("surplus", new long[] {2});
        less.put("out.0.bias", new long[] {3});
        refused(
                less,
                said(64, 2),
                "missing are middle_block.1.qkv.bias",
                "not known are surplus",
                "out.0.bias is [3] in place of [32]");
        SequencedMap<String, long[]> fixed = new LinkedHashMap<>(whole);
        fixed.put("out.2.weight", new long[] {3, 32, 3, 3});
        refused(fixed, said(64, 2), "out.2.weight has 3 rows where 6 are needed", "learn_sigma");
        SequencedMap<String, long[]> classes = new LinkedHashMap<>(whole);
        classes.put("label_emb.weight", new long[] {10, 128});
        refused(classes, said(64, 2), "conditioned on class labels");
        SequencedMap<String, long[]> blind = new LinkedHashMap<>(whole);
        blind.remove("ssl_emb.weight");
        refused(blind, said(64, 2), "no tensor ssl_emb.weight");
        SequencedMap<String, long[]> other = new LinkedHashMap<>();
        other.put("blocks.0.weight", new long[] {1});
        refused(other, said(64, 2), "no tensor time_embed.0.weight");
        Path text = Files.writeString(folder.resolve("text.pth"), "PK\3\4 and nothing else");
        assertThatThrownBy(() -> Decoder.load(text, CPU, Precision.FP32))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("text.pth is cut short or damaged");
    }

    @Test
    void optionsForPublishedWeightsDoNotHideThatAFileIsMissing() {
        Path missing = folder.resolve("missing.pt");
        assertThatThrownBy(() -> Decoder.load(missing, said(64, 2), CPU, Precision.FP32))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(missing + " does not exist");
    }
}
