package ijepa.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import ijepa.core.GoldenTensors;
import org.junit.jupiter.api.Test;

/** Golden numbers are checked through {@link SafetensorsFile}; a second reader makes sure that it reads what is there. */
class SafetensorsCrossCheckTest {

    @Test
    void bothReadersSeeTheSameNumbers() throws Exception {
        GoldenTensors second = GoldenTensors.read("ijepa_small.safetensors");
        Set<String> names = new HashSet<>(second.names());
        names.remove("__metadata__");
        try (SafetensorsFile file =
                SafetensorsFile.open(Path.of("src/test/resources/golden/ijepa_small.safetensors"))) {
            assertThat(file.entries().keySet()).isEqualTo(names);
            for (String name : names) {
                assertThat(file.entry(name).sizes()).as(name).isEqualTo(second.shape(name));
                if (file.entry(name).type() == ElementType.F32) {
                    assertThat(file.floats(name)).as(name).isEqualTo(second.floats(name));
                }
            }
        }
    }
}
