package ijepa.app.pretrain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;

import ijepa.app.control.curve.CurveChartModel;
import ijepa.app.control.curve.ShownCurves;
import ijepa.app.shell.Notices;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.ShellModel;
import ijepa.app.shell.TrainingMasks;
import ijepa.core.InputException;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunStatus;
import ijepa.renderer.figure.recipe.FigureRecipe;

/** The Pretrain workspace without its nodes: the runs, what is done with them, and the one that is being written. */
final class PretrainModel {

    /**
     * What the workspace needs from outside.
     *
     * @param curves  where it is kept how curves are looked at
     * @param looking one thread, on which folders are read
     * @param waiting where commands wait for their answers; several at once
     */
    record Outside(
            RunFolders folders,
            Path curves,
            RunLauncher launcher,
            Preflight preflight,
            Preflight decoderPreflight,
            SteeringModel.Commands commands,
            Trash trash,
            DesktopNotice desktop,
            Executor looking,
            Executor waiting,
            Clock clock) {}

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final String LAYOUTS = "layouts";

    private final ShellModel shell;
    private final Outside outside;
    private final RunsModel runs;
    private final SteeringModel steering;
    private final NewRunModel draft;
    private final NewDecoderModel decoder;
    private final FollowModel follow;
    private final RunCurvesModel curves;
    private boolean active;
    private int news;

    // Properties

    private final BooleanProperty drafting = new SimpleBooleanProperty();
    private final BooleanProperty draftingDecoder = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper badge = new ReadOnlyStringWrapper("");

    PretrainModel(ShellModel shell, Outside outside) {
        this.shell = shell;
        this.outside = outside;
        Executor window = shell.background().window();
        runs = new RunsModel(outside.folders(), new RunScan(outside.clock()), outside.looking(), window);
        steering = new SteeringModel(
                runs,
                outside.launcher(),
                outside.commands(),
                outside.trash(),
                shell.notices(),
                outside.waiting(),
                window);
        RunStart start = new RunStart(outside.launcher(), outside.waiting(), window);
        draft = new NewRunModel(new CheckModel(outside.preflight(), window), start);
        decoder = new NewDecoderModel(new CheckModel(outside.decoderPreflight(), window), start);
        follow = new FollowModel(shell, outside.commands(), outside.waiting(), outside.clock());
        curves = new RunCurvesModel(window, outside.curves());
        runs.whenEnded(this::tell);
        runs.selectedProperty().addListener(ignored -> draw());
        runs.compared().addListener((ListChangeListener<RunEntry>) change -> draw());
        shell.trainingMasksProperty()
                .addListener(ignored -> takeMasks(shell.trainingMasksProperty().get()));
        if (shell.trainingMasksProperty().get() != null) {
            takeMasks(shell.trainingMasksProperty().get());
        }
    }

    RunsModel runs() {
        return runs;
    }

    SteeringModel steering() {
        return steering;
    }

    /** The run that is being written. */
    NewRunModel draft() {
        return draft;
    }

    /** The decoder's run that is being written. */
    NewDecoderModel decoder() {
        return decoder;
    }

    FollowModel follow() {
        return follow;
    }

    /** The curves of the selected run, and of those that it is compared with. */
    RunCurvesModel curves() {
        return curves;
    }

    ShellModel shell() {
        return shell;
    }

    /** Whether the new run is shown in place of the selected one. */
    BooleanProperty draftingProperty() {
        return drafting;
    }

    /** Whether that is a decoder's. */
    BooleanProperty draftingDecoderProperty() {
        return draftingDecoder;
    }

    /** How many runs ended since the workspace was last in front; empty for none. */
    ReadOnlyStringProperty badgeProperty() {
        return badge.getReadOnlyProperty();
    }

    // Commands

    /** To be called every second, whether or not the workspace is in front. */
    void tick() {
        runs.tick();
        follow.tick();
    }

    void setActive(boolean now) {
        active = now;
        if (active) {
            news = 0;
            badge.set("");
        } else {
            curves.save();
        }
        draw();
    }

    /** Writes a new run. */
    void newRun() {
        if (draft.folderProperty().get().isBlank()) {
            draft.folderProperty().set(freshFolder().toString());
        }
        draftingDecoder.set(false);
        drafting.set(true);
    }

    /** Writes a new run that trains a decoder for the open checkpoint. */
    void newDecoder() {
        if (decoder.folderProperty().get().isBlank()) {
            decoder.folderProperty().set(freshFolder() + "-decoder");
        }
        decoder.useCheckpoint(shell.selection().checkpoint().flatMap(OpenCheckpoint::file));
        draftingDecoder.set(true);
        drafting.set(true);
    }

    /** Writes a new run that begins as the selected one. */
    void duplicate() {
        RunEntry run = runs.selectedProperty().get();
        Optional<Path> settings = run == null ? Optional.empty() : decoderSettings(run);
        if (settings.isPresent()) {
            steering.written(settings.get(), yaml -> {
                decoder.duplicate(yaml);
                decoder.folderProperty().set(freshFolder() + "-decoder");
                draftingDecoder.set(true);
                drafting.set(true);
            });
            return;
        }
        steering.settings(yaml -> {
            draft.duplicate(yaml);
            draft.folderProperty().set(freshFolder().toString());
            draftingDecoder.set(false);
            drafting.set(true);
        });
    }

    /** The settings of a decoder's run: as they were written here, also where it never began, else those that it keeps. */
    private static Optional<Path> decoderSettings(RunEntry run) {
        Path written = run.path().resolve(NewDecoderModel.SETTINGS);
        if (Files.exists(written)) {
            return Optional.of(written);
        }
        return run.now().isDecoder() ? Optional.of(run.directory().parameters(RunKind.DECODER)) : Optional.empty();
    }

    /** Checks the new run and starts it; it is then the selected one. */
    void start() {
        draft.start(launch -> {
            draft.folderProperty().set("");
            drafting.set(false);
            runs.launched(launch);
        });
    }

    /** Checks the decoder's run and starts it; it is then the selected one. */
    void startDecoder() {
        decoder.start(launch -> {
            decoder.folderProperty().set("");
            drafting.set(false);
            runs.launched(launch);
        });
    }

    /** Lets the decoder learn blocks as the Masks workspace draws them now. */
    void useMasksForDecoder() {
        decoder.useMasks(new TrainingMasks(
                shell.selection().sampling().strategyProperty().get(),
                shell.selection().sampling().gridProperty().get()));
    }

    /** Trains with the masks that the Masks workspace draws by now. */
    void useMasks() {
        shell.useForTraining(shell.selection().sampling().strategyProperty().get());
    }

    /** Sends what a chart shows to Figures. */
    void sendToFigures(ShownCurves shown) {
        shell.selection().figures().send("", CurveFigures.of(shown));
    }

    /** The loss of the runs that are looked at, as a part of a figure; empty where there is none. */
    Optional<FigureRecipe.Item> figure() {
        CurveChartModel loss = curves.chart(RunChart.LOSS);
        return drafting.get() || loss.curvesProperty().get().isEmpty()
                ? Optional.empty()
                : Optional.of(new FigureRecipe.Item("", CurveFigures.of(loss.shown())));
    }

    /** Draws only while somebody looks: a run of a million steps is read for nobody else. */
    private void draw() {
        List<RunDirectory> shown = new ArrayList<>();
        RunEntry selected = runs.selectedProperty().get();
        if (active && selected != null) {
            shown.add(selected.directory());
            runs.compared().stream()
                    .filter(run -> run != selected)
                    .map(RunEntry::directory)
                    .forEach(shown::add);
        }
        if (!shown.equals(
                curves.runs().stream().map(FollowedRunModel::directory).toList())) {
            curves.show(shown);
        }
    }

    private void takeMasks(TrainingMasks masks) {
        newRun();
        draft.useMasks(masks, runs.folders().home().resolve(LAYOUTS));
    }

    private Path freshFolder() {
        return runs.folders()
                .home()
                .resolve(NAME.format(LocalDateTime.ofInstant(
                        outside.clock().instant(), outside.clock().getZone())));
    }

    private void tell(RunEntry run, Condition ended) {
        String name = run.now().name();
        String why = run.now().status().map(RunStatus::message).orElse("");
        String words = switch (ended) {
            case FINISHED -> "The run " + name + " has finished.";
            case STOPPED -> "The run " + name + " was stopped.";
            case FAILED -> "The run " + name + " failed" + (why.isEmpty() ? "." : ": " + why);
            case NOT_STARTED -> "The run " + name + " did not start. Its last lines are in Pretrain.";
            default -> "The process of the run " + name + " is gone. Resume it in Pretrain.";
        };
        if (ended.isWrong()) {
            shell.notices().report(Notices.Topic.RUN, new InputException(words));
        } else {
            shell.notices().tell(Notices.Topic.RUN, words);
        }
        if (ended != Condition.STOPPED) {
            outside.desktop().tell("I-JEPA Workbench", words);
            if (!active) {
                news++;
                badge.set(Integer.toString(news));
            }
        }
        if (follow.runProperty().get() == run) {
            follow.tick();
        }
    }
}
