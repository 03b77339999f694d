package ijepa.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchMasksCommandTest {

    @Test
    void everyGridAndBatchGetsARow() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand()).setOut(new PrintWriter(out));
        int status = command.execute(
                "masks", "--grid", "8,14", "--batch-size", "1,4", "--rounds", "2", "--seconds", "0.001", "--json");
        // The published settings keep more than 10 patches of every block, which 8 x 8 patches do not allow.
        assertThat(status).isNotZero();
        status = command.execute(
                "masks", "--grid", "12,14", "--batch-size", "1,4", "--rounds", "2", "--seconds", "0.001", "--json");
        assertThat(status).isZero();
        JsonArray results =
                JsonParser.parseString(out.toString()).getAsJsonObject().getAsJsonArray("results");
        assertThat(results).hasSize(4);
        assertThat(results.get(3).getAsJsonObject().get("grid").getAsString()).isEqualTo("14x14");
        assertThat(results.get(3).getAsJsonObject().get("median").getAsDouble()).isPositive();
    }

    @Test
    void statisticsAreMeasuredToo() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand()).setOut(new PrintWriter(out));
        int status = command.execute(
                "masks",
                "--statistics",
                "--grid",
                "16",
                "--batch-size",
                "64",
                "--rounds",
                "1",
                "--seconds",
                "0.001",
                "--json");
        assertThat(status).isZero();
        assertThat(out.toString()).contains("mask statistics");
        assertThat(JsonParser.parseString(out.toString())
                        .getAsJsonObject()
                        .getAsJsonArray("results")
                        .get(0)
                        .getAsJsonObject()
                        .get("median")
                        .getAsDouble())
                .isPositive();
    }
}
