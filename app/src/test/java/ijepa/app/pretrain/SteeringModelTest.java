package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ijepa.app.shell.Notices;
import ijepa.core.InputException;
import ijepa.core.config.Recipe;
import ijepa.core.run.RunCommand;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteeringModelTest {

    private static final String EARLIER = "2026-01-01T10:00:00Z";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-03T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private RunsModel runs;
    private SteeringModel model;
    private final List<String> started = new ArrayList<>();
    private final List<RunCommand> sent = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private RuntimeException refusal;
    private boolean trashFull;
    private final Notices notices = new Notices();

    @BeforeEach
    void make() {
        runs = new RunsModel(
                new RunFolders(folder.resolve("folders.json"), folder.resolve("runs")),
                new RunScan(CLOCK),
                Runnable::run,
                Runnable::run);
        model = new SteeringModel(
                runs,
                (run, arguments) -> {
                    started.add(String.join(" ", arguments).replace(run.path().toString(), "RUN"));
                    return new Launch(run, CLOCK.instant(), new CompletableFuture<>(), run.log(), 0);
                },
                (run, command) -> {
                    if (refusal != null) {
                        throw refusal;
                    }
                    sent.add(command);
                    return "pausing after this step";
                },
                run -> {
                    if (trashFull) {
                        throw new IOException("the disk is full");
                    }
                    return SystemTrash.aside(run).toString();
                },
                notices,
                later::add,
                Runnable::run);
    }

    private void work() {
        while (!later.isEmpty()) {
            later.poll().run();
        }
    }

    private RunDirectory select(String state) throws IOException {
        return select(state, Long.toString(ProcessHandle.current().pid()), RunFolder.host(), EARLIER);
    }

    private RunDirectory select(String state, String pid, String host, String beat) throws IOException {
        RunDirectory run = RunFolder.write(folder.resolve("runs/one"), state, beat, pid, host, "why");
        runs.refresh();
        runs.selectedProperty().set(runs.runs().getFirst());
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        //          pause, go on, checkpoint, stop, restart, more, duplicate, delete
        "starting,  false, false, false,      true, false,  false, true,     false",
        "running,   true,  false, true,       true, false,  false, true,     false",
        "paused,    false, true,  true,       true, false,  false, true,     false",
        "finished,  false, false, false,      false, false, true,  true,     true",
        "stopped,   false, false, false,      false, true,  true,  true,     true",
        "failed,    false, false, false,      false, true,  true,  true,     true"
    })
    void everyStateAllowsWhatMakesSense(
            String state,
            boolean pause,
            boolean goOn,
            boolean checkpoint,
            boolean stop,
            boolean restart,
            boolean more,
            boolean duplicate,
            boolean delete)
            throws IOException {
        select(state);
        assertThat(model.actionsProperty().get())
                .isEqualTo(new RunActions(pause, goOn, checkpoint, stop, restart, more, duplicate, delete, ""));
    }

    @Test
    void aDeadRunCanBeResumedAndARunElsewhereOnlyWatched() throws IOException {
        select("running", RunFolder.NO_PROCESS, RunFolder.host(), EARLIER);
        RunActions dead = model.actionsProperty().get();
        assertThat(dead.restart()).isTrue();
        assertThat(dead.stop()).isFalse();

        select("running", "1", "another", CLOCK.instant().toString());
        RunActions elsewhere = model.actionsProperty().get();
        assertThat(elsewhere.pause() || elsewhere.stop() || elsewhere.delete()).isFalse();
        assertThat(elsewhere.why()).contains("It runs on another");
        assertThat(elsewhere.duplicate()).isTrue();
    }

    @Test
    void aDecodersRunGoesOnAndIsCountedInSteps() throws IOException {
        selectDecoder();
        RunActions actions = model.actionsProperty().get();
        assertThat(actions.restart() && actions.more() && actions.duplicate() && actions.delete())
                .isTrue();
        assertThat(actions.why()).isEmpty();

        List<Continuation> told = new ArrayList<>();
        model.explainMore(5, told::add);
        work();
        assertThat(told).isEmpty();
        assertThat(model.problemProperty().get()).isEqualTo("The run has done 10 steps already: choose more.");
        model.explainMore(600, told::add);
        work();
        assertThat(told.getFirst().length()).isEqualTo(600);
        assertThat(told.getFirst().text()).startsWith("It goes on after step 10 ");

        model.continueTo(600);
        work();
        assertThat(started).containsExactly("decoder train --resume --run RUN --steps 600 --accept-changes");
    }

    @Test
    void aStoppedDecodersRunIsResumed() throws IOException {
        selectDecoder();
        model.restart();
        work();
        assertThat(started).containsExactly("decoder train --resume --run RUN");
    }

    private void selectDecoder() throws IOException {
        RunDirectory run = select("stopped");
        Files.delete(run.parameters());
        Files.writeString(run.parameters(RunKind.DECODER), "seed: 1\n");
        String status = Files.readString(run.status());
        Files.writeString(run.status(), status.replaceFirst("\\{", "{\"kind\":\"decoder\","));
        runs.refresh();
    }

    @Test
    void commandsAreSentAndAnsweredLater() throws IOException {
        select("running");
        model.send(RunCommand.PAUSE);
        assertThat(sent).isEmpty();
        assertThat(model.actionsProperty().get()).as("nothing twice").isEqualTo(RunActions.NONE);
        model.send(RunCommand.PAUSE);
        work();
        assertThat(sent).containsExactly(RunCommand.PAUSE);
        assertThat(model.answerProperty().get()).isEqualTo("Pausing after this step.");
        assertThat(model.actionsProperty().get().pause()).isTrue();

        refusal = new InputException("No process listens.");
        model.send(RunCommand.STOP);
        work();
        assertThat(model.problemProperty().get()).isEqualTo("No process listens.");
        assertThat(model.actionsProperty().get().stop()).isTrue();
    }

    @Test
    void anAnswerIsNotShownUnderAnotherRun() throws IOException {
        select("running");
        RunFolder.write(
                folder.resolve("runs/two"),
                "running",
                EARLIER,
                Long.toString(ProcessHandle.current().pid()),
                RunFolder.host(),
                "");
        runs.refresh();
        model.send(RunCommand.PAUSE);
        String asked = runs.selectedProperty().get().now().name();
        runs.runs().stream()
                .filter(run -> !run.now().name().equals(asked))
                .findFirst()
                .ifPresent(runs.selectedProperty()::set);
        work();
        assertThat(model.answerProperty().get()).isEmpty();
        assertThat(notices.informationProperty().get().text()).isEqualTo(asked + ": Pausing after this step.");
    }

    @Test
    void aRunGoesOnInANewProcess() throws IOException {
        RunDirectory run = select("stopped");
        model.restart();
        work();
        assertThat(started).containsExactly("pretrain --resume --run RUN");
        assertThat(runs.find(run.path()).orElseThrow().now().condition()).isEqualTo(Condition.LAUNCHING);
        assertThat(model.actionsProperty().get().restart()).isFalse();
    }

    @Test
    void moreEpochsAreExplainedFirst() throws IOException {
        select("finished");
        List<Continuation> told = new ArrayList<>();
        int all = Recipe.named(Recipe.USUAL).read(List.of()).optimization().epochs();
        int more = all + 16;
        model.explainMore(more, told::add);
        work();
        assertThat(told.getFirst().text())
                .contains("stretched to " + more + " epochs")
                .contains("At step 10 the learning rate")
                .contains("neither a run of " + all + " nor one of " + more);
        model.explainMore(all, told::add);
        work();
        assertThat(told).hasSize(1);
        assertThat(model.problemProperty().get()).isEqualTo("The run has " + all + " epochs already: choose more.");
        model.continueTo(more);
        work();
        assertThat(started).containsExactly("pretrain --resume --run RUN --epochs " + more + " --accept-changes");
    }

    @Test
    void settingsKeepTheirCommentsWhileTheyHold() throws IOException {
        RunDirectory run = select("finished");
        List<String> told = new ArrayList<>();
        String own = "# my words\n" + Recipe.named(Recipe.USUAL).text();
        Files.writeString(run.path().resolve(NewRunModel.CONFIGURATION), own);
        Files.writeString(
                run.parameters(),
                Recipe.named(Recipe.USUAL).read(List.of()).absolute(run.path()).toYaml());
        model.settings(told::add);
        work();
        assertThat(told).containsExactly(own);

        Files.writeString(
                run.parameters(), own.replaceFirst("epochs: \\d+", "epochs: 50").replace("my", "its"));
        model.settings(told::add);
        work();
        assertThat(told.getLast()).contains("# its words").contains("epochs: 50");
        Files.delete(run.parameters());
        Files.delete(run.path().resolve(NewRunModel.CONFIGURATION));
        model.settings(told::add);
        work();
        assertThat(told).hasSize(2);
        assertThat(model.problemProperty().get()).contains("cannot be read");
    }

    @Test
    void aDeletedRunCanBeHadBack() throws IOException {
        RunDirectory run = select("failed");
        trashFull = true;
        model.delete();
        work();
        assertThat(model.problemProperty().get()).contains("the disk is full").contains("It is still there");
        assertThat(runs.runs()).hasSize(1);
        trashFull = false;
        model.delete();
        work();
        assertThat(run.path()).doesNotExist();
        assertThat(runs.runs()).isEmpty();
        assertThat(folder.resolve("runs/.trash")).isNotEmptyDirectory();
        assertThat(notices.informationProperty().get().text())
                .startsWith("one is in ")
                .contains(".trash");
    }
}
