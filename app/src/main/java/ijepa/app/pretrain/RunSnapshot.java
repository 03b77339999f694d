package ijepa.app.pretrain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunStatus;

/**
 * A run as it was last seen.
 *
 * @param status    what it said; empty before it said anything
 * @param losses    its course in a few numbers; none while not read
 * @param lastLines of its log or output, where something went wrong
 */
record RunSnapshot(
        RunDirectory directory,
        Condition condition,
        Optional<RunStatus> status,
        RunFacts facts,
        double[] losses,
        List<String> lastLines) {

    RunSnapshot {
        lastLines = List.copyOf(lastLines);
    }

    /** The folder's name. */
    String name() {
        return directory.path().getFileName().toString();
    }

    /** Whether it trains a decoder and not the three networks. */
    boolean isDecoder() {
        return status.filter(said -> said.kind() == RunKind.DECODER).isPresent();
    }

    /** Steps done; 0 before the first. */
    long step() {
        return status.map(said -> said.progress().step()).orElse(0L);
    }

    /** Epochs of how many, such as {@code epoch 3.4 of 40}; empty before they are known. */
    String epochs() {
        return status.map(RunStatus::progress)
                .filter(progress -> progress.epochs() > 0)
                .map(progress -> {
                    double epoch = epochAt(progress.step());
                    return String.format(
                            Locale.ROOT,
                            epoch == Math.rint(epoch) ? "epoch %.0f of %d" : "epoch %.1f of %d",
                            epoch,
                            progress.epochs());
                })
                .orElse("");
    }

    /** Epochs that so many steps are. */
    double epochAt(long step) {
        return status.map(RunStatus::progress)
                .filter(progress -> progress.totalSteps() > 0)
                .map(progress -> (double) step * progress.epochs() / progress.totalSteps())
                .orElse(0.0);
    }

    /** How far it is, from 0 to 1. */
    double share() {
        return status.map(RunStatus::progress)
                .filter(progress -> progress.totalSteps() > 0)
                .map(progress -> (double) progress.step() / progress.totalSteps())
                .orElse(0.0);
    }

    /** What it computes on and how fast, and that it is elsewhere; empty while nothing is known. */
    String where() {
        String there = status.filter(said -> !said.process().isHere())
                .map(said -> " on " + said.process().host())
                .orElse("");
        return (facts.device() + there).strip();
    }

    RunSnapshot as(Condition now, List<String> lines) {
        return new RunSnapshot(directory, now, status, facts, losses, lines);
    }
}
