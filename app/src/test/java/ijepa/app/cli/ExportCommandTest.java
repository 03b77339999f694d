package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.CheckpointFormat;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.Network;
import ijepa.core.model.Predictor;
import ijepa.core.model.PredictorSpec;
import ijepa.core.model.VisionTransformer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    private static final EncoderSpec ENCODER = new EncoderSpec(16, 8, 8, 2, 2, 4);
    private static final PredictorSpec PREDICTOR = new PredictorSpec(4, 1, 2);

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        SafetensorsWriter writer =
                new SafetensorsWriter().metadata("num_heads", "2").metadata("epoch", "7");
        VisionTransformer.shapes(ENCODER).forEach((name, shape) -> {
            add(writer, "encoder." + name, shape, 1);
            add(writer, "target_encoder." + name, shape, 2);
        });
        Predictor.shapes(ENCODER, PREDICTOR).forEach((name, shape) -> add(writer, "predictor." + name, shape, 3));
        model = folder.resolve("model.safetensors");
        writer.write(model);
    }

    private static void add(SafetensorsWriter writer, String name, long[] shape, float value) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, value);
        writer.add(name, shape, values);
    }

    private int export(Path out, String... options) {
        String[] arguments = {"export", model.toString(), "--out", out.toString()};
        String[] all = Arrays.copyOf(arguments, arguments.length + options.length);
        System.arraycopy(options, 0, all, arguments.length, options.length);
        return IjepaCommand.run(all);
    }

    private static Checkpoint open(Path path) {
        return Checkpoint.open(path, OptionalInt.of(2));
    }

    @Test
    void theOfficialFormatHoldsAllThreeNetworks() {
        Path out = folder.resolve("jepa.pth.tar");
        assertThat(export(out, "--format", "official")).isZero();
        try (Checkpoint written = open(out)) {
            assertThat(written.format()).isEqualTo(CheckpointFormat.OFFICIAL);
            assertThat(written.missing()).isEmpty();
            assertThat(written.details()).containsEntry("epoch", "7");
            assertThat(written.tensors().get("predictor.mask_token").floats()).containsOnly(3);
        }
        assertThat(export(out, "--format", "official", "--network", "encoder")).isEqualTo(2);
    }

    @Test
    void aHuggingFaceFolderHoldsTheTargetEncoderUnlessAsked() {
        Path out = folder.resolve("hf");
        assertThat(export(out, "--format", "huggingface")).isZero();
        try (Checkpoint written = open(out)) {
            assertThat(written.format()).isEqualTo(CheckpointFormat.HUGGING_FACE);
            assertThat(written.tensors().get("encoder.norm.bias").floats()).containsOnly(2);
        }
        assertThat(export(out, "--format", "huggingface", "--network", "encoder", "--type", "float16"))
                .isZero();
        try (Checkpoint written = open(out)) {
            assertThat(written.tensors().get("encoder.norm.bias").type()).isEqualTo(ElementType.F16);
            assertThat(written.tensors().get("encoder.norm.bias").floats()).containsOnly(1);
        }
    }

    @Test
    void safetensorsHoldAllOrOne() {
        Path out = folder.resolve("out.safetensors");
        assertThat(export(out, "--format", "safetensors")).isZero();
        try (Checkpoint written = open(out);
                Checkpoint source = open(model)) {
            assertThat(written.spec()).isEqualTo(source.spec());
            assertThat(written.tensors().keySet()).isEqualTo(source.tensors().keySet());
        }
        assertThat(export(out, "--format", "safetensors", "--network", "target_encoder"))
                .isZero();
        try (Checkpoint written = open(out)) {
            assertThat(written.has(Network.TARGET_ENCODER)).isTrue();
            assertThat(written.has(Network.ENCODER)).isFalse();
            assertThat(written.spec().predictor()).isEmpty();
        }
    }

    @Test
    void wrongInputGivesStatusTwo() throws IOException {
        assertThat(export(folder, "--format", "safetensors")).isEqualTo(2);
        assertThat(export(model, "--format", "huggingface")).isEqualTo(2);
        assertThat(export(folder.resolve("out"), "--format", "onnx")).isEqualTo(2);
        Files.writeString(model, "no longer a checkpoint");
        Path out = folder.resolve("none.safetensors");
        assertThat(export(out, "--format", "safetensors")).isEqualTo(2);
        assertThat(out).doesNotExist();
    }
}
