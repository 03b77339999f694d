package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.VisionTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InspectCommandTest {

    private static final EncoderSpec ENCODER = new EncoderSpec(16, 8, 8, 2, 2, 4);

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new InspectCommand())
                .setOut(new PrintWriter(printed))
                .execute(arguments);
    }

    private Path write(String lacking) {
        SafetensorsWriter writer =
                new SafetensorsWriter().metadata("num_heads", "2").metadata("epoch", "7");
        VisionTransformer.shapes(ENCODER).forEach((name, shape) -> {
            if (!name.equals(lacking)) {
                int elements = 1;
                for (long side : shape) {
                    elements *= (int) side;
                }
                writer.add("encoder." + name, shape, new float[elements]);
            }
        });
        Path file = folder.resolve("model.safetensors");
        writer.write(file);
        return file;
    }

    @Test
    void aWholeEncoderIsDescribed() {
        Path file = write("");
        assertThat(run(file.toString())).isZero();
        assertThat(printed.toString())
                .contains(file + ": safetensors", "images of 16 px in 2 x 2 patches of 8 px")
                .contains("width 8, 2 blocks, 2 heads", "float32")
                .containsPattern("epoch +7")
                .containsPattern("predictor +none")
                .containsPattern("missing +none");
    }

    @Test
    void theJsonNamesWhatIsMissing() {
        Path file = write("norm.bias");
        assertThat(run(file.toString(), "--json")).isEqualTo(1);
        JsonObject json = JsonParser.parseString(printed.toString()).getAsJsonObject();
        assertThat(json.get("format").getAsString()).isEqualTo("safetensors");
        assertThat(json.getAsJsonObject("model").get("depth").getAsInt()).isEqualTo(2);
        assertThat(json.getAsJsonObject("details").get("epoch").getAsString()).isEqualTo("7");
        assertThat(json.getAsJsonArray("missing").toString()).contains("\"encoder.norm.bias\"");
        assertThat(json.getAsJsonObject("networks")
                        .getAsJsonObject("encoder")
                        .get("tensors")
                        .getAsInt())
                .isEqualTo(VisionTransformer.shapes(ENCODER).size() - 1);
    }

    @Test
    void wrongFilesAndOptionsGiveStatusTwo() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no checkpoint at all");
        assertThat(IjepaCommand.run("inspect", text.toString())).isEqualTo(2);
        assertThat(IjepaCommand.run("inspect", write("").toString(), "--heads", "0"))
                .isEqualTo(2);
        assertThat(IjepaCommand.run("inspect")).isEqualTo(2);
    }
}
