package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

/**
 * {@code status.json}: what a run says of itself, renewed every second. Times are ISO 8601 in UTC.
 *
 * @param kind      what it trains; pretraining where an older version wrote this
 * @param message   what a person should know, such as why it failed; may be empty
 * @param process   that writes this
 * @param started   when the run was started or resumed
 * @param heartbeat when this was written
 * @param progress  how far it is
 * @param socket    path of the control socket; empty where there is none
 */
public record RunStatus(
        RunKind kind,
        RunState state,
        String message,
        Worker process,
        String started,
        String heartbeat,
        Progress progress,
        String socket) {

    public RunStatus {
        kind = kind == null ? RunKind.PRETRAINING : kind;
    }

    /** A run whose process cannot be told that says nothing for so long is taken for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Systems work out when a process began from their clock, which may be set meanwhile. */
    private static final Duration CLOCK_SHIFT = Duration.ofSeconds(5);

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .setPrettyPrinting()
            .create();

    /**
     * The process of a run.
     *
     * @param host  its machine
     * @param began when it began, by which it is told from a later one with the same id; may be empty
     */
    public record Worker(long pid, String host, String began) {

        static Worker self() {
            ProcessHandle self = ProcessHandle.current();
            return new Worker(self.pid(), EventFile.host(), beginOf(self));
        }

        private static String beginOf(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toString).orElse("");
        }

        /** Whether it is, or was, on this machine. */
        public boolean isHere() {
            return host.equals(EventFile.host());
        }

        /** Whether there is a process of that id. */
        boolean isThere() {
            return ProcessHandle.of(pid).isPresent();
        }

        /** Whether the process of that id began when this one did. */
        boolean beganThen() {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(this::isBegin)
                    .orElse(true);
        }

        private boolean isBegin(Instant start) {
            try {
                return Duration.between(Instant.parse(began), start).abs().compareTo(CLOCK_SHIFT) < 0;
            } catch (DateTimeParseException unknown) {
                return true;
            }
        }
    }

    /**
     * How far a run is.
     *
     * @param epoch           epochs done
     * @param epochs          of the whole run
     * @param step            steps done
     * @param totalSteps      of the whole run; 0 before they are known
     * @param loss            of the last step; null before it
     * @param imagesPerSecond over the last steps; 0 before them
     */
    public record Progress(int epoch, int epochs, long step, long totalSteps, Double loss, double imagesPerSecond) {}

    /** The status of a run that this process is starting. */
    static RunStatus starting(RunKind kind, Instant now, int epochs) {
        return new RunStatus(
                kind,
                RunState.STARTING,
                "",
                Worker.self(),
                now.toString(),
                now.toString(),
                new Progress(0, epochs, 0, 0, null, 0),
                "");
    }

    /** The status of a run's folder; empty where there is none or it cannot be read. */
    public static Optional<RunStatus> read(RunDirectory directory) {
        try {
            RunStatus status = GSON.fromJson(Files.readString(directory.status()), RunStatus.class);
            return Optional.ofNullable(status).filter(RunStatus::isComplete);
        } catch (IOException | JsonParseException missing) {
            return Optional.empty();
        }
    }

    private boolean isComplete() {
        return state != null
                && message != null
                && process != null
                && process.host != null
                && process.began != null
                && started != null
                && heartbeat != null
                && progress != null
                && socket != null;
    }

    String toJson() {
        return GSON.toJson(this) + "\n";
    }

    /**
     * Whether the process is gone though it says that it is at work: it was killed, or its machine was switched off. On
     * this machine the process is looked for; of another one, and of a process that seems to have begun at another time, the
     * heartbeat decides.
     */
    public boolean isDead(Instant now) {
        if (!state.isAlive()) {
            return false;
        }
        if (process.isHere()) {
            if (!process.isThere()) {
                return true;
            }
            if (process.beganThen()) {
                return false;
            }
            // A later process of its number, or the clock was set, by which systems work out when a process began.
        }
        try {
            return Duration.between(Instant.parse(heartbeat), now).compareTo(SILENCE) > 0;
        } catch (DateTimeParseException damaged) {
            return true;
        }
    }

    RunStatus in(RunState next, String why) {
        return new RunStatus(kind, next, why, process, started, heartbeat, progress, socket);
    }

    RunStatus at(Instant beat) {
        return new RunStatus(kind, state, message, process, started, beat.toString(), progress, socket);
    }

    RunStatus with(Progress now) {
        return new RunStatus(kind, state, message, process, started, heartbeat, now, socket);
    }

    RunStatus withSocket(String path) {
        return new RunStatus(kind, state, message, process, started, heartbeat, progress, path);
    }
}
