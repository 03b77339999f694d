package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.verify.Check;
import ijepa.core.verify.GoldenFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffusionReplayTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @Test
    void everyRecordedQuantityIsComputedAgain() {
        List<Check> checks = new GoldenFolder(GOLDEN, new DiffusionReplay())
                .replay(check -> {}).stream()
                        .filter(Check.Measured.class::isInstance)
                        .toList();
        assertThat(checks).allMatch(Check::holds);
        assertThat(checks)
                .extracting(Check::quantity)
                .containsExactly(
                        "diffusion, noise schedule",
                        "diffusion, noised pictures",
                        "decoder network",
                        "diffusion, mean",
                        "diffusion, log-variance",
                        "diffusion, variance",
                        "diffusion, estimated picture",
                        "diffusion loss, squared error",
                        "diffusion loss, variational bound",
                        "diffusion loss, sum",
                        "diffusion, DDIM sampling",
                        "diffusion, respaced steps",
                        "diffusion, ancestral sampling");
    }

    @Test
    void anotherScheduleThanTheRecordedOneDoesNotHold(@TempDir Path folder) throws Exception {
        Files.copy(GOLDEN.resolve("rcdm_small.safetensors"), folder.resolve("rcdm_small.safetensors"));
        String json = Files.readString(GOLDEN.resolve("rcdm_small.json"));
        Files.writeString(folder.resolve("rcdm_small.json"), json.replace("\"linear\"", "\"cosine\""));
        assertThat(new GoldenFolder(folder, new DiffusionReplay())
                        .replay(check -> {}).stream()
                                .filter(check -> !check.holds())
                                .map(Check::quantity))
                .contains("diffusion, noise schedule", "diffusion, DDIM sampling")
                .doesNotContain("diffusion, respaced steps");
        Files.writeString(folder.resolve("rcdm_small.json"), json.replace("\"linear\"", "\"quadratic\""));
        assertThatThrownBy(() -> new GoldenFolder(folder, new DiffusionReplay()).replay(check -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("noise_schedule is quadratic");
    }
}
