package ijepa.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchStepCommandTest {

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = new CommandLine(new BenchStepCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setOut(new PrintWriter(out));
        return command.execute(arguments);
    }

    private static final String[] SMALL = {
        "--model",
        "tiny",
        "--image-size",
        "48",
        "--patch-size",
        "8",
        "--batch-size",
        "2",
        "--min-keep",
        "2",
        "--steps",
        "1",
        "--predictor-dim",
        "24",
        "--predictor-depth",
        "2",
        "--device",
        "cpu",
        "--json"
    };

    @Test
    void measuresAStep() {
        assertThat(run(SMALL)).isZero();
        JsonObject result = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(result.get("model").getAsString()).isEqualTo("tiny/8");
        assertThat(result.get("median_ms").getAsDouble()).isPositive();
        assertThat(result.get("computed_gflop").getAsDouble())
                .isPositive()
                .isLessThan(result.get("published_gflop").getAsDouble());
        assertThat(result.get("share_of_peak").getAsDouble()).isBetween(0.0, 1.5);
    }
}
