package ijepa.core.run;

import java.util.Locale;

import com.google.gson.annotations.SerializedName;

/** What a run is doing, as it last said itself. */
public enum RunState {
    /** Reads settings, lists pictures, loads a checkpoint. */
    @SerializedName("starting")
    STARTING,
    @SerializedName("running")
    RUNNING,
    /** Waits between two steps until it is told to resume. */
    @SerializedName("paused")
    PAUSED,
    /** Did all its steps. */
    @SerializedName("finished")
    FINISHED,
    /** Was told to stop; can go on. */
    @SerializedName("stopped")
    STOPPED,
    /** Ended with the message's reason; can go on from its last checkpoint. */
    @SerializedName("failed")
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
