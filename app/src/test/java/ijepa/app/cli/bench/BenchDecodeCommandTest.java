package ijepa.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchDecodeCommandTest {

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = new CommandLine(new BenchDecodeCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setOut(new PrintWriter(out));
        return command.execute(arguments);
    }

    private static final String[] SMALL = {
        "--image-size", "16",
        "--width", "32",
        "--multipliers", "1,1",
        "--attention", "8",
        "--embedding-dim", "6",
        "--batch-size", "2",
        "--samples", "2",
        "--sampling-steps", "3",
        "--steps", "1",
        "--rounds", "1",
        "--device", "cpu",
        "--json"
    };

    @Test
    void measuresTrainingAndDrawingInBothPrecisions() {
        assertThat(run(SMALL)).isZero();
        List<JsonElement> results = JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("results")
                .asList();
        assertThat(results.stream().map(each -> words(each, "work", "precision")))
                .containsExactly(
                        "training step fp32", "training step bf16", "3 sampling steps fp32", "3 sampling steps bf16");
        for (JsonElement each : results) {
            JsonObject result = each.getAsJsonObject();
            assertThat(result.get("median").getAsDouble()).isPositive();
            assertThat(result.get("peak_memory_mb").getAsDouble()).isPositive();
        }
        JsonObject drawing = results.getLast().getAsJsonObject();
        assertThat(drawing.get("first_estimate_ms").getAsDouble())
                .isBetween(0.0, 1e3 * 2 / drawing.get("median").getAsDouble() + 1);
    }

    private static String words(JsonElement result, String first, String second) {
        return result.getAsJsonObject().get(first).getAsString() + " "
                + result.getAsJsonObject().get(second).getAsString();
    }

    @Test
    void whatCannotBeMeasuredIsSaid() {
        assertThat(bad("--steps", "0")).hasMessageContaining("must be at least 1");
        assertThat(bad("--image-size", "12")).hasMessageContaining("image size must be a multiple of 8");
        assertThat(bad("--multipliers", "0.3,1"))
                .hasMessageContaining("channels of a level must be a multiple of the 8 groups");
    }

    private static Exception bad(String... arguments) {
        Exception[] thrown = new Exception[1];
        new CommandLine(new BenchDecodeCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, _, _) -> {
                    thrown[0] = failure;
                    return 2;
                })
                .execute(arguments);
        return thrown[0];
    }
}
