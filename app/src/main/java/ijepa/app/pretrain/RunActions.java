package ijepa.app.pretrain;

import ijepa.core.run.RunState;

/**
 * What can be done with a run as it is.
 *
 * @param goOn      a paused run's process goes on
 * @param restart   a new process goes on from the last checkpoint
 * @param more      it can be continued past its planned end
 * @param duplicate its settings can be taken for another run
 * @param why       why it cannot be steered from here; empty where it can
 */
record RunActions(
        boolean pause,
        boolean goOn,
        boolean checkpoint,
        boolean stop,
        boolean restart,
        boolean more,
        boolean duplicate,
        boolean delete,
        String why) {

    static final RunActions NONE = new RunActions(false, false, false, false, false, false, false, false, "");

    /** What can be done with a run. */
    static RunActions of(RunSnapshot run) {
        boolean here = run.status().map(said -> said.process().isHere()).orElse(true);
        boolean listens =
                here && run.status().map(said -> !said.socket().isEmpty()).orElse(false);
        Condition now = run.condition();
        boolean steered = listens && (now == Condition.RUNNING || now == Condition.PAUSED);
        // An attempt to resume that came to nothing leaves the run as it was.
        boolean hasRun = run.step() > 0 || run.status().isPresent() && now != Condition.NOT_STARTED;
        boolean ended = !now.isAlive();
        // A first start that was refused leaves a status and nothing to go on with.
        boolean hasSettings = run.step() > 0 || run.directory().holdsRun();
        boolean finished =
                run.status().map(said -> said.state() == RunState.FINISHED).orElse(false);
        return new RunActions(
                steered && now == Condition.RUNNING,
                steered && now == Condition.PAUSED,
                steered,
                listens && (steered || now == Condition.STARTING),
                ended && hasRun && hasSettings && !finished,
                ended && hasRun && hasSettings,
                now != Condition.LAUNCHING,
                ended,
                why(run, here, listens));
    }

    private static String why(RunSnapshot run, boolean here, boolean listens) {
        if (run.condition().isAlive() && !here) {
            return "It runs on " + run.status().orElseThrow().process().host()
                    + ": pause and stop it there. Its numbers are followed here.";
        }
        if (run.condition().isAlive() && run.condition() != Condition.LAUNCHING && !listens) {
            return "Its process takes no commands: it is just starting, or it could not open its control socket.";
        }
        return "";
    }
}
