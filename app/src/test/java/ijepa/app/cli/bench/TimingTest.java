package ijepa.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void medianAndSpreadDoNotDependOnTheOrderOfRounds() {
        Timing odd = new Timing(new double[] {30, 10, 20});
        assertThat(odd.median()).isEqualTo(20);
        assertThat(odd.slowest()).isEqualTo(10);
        assertThat(odd.fastest()).isEqualTo(30);
        assertThat(odd.spread()).isEqualTo(1);
        assertThat(new Timing(new double[] {4, 1, 2, 3}).median()).isEqualTo(2.5);
    }

    @Test
    void workIsDoneOnceToWarmUpAndOnceARound() {
        int[] calls = {0};
        Timing timing = Timing.measure(0, 5, 0, () -> {
            calls[0]++;
            return 7;
        });
        assertThat(calls[0]).isEqualTo(6);
        assertThat(timing.rounds()).hasSize(5);
        assertThat(timing.slowest()).isPositive();
    }

    @Test
    void aReportIsATableOrJson() {
        BenchReport report = new BenchReport("masks", "images/s");
        report.add(Map.of("grid", "14x14"), new Timing(new double[] {1_500_000, 1_000_000, 2_000_000}));
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text), false);
        assertThat(text.toString())
                .containsPattern("grid +median images/s +slowest +fastest +spread")
                .containsPattern("14x14 +1,500,000 +1,000,000 +2,000,000 +66\\.7%");
        text.getBuffer().setLength(0);
        report.print(new PrintWriter(text), true);
        JsonObject document = JsonParser.parseString(text.toString()).getAsJsonObject();
        assertThat(document.get("bench").getAsString()).isEqualTo("masks");
        JsonObject row = document.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(row.get("median").getAsDouble()).isEqualTo(1_500_000);
        assertThat(row.getAsJsonArray("rounds")).hasSize(3);
    }
}
