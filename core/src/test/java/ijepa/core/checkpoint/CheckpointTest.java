package ijepa.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import ijepa.core.GoldenTensors;
import ijepa.core.InputException;
import ijepa.core.model.IJepa;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private static final String CONFIG =
            "{\"model_type\": \"ijepa\", \"num_attention_heads\": 3, \"hidden_act\": \"gelu\"}";

    @TempDir
    Path folder;

    private GoldenTensors golden;
    private ParameterSource weights;

    @BeforeEach
    void readWeights() throws IOException {
        golden = GoldenTensors.read("ijepa_small.safetensors");
        weights = golden.parameters("final");
    }

    private float[] values(String name) {
        return values(weights, name);
    }

    private static float[] values(ParameterSource source, String name) {
        float[] values = new float[(int) Arrays.stream(source.shape(name)).reduce(1, (a, b) -> a * b)];
        source.read(name, FloatBuffer.wrap(values));
        return values;
    }

    /** Writes the weights whose names pass, without some characters at their start. */
    private Path write(Predicate<String> which, int withoutFirst) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("num_heads", "3");
        weights.names().stream()
                .filter(which)
                .sorted()
                .forEach(name -> writer.add(name.substring(withoutFirst), weights.shape(name), values(name)));
        Path file = folder.resolve("model.safetensors");
        writer.write(file);
        return file;
    }

    private static Checkpoint open(Path path) {
        return Checkpoint.open(path, OptionalInt.empty());
    }

    @Test
    void aWholeModelIsServed() throws IOException {
        Path file = write(name -> true, 0);
        try (Checkpoint mapped = open(file);
                Checkpoint inMemory = Checkpoint.of(Files.readAllBytes(file), "bundled")) {
            assertThat(mapped.spec()).isEqualTo(inMemory.spec());
            for (String name : weights.names()) {
                assertThat(values(mapped.parameters(), name)).isEqualTo(values(name));
                assertThat(values(inMemory.parameters(), name)).isEqualTo(values(name));
            }
        }
    }

    @Test
    void readingSaysHowFarItIsAndCanBeEnded() {
        List<Double> shares = new ArrayList<>();
        try (Checkpoint checkpoint = open(write(name -> true, 0))) {
            IJepa.load(checkpoint.spec(), checkpoint.parameters(shares::add), new ComputeDevice.Cpu(), Precision.FP32)
                    .close();
            assertThat(shares).hasSize(weights.names().size()).isSorted();
            assertThat(shares.getLast()).isCloseTo(1, within(1e-9));
            ParameterSource ended = checkpoint.parameters(share -> {
                if (share > 0.5) {
                    throw new CancellationException();
                }
            });
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> IJepa.load(checkpoint.spec(), ended, new ComputeDevice.Cpu(), Precision.FP32));
        }
    }

    @Test
    void aLoneEncoderIsReadOnceAndStandsForBoth() {
        List<Double> shares = new ArrayList<>();
        Path file = write(name -> name.startsWith("target_encoder."), "target_encoder.".length());
        try (Checkpoint checkpoint = open(file);
                IJepa model = IJepa.load(
                        checkpoint.spec(),
                        checkpoint.parameters(shares::add),
                        new ComputeDevice.Cpu(),
                        Precision.FP32)) {
            assertThat(shares).hasSize(41);
            assertThat(checkpoint.listing().consequences())
                    .hasSize(2)
                    .last()
                    .isEqualTo("Its one encoder stands for both");
            assertThat(model.targetEncoder().parameters().get("norm.bias"))
                    .isSameAs(model.encoder().parameters().get("norm.bias"));
            assertThat(model.targetEncoder().parameters().network()).isEqualTo(Network.TARGET_ENCODER);
            assertThat(model.targetEncoder().parameters().get("norm.bias").toFloatArray())
                    .isEqualTo(values("target_encoder.norm.bias"));
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        try (Checkpoint checkpoint = open(write(name -> !name.startsWith("target_encoder."), 0))) {
            assertThat(checkpoint.missing()).hasSize(41).allMatch(name -> name.startsWith("target_encoder."));
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(checkpoint::parameters)
                    .withMessageContainingAll(checkpoint.name(), "target encoder", "all three networks");
        }
        try (Checkpoint checkpoint = open(write(name -> !name.equals("predictor.predictor_norm.bias"), 0))) {
            assertThat(checkpoint.missing()).containsExactly("predictor.predictor_norm.bias");
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(checkpoint::parameters)
                    .withMessageContainingAll(checkpoint.name(), "lacks 1 tensor, predictor.predictor_norm.bias");
        }
        Path noPositions = write(name -> !name.equals("encoder.pos_embed"), 0);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(noPositions))
                .withMessageContainingAll(noPositions.toString(), "encoder.pos_embed");
    }

    @Test
    void whatIsUnexpectedOrOfAnotherShapeIsSaid() {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("num_heads", "3");
        for (String name : weights.names()) {
            boolean wrong = name.equals("encoder.norm.bias");
            writer.add(name, wrong ? new long[] {12, 4} : weights.shape(name), values(name));
        }
        Path file = folder.resolve("odd.safetensors");
        writer.add("encoder.cls_token", new long[] {1}, new float[1]).write(file);
        try (Checkpoint checkpoint = open(file)) {
            assertThat(checkpoint.unexpected()).containsExactly("encoder.cls_token");
            assertThat(checkpoint.misshapen()).containsExactly("encoder.norm.bias is [12, 4] but should be [48]");
            CheckpointListing listing = checkpoint.listing();
            assertThat(listing.isWhole()).isFalse();
            assertThat(listing.unused()).isEqualTo(checkpoint.unexpected());
            assertThat(listing.networks()).allMatch(CheckpointListing.Held::isThere);
            // One value more than the encoder has, and one tensor.
            assertThat(listing.networks().getFirst().parameters())
                    .isEqualTo(listing.networks().getLast().parameters() + 1);
            assertThat(listing.inShort())
                    .containsExactly(
                            "safetensors with encoder, predictor, target encoder", "Unused: encoder.cls_token");
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(checkpoint::parameters)
                    .withMessageContainingAll(file.toString(), "encoder.norm.bias is [12, 4]");
        }
    }

    @Test
    void headsComeFromTheFileThenTheOption() {
        SafetensorsWriter writer = new SafetensorsWriter();
        weights.names().forEach(name -> writer.add(name, weights.shape(name), values(name)));
        Path file = folder.resolve("silent.safetensors");
        writer.write(file);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(file))
                .withMessageContainingAll(file.toString(), "--heads");
        try (Checkpoint checkpoint = Checkpoint.open(file, OptionalInt.of(6))) {
            assertThat(checkpoint.spec().encoder().heads()).isEqualTo(6);
            assertThat(checkpoint.spec().predictor().orElseThrow().heads()).isEqualTo(6);
        }
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Checkpoint.open(file, OptionalInt.of(7)))
                .withMessageContainingAll(file.toString(), "7 heads");
        try (Checkpoint checkpoint = Checkpoint.open(write(name -> true, 0), OptionalInt.of(6))) {
            assertThat(checkpoint.spec().encoder().heads()).isEqualTo(3);
        }
    }

    @Test
    void aLoneEncoderStandsForBoth() {
        Predicate<String> target = name -> name.startsWith("target_encoder.");
        for (int withoutFirst : new int[] {0, "target_encoder.".length()}) {
            try (Checkpoint checkpoint = open(write(target, withoutFirst))) {
                assertLoneEncoder(checkpoint);
                assertThat(checkpoint.has(Network.PREDICTOR)).isFalse();
            }
        }
    }

    private void assertLoneEncoder(Checkpoint checkpoint) {
        ModelSpec spec = checkpoint.spec();
        assertThat(spec.predictor()).isEmpty();
        assertThat(spec.encoder().heads()).isEqualTo(3);
        assertThat(checkpoint.missing()).isEmpty();
        assertThat(checkpoint.unexpected()).isEmpty();
        for (String name : weights.names()) {
            if (name.startsWith("target_encoder.")) {
                assertThat(values(checkpoint.parameters(), name)).as(name).isEqualTo(values(name));
                assertThat(values(checkpoint.parameters(), name.substring("target_".length())))
                        .as(name)
                        .isEqualTo(values(name));
            }
        }
    }

    /** The target encoder under Hugging Face's names, written out here apart from the table under test. */
    private Map<String, float[]> huggingFace(Map<String, long[]> shapes) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (String name : weights.names()) {
            if (!name.startsWith("target_encoder.")) {
                continue;
            }
            float[] values = values(name);
            long[] shape = weights.shape(name);
            String renamed = name.substring("target_encoder.".length())
                    .replace("pos_embed", "embeddings.position_embeddings")
                    .replace("patch_embed.proj", "embeddings.patch_embeddings.projection")
                    .replaceFirst("^norm\\.", "layernorm.")
                    .replaceFirst("^blocks", "encoder.layer")
                    .replace(".norm1", ".layernorm_before")
                    .replace(".norm2", ".layernorm_after")
                    .replace(".attn.proj", ".attention.output.dense")
                    .replace(".mlp.fc1", ".intermediate.dense")
                    .replace(".mlp.fc2", ".output.dense");
            if (renamed.contains(".attn.qkv")) {
                int third = values.length / 3;
                List<String> parts = List.of("query", "key", "value");
                shape[0] /= 3;
                for (int i = 0; i < 3; i++) {
                    String part = renamed.replace(".attn.qkv", ".attention.attention." + parts.get(i));
                    tensors.put(part, Arrays.copyOfRange(values, i * third, (i + 1) * third));
                    shapes.put(part, shape);
                }
            } else {
                tensors.put(renamed, values);
                shapes.put(renamed, shape);
            }
        }
        return tensors;
    }

    @Test
    void huggingFaceFoldersAreRead() throws IOException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        Map<String, float[]> tensors = huggingFace(shapes);
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((name, values) -> writer.add(name, shapes.get(name), values));
        writer.write(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("config.json"), CONFIG);
        try (Checkpoint whole = open(folder);
                Checkpoint itsFile = open(folder.resolve("model.safetensors"))) {
            assertThat(whole.format()).isEqualTo(CheckpointFormat.HUGGING_FACE);
            assertLoneEncoder(whole);
            assertLoneEncoder(itsFile);
        }
        Files.writeString(folder.resolve("config.json"), CONFIG.replace("ijepa", "vit"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(folder))
                .withMessageContainingAll("config.json", "'vit'");
    }

    @Test
    void huggingFaceFoldersInSeveralFilesAreRead() throws IOException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        Map<String, float[]> tensors = huggingFace(shapes);
        List<SafetensorsWriter> writers = List.of(new SafetensorsWriter(), new SafetensorsWriter());
        StringBuilder index = new StringBuilder("{\"weight_map\": {");
        int i = 0;
        for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
            writers.get(i % 2).add(tensor.getKey(), shapes.get(tensor.getKey()), tensor.getValue());
            index.append(i == 0 ? "" : ",").append("\"%s\": \"part-%d.safetensors\"".formatted(tensor.getKey(), i % 2));
            i++;
        }
        writers.get(0).write(folder.resolve("part-0.safetensors"));
        writers.get(1).write(folder.resolve("part-1.safetensors"));
        Files.writeString(folder.resolve("config.json"), CONFIG);
        Path indexFile = folder.resolve("model.safetensors.index.json");
        Files.writeString(indexFile, index + "}}");
        try (Checkpoint checkpoint = open(folder)) {
            assertLoneEncoder(checkpoint);
        }
        Files.writeString(indexFile, "{\"weight_map\": {\"a\": \"../part-0.safetensors\"}}");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(folder))
                .withMessageContainingAll(indexFile.toString(), "../part-0.safetensors");
        Files.delete(folder.resolve("part-1.safetensors"));
        Files.writeString(indexFile, index + "}}");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(folder))
                .withMessageContaining("part-1.safetensors does not exist");
    }

    @Test
    void impossibleModelsAreRefused() {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("num_heads", "3");
        weights.names().forEach(name -> writer.add(name, weights.shape(name), values(name)));
        Path file = folder.resolve("deep.safetensors");
        writer.add("encoder.blocks.999999999.norm1.weight", new long[] {1}, new float[1]);
        writer.write(file);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(file))
                .withMessageContainingAll(file.toString(), "999999999");
        Path empty = folder.resolve("empty.safetensors");
        new SafetensorsWriter()
                .add("encoder.patch_embed.proj.weight", new long[] {1L << 40, 3, 0, 0}, new float[0])
                .add("encoder.pos_embed", new long[] {1, 1L << 50, 0}, new float[0])
                .add("encoder.blocks.0.mlp.fc1.weight", new long[] {0, 0}, new float[0])
                .write(empty);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> open(empty))
                .withMessageContainingAll(empty.toString(), "impossible");
    }
}
