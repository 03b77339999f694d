package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

class SchedulesTest {

    @Test
    void everyStepIsTheOfficialOne() throws Exception {
        List<String> lines;
        try (var reader = new BufferedReader(new InputStreamReader(
                getClass().getResourceAsStream("/golden/schedules.csv"), StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }
        // The file's first line: ipe=50 epochs=20 warmup=4 ipe_scale=1.0 start_lr=2e-4 lr=1e-3 final_lr=1e-6
        // wd=0.04..0.4 ema=0.996..1.0
        Schedules schedules = Schedules.of(new OptimizationConfig(20, 4, 2e-4, 1e-3, 1e-6, 0.04, 0.4, 0.996, 1, 1), 50);
        assertThat(lines).hasSize(1002);
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(",");
            long step = Long.parseLong(cells[0]);
            // The file holds about twelve digits.
            assertThat(schedules.learningRate().at(step)).isEqualTo(Double.parseDouble(cells[1]), within(1e-11));
            assertThat(schedules.weightDecay().at(step)).isEqualTo(Double.parseDouble(cells[2]), within(1e-11));
            assertThat(schedules.momentum().at(step)).isEqualTo(Double.parseDouble(cells[3]), within(1e-11));
        }
    }
}
