package ijepa.core.run;

import java.util.Locale;

/** What a run is doing, as it last said itself. */
public enum RunState {
    /** Reads settings, lists pictures, loads a checkpoint. */
    STARTING,
    RUNNING,
    /** Waits between two steps until it is told to resume. */
    PAUSED,
    /** Did all its steps. */
    FINISHED,
    /** Was told to stop; can go on. */
    STOPPED,
    /** Ended with the message's reason; can go on from its last checkpoint. */
    FAILED;

    /** Whether a process should be at work. */
    public boolean isAlive() {
        return this == STARTING || this == RUNNING || this == PAUSED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
