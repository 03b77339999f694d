package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ijepa.core.run.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsModelTest {

    private static final String EARLIER = "2026-01-01T10:00:00Z";
    private static final String LATER = "2026-01-02T10:00:00Z";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-03T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path home;
    private RunsModel model;
    private final List<String> ended = new ArrayList<>();

    @BeforeEach
    void make() {
        home = folder.resolve("runs");
        model = new RunsModel(
                new RunFolders(folder.resolve("folders.json"), home), new RunScan(CLOCK), Runnable::run, Runnable::run);
        model.whenEnded((run, condition) -> ended.add(run.now().name() + " " + condition));
    }

    private RunSnapshot run(String name) {
        return model.find(home.resolve(name)).orElseThrow().now();
    }

    private Launch launch(RunDirectory run, CompletableFuture<Integer> exit) {
        return new Launch(run, CLOCK.instant(), exit, run.path().resolve("output.txt"), 0);
    }

    @Test
    void aFolderThatIsNotThereHasNoRuns() {
        model.refresh();
        assertThat(model.runs()).isEmpty();
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.lookedProperty().get()).isTrue();
    }

    @Test
    void everyStateIsShownTheNewestFirst() throws IOException {
        for (String state : List.of("starting", "running", "paused", "finished", "stopped", "failed")) {
            RunFolder.write(home.resolve(state), state, EARLIER);
        }
        RunFolder.write(home.resolve("deep/er/dead"), "running", LATER, RunFolder.NO_PROCESS, RunFolder.host(), "");
        RunFolder.write(home.resolve("elsewhere"), "running", EARLIER, "1", "another", "");
        model.refresh();
        assertThat(model.runs()).hasSize(8);
        assertThat(model.runs().getFirst().now().name()).isEqualTo("dead");
        assertThat(model.selectedProperty().get()).isEqualTo(model.runs().getFirst());
        for (String state : List.of("starting", "running", "paused", "finished", "stopped", "failed")) {
            assertThat(run(state).condition().title()).isEqualTo(state);
        }
        RunSnapshot dead = run("deep/er/dead");
        assertThat(dead.condition()).isEqualTo(Condition.DEAD);
        assertThat(dead.lastLines()).endsWith("last words");
        assertThat(SelectedRunView.why(dead)).contains("999999999").contains("is gone");
        assertThat(run("elsewhere").condition()).isEqualTo(Condition.DEAD);
        assertThat(run("elsewhere").where()).endsWith("on another");
        assertThat(run("running").facts()).isEqualTo(new RunFacts("ViT-tiny/8, 64 px", "cpu, float32"));
        assertThat(run("running").losses()).hasSize(10).startsWith(1.0);
        assertThat(run("running").epochs()).isEqualTo("epoch 1 of 40");
        assertThat(run("running").lastLines()).isEmpty();
    }

    @Test
    void whatChangesIsSeenAndAnEndIsTold() throws IOException {
        RunDirectory run = RunFolder.write(home.resolve("one"), "running", EARLIER);
        RunFolder.write(home.resolve("old"), "failed", EARLIER);
        model.tick();
        model.selectedProperty().set(model.find(run.path()).orElseThrow());
        RunFolder.status(
                run, "running", EARLIER, Long.toString(ProcessHandle.current().pid()), RunFolder.host(), "", 25);
        model.tick();
        assertThat(run("one").epochs()).isEqualTo("epoch 2.5 of 40");
        assertThat(ended).isEmpty();

        RunFolder.status(run, "failed", EARLIER, "1", RunFolder.host(), "no number", 26);
        model.tick();
        assertThat(ended).containsExactly("one FAILED");
        assertThat(SelectedRunView.why(run("one"))).isEqualTo("no number");
        assertThat(model.selectedProperty().get().path()).isEqualTo(run.path());
    }

    @Test
    void runsFromElsewhereAppearAndGo() throws IOException {
        RunFolder.write(home.resolve("one"), "finished", EARLIER);
        model.refresh();
        RunFolder.write(folder.resolve("server/two"), "finished", LATER);
        model.add(folder.resolve("server"));
        assertThat(model.runs()).extracting(run -> run.now().name()).containsExactly("two", "one");
        assertThat(new RunFolders(folder.resolve("folders.json"), home).all())
                .containsExactly(home, folder.resolve("server"));

        model.forget(folder.resolve("server"));
        assertThat(model.runs()).hasSize(1);
        SystemTrash.aside(home.resolve("one"));
        model.refresh();
        assertThat(model.runs()).isEmpty();
        assertThat(model.selectedProperty().get()).isNull();
        assertThat(home.resolve(RunScan.TRASH)).isNotEmptyDirectory();
    }

    @Test
    void theFolderOfNewRunsIsRemembered() throws IOException {
        RunFolder.write(home.resolve("one"), "finished", EARLIER);
        model.setHome(folder.resolve("other"));
        assertThat(model.runs()).as("the one before is looked at still").hasSize(1);
        RunFolders again = new RunFolders(folder.resolve("folders.json"), folder);
        assertThat(again.all()).containsExactly(folder.resolve("other"), home);
        Files.writeString(folder.resolve("folders.json"), "no json");
        assertThat(new RunFolders(folder.resolve("folders.json"), home).all()).containsExactly(home);
    }

    @Test
    void aLaunchIsShownUntilItsProcessSpeaks() throws IOException {
        RunDirectory run = new RunDirectory(home.resolve("fresh"));
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        model.launched(launch(run, exit));
        assertThat(run("fresh").condition()).isEqualTo(Condition.LAUNCHING);
        assertThat(model.selectedProperty().get().path()).isEqualTo(run.path());
        model.refresh();
        assertThat(run("fresh").condition()).as("it has no status yet").isEqualTo(Condition.LAUNCHING);

        RunFolder.write(run.path(), "running", "2026-01-03T10:00:01Z");
        model.refresh();
        assertThat(run("fresh").condition()).isEqualTo(Condition.RUNNING);
        assertThat(model.launchOf(run.path())).isEmpty();
    }

    @Test
    void aRunThatIsStartedElsewhereStaysInSight() throws IOException {
        RunDirectory run = new RunDirectory(folder.resolve("elsewhere/run"));
        model.refresh();
        model.launched(launch(run, new CompletableFuture<>()));
        RunFolder.write(run.path(), "running", LATER);
        model.refresh();
        model.refresh();
        assertThat(model.runs()).extracting(RunEntry::path).containsExactly(run.path());
        assertThat(model.selectedProperty().get()).isNotNull();
        // Also the next time.
        RunsModel next = new RunsModel(
                new RunFolders(folder.resolve("folders.json"), home), new RunScan(CLOCK), Runnable::run, Runnable::run);
        next.refresh();
        assertThat(next.runs()).hasSize(1);
    }

    @Test
    void aFolderOfRunsMayBeALink() throws IOException {
        RunFolder.write(folder.resolve("disk/one"), "finished", EARLIER);
        Files.createSymbolicLink(home, folder.resolve("disk"));
        model.refresh();
        assertThat(model.runs()).extracting(RunEntry::path).containsExactly(home.resolve("one"));
    }

    @Test
    void aProcessThatEndsWithoutAWordDidNotStart() throws IOException {
        RunDirectory run = new RunDirectory(home.resolve("fresh"));
        Files.createDirectories(run.path());
        Files.writeString(run.path().resolve("output.txt"), "ijepa: There is no folder pictures.\n");
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        model.launched(launch(run, exit));
        exit.complete(2);
        model.tick();
        assertThat(run("fresh").condition()).isEqualTo(Condition.NOT_STARTED);
        assertThat(run("fresh").lastLines()).containsExactly("ijepa: There is no folder pictures.");
        assertThat(ended).containsExactly("fresh NOT_STARTED");
        model.refresh();
        assertThat(run("fresh").condition()).as("it stays to be read").isEqualTo(Condition.NOT_STARTED);
        model.remove(model.find(run.path()).orElseThrow());
        assertThat(model.runs()).isEmpty();
    }

    @Test
    void aResumedRunThatDoesNotComeBackKeepsItsPast() throws IOException {
        RunDirectory run = RunFolder.write(home.resolve("one"), "stopped", EARLIER);
        model.refresh();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        model.launched(launch(run, exit));
        model.refresh();
        assertThat(run("one").condition()).isEqualTo(Condition.LAUNCHING);
        exit.complete(1);
        model.refresh();
        assertThat(run("one").condition()).isEqualTo(Condition.NOT_STARTED);
        assertThat(SelectedRunView.why(run("one"))).contains("should have gone on");
        assertThat(RunActions.of(run("one")).restart()).isTrue();
    }

    @Test
    void aResumptionThatIsRefusedWhileItStartsIsNoEnd() throws IOException {
        RunDirectory run = RunFolder.write(home.resolve("one"), "stopped", EARLIER);
        model.refresh();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        model.launched(launch(run, exit));
        RunFolder.write(run.path(), "starting", "2026-01-03T10:00:01Z");
        model.refresh();
        assertThat(run("one").condition()).isEqualTo(Condition.STARTING);
        RunFolder.write(run.path(), "stopped", EARLIER);
        Files.writeString(run.path().resolve("output.txt"), "ijepa: The settings do not fit.\n");
        exit.complete(2);
        model.refresh();
        assertThat(run("one").condition()).isEqualTo(Condition.NOT_STARTED);
        assertThat(run("one").lastLines()).containsExactly("ijepa: The settings do not fit.");
        assertThat(ended).containsExactly("one NOT_STARTED");
    }

    @Test
    void twoHundredRunsAreAllThere() throws IOException {
        for (int i = 0; i < 200; i++) {
            RunFolder.write(home.resolve("group" + i % 7).resolve("run" + i), "finished", EARLIER);
        }
        model.refresh();
        assertThat(model.runs()).hasSize(200).allMatch(run -> run.now().losses().length == 10);
    }
}
