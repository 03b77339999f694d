package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

    @TempDir
    Path folder;

    /** The bytes that the package tensorboard 2.21 writes for the same three events. */
    private static final String TENSORBOARD = "1800000000000000a37f4b220900002040fc54d9411a0d627261696e2e4576656e743a32"
            + "2b353110" + "100000000000000095fbfe180900002040fc54d94110ac023a020801b94512a3"
            + "3500000000000000d6c55de60900005040fc54d94110ad022a270a110a0a747261696e2f6c6f7373150000003e"
            + "0a120a0b7363686564756c652f6c72156f12833a554fd94a";

    @Test
    void recordsAreTensorBoards() throws IOException {
        try (EventFile events = EventFile.create(folder, 300, 1_700_000_000.5)) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("train/loss", 0.125);
            values.put("schedule/lr", 1e-3);
            events.append(301, 1_700_000_001.25, values);
        }
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.1700000000.");
            assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(TENSORBOARD);
        }
    }
}
