package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import ijepa.core.run.Diagnosis;
import ijepa.core.run.Finding;
import ijepa.core.run.RunDigest;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunStatus;

/** A run that is looked at: its numbers, log and state as they come, and what they mean. */
public final class FollowedRunModel implements AutoCloseable {

    private final RunDirectory directory;
    private final String name;
    private final RunData data = new RunData();
    private final RunDigest digest = new RunDigest();
    private final LogModel log = new LogModel();
    private Optional<RunFollower> follower = Optional.empty();
    private boolean atWorkHere;

    // Properties

    private final ReadOnlyLongWrapper growth = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<List<Finding>> findings = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Path>> sheets = new ReadOnlyObjectWrapper<>(List.of());

    /**
     * A run that is not read yet.
     *
     * @param name how legends call it
     */
    public FollowedRunModel(RunDirectory directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    public RunDirectory directory() {
        return directory;
    }

    public String name() {
        return name;
    }

    public RunData data() {
        return data;
    }

    public LogModel log() {
        return log;
    }

    /** Whether its process is at work on this machine, by what it last said. */
    boolean isAtWorkHere() {
        return atWorkHere;
    }

    /** Changes when numbers came. */
    public ReadOnlyLongProperty growthProperty() {
        return growth.getReadOnlyProperty();
    }

    /** Pictures of samples, the oldest first; none where it draws none. */
    public ReadOnlyObjectProperty<List<Path>> sheetsProperty() {
        return sheets.getReadOnlyProperty();
    }

    /** What its numbers mean, the gravest first; nothing for a decoder's run, whose loss has no such rules. */
    public ReadOnlyObjectProperty<List<Finding>> findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    // Commands

    /**
     * Begins to follow it, until it is closed.
     *
     * @param window runs what it is given on the window's thread
     */
    public void follow(Executor window) {
        if (follower.isEmpty()) {
            follower = Optional.of(RunFollower.start(directory, window, this::take));
        }
    }

    /** Stops to follow it; what was read stays. */
    @Override
    public void close() {
        follower.ifPresent(RunFollower::close);
        follower = Optional.empty();
    }

    /** Takes in what is new. */
    void take(RunTail.Piece piece) {
        data.add(piece.metrics());
        piece.metrics().forEach(digest::add);
        log.add(piece.log());
        piece.status().ifPresent(now -> {
            RunStatus.Progress progress = now.progress();
            if (progress.totalSteps() > 0 && progress.epochs() > 0) {
                data.setStepsPerEpoch(progress.totalSteps() / (double) progress.epochs());
            }
        });
        atWorkHere = piece.status()
                .filter(now -> now.state().isAlive() && now.process().isHere() && !piece.dead())
                .isPresent();
        sheets.set(piece.sheets());
        if (!piece.more() && !isDecoder(piece)) {
            findings.set(Diagnosis.of(digest, piece.scale(), piece.failure()));
        }
        if (!piece.metrics().isEmpty()) {
            growth.set(growth.get() + 1);
        }
    }

    private static boolean isDecoder(RunTail.Piece piece) {
        return piece.status().filter(said -> said.kind() == RunKind.DECODER).isPresent();
    }
}
