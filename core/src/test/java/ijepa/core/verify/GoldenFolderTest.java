package ijepa.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.google.gson.JsonParser;
import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that the official code recorded, computed again: this is the project's proof of being exact. */
class GoldenFolderTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static final Path OTHER = Path.of("src/test/resources/golden-other");

    @TempDir
    private Path folder;

    private static List<Check> replay(Path folder) {
        return new GoldenFolder(folder).replay(check -> {});
    }

    private static List<Check.Measured> failures(Path folder) {
        List<Check.Measured> failures = new ArrayList<>();
        for (Check check : replay(folder)) {
            if (check instanceof Check.Measured measured && !measured.holds()) {
                failures.add(measured);
            }
        }
        return failures;
    }

    private void copy(String... names) throws IOException {
        for (String name : names) {
            Files.copy(GOLDEN.resolve(name), folder.resolve(name));
        }
    }

    private void edit(String name, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(name));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(name), text.replaceFirst(Pattern.quote(from), to));
    }

    @Test
    void everyQuantityIsWithinItsTolerance() {
        List<Check> heard = new ArrayList<>();
        List<Check> checks = new GoldenFolder(GOLDEN).replay(heard::add);
        assertThat(checks).isEqualTo(heard).allMatch(Check::holds);
        assertThat(checks.stream().filter(Check.Measured.class::isInstance).map(Check::quantity))
                .contains(
                        "masks, multi-block, case 0",
                        "masks, multi-block, case 6",
                        "masks, random",
                        "target encoder",
                        "targets, layer-normed",
                        "context encoder",
                        "predictor",
                        "loss, smooth L1",
                        "loss, L2 of the paper",
                        "gradients",
                        "rates of the steps",
                        "losses of the steps",
                        "weights after 6 steps, encoder",
                        "weights after 6 steps, predictor",
                        "weights after 6 steps, target encoder",
                        "checkpoint jepa-latest.pth.tar",
                        "schedule of the learning rate",
                        "schedule of weight decay",
                        "schedule of momentum");
    }

    /** Another model, two contexts, other betas and schedules, random masks of another seed: see the folder's README. */
    @Test
    void folderOfAnotherModelIsReplayedFromWhatItSays() {
        List<Check> checks = replay(OTHER);
        assertThat(checks).allMatch(Check::holds);
        assertThat(checks)
                .extracting(Check::quantity)
                .contains("predictor", "gradients", "weights after 3 steps, predictor", "masks, random");
    }

    @Test
    void aCheckpointThatCannotBeReadIsAFailure() throws Exception {
        copy("ijepa_small.json", "ijepa_small.safetensors");
        Files.write(folder.resolve("jepa-latest.pth.tar"), new byte[100]);
        assertThat(failures(folder)).extracting(Check::quantity).containsExactly("checkpoint jepa-latest.pth.tar");
    }

    @Test
    void oneWrongIndexIsFound() throws Exception {
        copy("masks_multiblock.json", "masks_random.json");
        edit("masks_multiblock.json", "[[[0, 1, 2,", "[[[0, 1, 3,");
        assertThat(failures(folder)).extracting(Check::quantity).containsExactly("masks, multi-block, case 0");
        edit("masks_random.json", "[[[44, 88,", "[[[88, 44,");
        assertThat(failures(folder)).extracting(Check::quantity).contains("masks, random");
    }

    @Test
    void aWrongScheduleIsFound() throws Exception {
        copy("schedules.csv");
        edit("schedules.csv", "warmup=4", "warmup=5");
        assertThat(failures(folder)).extracting(Check::quantity).containsExactly("schedule of the learning rate");
    }

    @Test
    void aWrongWeightIsFoundAndNamed() throws Exception {
        copy("ijepa_small.json", "ijepa_small.safetensors");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("ijepa_small.safetensors").toFile(), "rw")) {
            byte[] length = new byte[8];
            file.readFully(length);
            byte[] header = new byte[length[0] & 0xFF | (length[1] & 0xFF) << 8 | (length[2] & 0xFF) << 16];
            file.readFully(header);
            var offsets = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .getAsJsonObject("final/predictor/predictor_norm.weight")
                    .getAsJsonArray("data_offsets");
            file.seek(8 + header.length + offsets.get(0).getAsLong() + 2);
            file.write(0x40);
        }
        assertThat(failures(folder)).singleElement().satisfies(check -> {
            assertThat(check.quantity()).isEqualTo("weights after 6 steps, predictor");
            assertThat(check.detail()).contains("predictor_norm.weight");
            assertThat(check.error()).isGreaterThan(1e-3);
        });
    }

    @Test
    void whatIsMissingOrUnknownIsListedAsSkipped() throws Exception {
        copy("masks_random.json");
        Files.writeString(folder.resolve("rcdm_small.json"), "{}");
        assertThat(replay(folder))
                .filteredOn(Check.Skipped.class::isInstance)
                .extracting(Check::quantity)
                .containsExactly(
                        "masks, multi-block", "forward, losses, gradients, weights", "schedules", "rcdm_small.json");
    }

    @Test
    void foldersThatCannotBeUsedAreRefused() throws Exception {
        assertThatThrownBy(() -> replay(folder.resolve("nowhere")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere is no folder");
        assertThatThrownBy(() -> replay(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nothing to replay");
        Files.writeString(folder.resolve("masks_multiblock.json"), "{\"cases\": [{\"global_seed\": 1}]}");
        assertThatThrownBy(() -> replay(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("case 0 lacks a field");
        Files.writeString(folder.resolve("masks_multiblock.json"), "[1, 2");
        assertThatThrownBy(() -> replay(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("JSON");
        Files.delete(folder.resolve("masks_multiblock.json"));
        Files.writeString(folder.resolve("schedules.csv"), "# ipe=50\nstep,lr,weight_decay,ema\n0,1,2,3\n");
        assertThatThrownBy(() -> replay(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not say wd");
        Files.delete(folder.resolve("schedules.csv"));
        copy("ijepa_small.json");
        assertThatThrownBy(() -> replay(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ijepa_small.safetensors");
    }
}
