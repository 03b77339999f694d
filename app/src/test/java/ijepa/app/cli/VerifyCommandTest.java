package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    private static final Path GOLDEN = Path.of("../core/src/test/resources/golden");

    @TempDir
    private Path folder;

    @Test
    void everyQuantityGetsALine() {
        CommandRun run = CommandRun.of("verify", GOLDEN.toString());
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .containsPattern("gradients +[0-9.e-]+ +5\\.0e-06 +ok +71 tensors of step 0, worst ")
                .containsPattern("masks, multi-block, case 6 +0 +exact +ok")
                .contains(" 0 failed");
    }

    @Test
    void aWrongNumberIsExitStatusOneAndShown() throws Exception {
        String table = Files.readString(GOLDEN.resolve("schedules.csv"));
        Files.writeString(folder.resolve("schedules.csv"), table.replace("ema=0.996..1.0", "ema=0.99..1.0"));
        CommandRun run = CommandRun.of("verify", folder.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("schedule of momentum +6\\.0e-03 +1\\.0e-09 +FAILED +1000 steps, worst at step 0");
        CommandRun json = CommandRun.of("verify", folder.toString(), "--json");
        assertThat(json.status()).isEqualTo(1);
        JsonObject document = JsonParser.parseString(json.out()).getAsJsonObject();
        assertThat(document.get("passed").getAsBoolean()).isFalse();
        assertThat(document.getAsJsonArray("checks")).hasSize(7);
    }

    @Test
    void whatIsKnownIsShownAlthoughALaterFileIsDamaged() throws Exception {
        Files.copy(GOLDEN.resolve("masks_multiblock.json"), folder.resolve("masks_multiblock.json"));
        Files.writeString(folder.resolve("schedules.csv"), "nothing");
        CommandRun run = CommandRun.of("verify", folder.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).containsPattern("masks, multi-block, case 0 +0 +exact +ok");
        assertThat(run.err()).contains("schedules.csv");
    }

    @Test
    void aFolderThatCannotBeUsedIsExitStatusTwo() {
        CommandRun run = CommandRun.of("verify", folder.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("nothing to replay");
        assertThat(run.out()).isEmpty();
    }
}
