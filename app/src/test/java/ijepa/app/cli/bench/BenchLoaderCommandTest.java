package ijepa.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchLoaderCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void draw() throws IOException {
        for (int i = 0; i < 5; i++) {
            BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(i, i, 0xFFFFFF);
            ImageIO.write(picture, "jpeg", folder.resolve(i + ".jpg").toFile());
        }
    }

    private int bench(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void measuresEveryThreadNumberWithAndWithoutKeptPictures() throws IOException {
        Files.writeString(folder.resolve("broken.jpg"), "no picture");
        int status = bench(
                "loader",
                "--data",
                folder.toString(),
                "--image-size",
                "16,24",
                "--batch-size",
                "2",
                "--threads",
                "1,2",
                "--rounds",
                "2",
                "--seconds",
                "0.01",
                "--json");
        assertThat(status).isZero();
        JsonArray results =
                JsonParser.parseString(out.toString()).getAsJsonObject().getAsJsonArray("results");
        assertThat(results).hasSize(8);
        JsonObject decoded = results.get(2).getAsJsonObject();
        assertThat(decoded.get("size").getAsInt()).isEqualTo(16);
        assertThat(decoded.get("threads").getAsInt()).isEqualTo(2);
        assertThat(decoded.get("pictures").getAsString()).isEqualTo("decoded");
        assertThat(decoded.get("median").getAsDouble()).isPositive();
        assertThat(decoded.get("decode").getAsString()).isNotEqualTo("0.0%");
        assertThat(results.get(3).getAsJsonObject().get("decode").getAsString()).isEqualTo("0.0%");
        assertThat(err.toString()).contains("1 pictures could not be used", "broken.jpg");
    }

    @Test
    void printsATableOfShares() {
        int status = bench(
                "loader",
                "--data",
                folder.toString(),
                "--image-size",
                "16",
                "--batch-size",
                "5",
                "--threads",
                "1",
                "--distortion",
                "--rounds",
                "1",
                "--seconds",
                "0.01");
        assertThat(status).isZero();
        assertThat(out.toString())
                .containsPattern(
                        "size +threads +pictures +median images/s +slowest +fastest +spread +per thread +read +decode +scale +colours")
                .containsPattern("(?m)^ *16 +1 +kept .* 0\\.0% +0\\.0% ");
    }

    @Test
    void tooFewPicturesForABatchAreRefused() {
        assertThat(bench("loader", "--data", folder.toString(), "--batch-size", "6"))
                .isNotZero();
        assertThat(err.toString()).contains("has 5 pictures, fewer than one batch of 6");
    }
}
