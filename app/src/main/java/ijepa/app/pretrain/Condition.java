package ijepa.app.pretrain;

import ijepa.core.run.RunListing;

/** How a run is, seen from outside. */
enum Condition {
    /** Its process was started here and has not said anything yet. */
    LAUNCHING("starting"),
    /** Its process ended before it said anything. */
    NOT_STARTED("did not start"),
    STARTING("starting"),
    RUNNING("running"),
    PAUSED("paused"),
    FINISHED("finished"),
    STOPPED("stopped"),
    FAILED("failed"),
    /** It says that it is at work but its process is gone. */
    DEAD("dead");

    private final String title;

    Condition(String title) {
        this.title = title;
    }

    /** What a reader calls it. */
    String title() {
        return title;
    }

    /** Whether a process is at work. */
    boolean isAlive() {
        return this == LAUNCHING || this == STARTING || this == RUNNING || this == PAUSED;
    }

    /** Whether it ended otherwise than it should. */
    boolean isWrong() {
        return this == NOT_STARTED || this == FAILED || this == DEAD;
    }

    static Condition of(RunListing run) {
        if (run.dead()) {
            return DEAD;
        }
        return switch (run.status().state()) {
            case STARTING -> STARTING;
            case RUNNING -> RUNNING;
            case PAUSED -> PAUSED;
            case FINISHED -> FINISHED;
            case STOPPED -> STOPPED;
            case FAILED -> FAILED;
        };
    }
}
