package ijepa.core.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a run can be told. */
public enum RunCommand {
    /** Wait after the step at hand. */
    PAUSE,
    /** Go on. */
    RESUME,
    /** Write a checkpoint after the step at hand. */
    CHECKPOINT,
    /** Write a checkpoint after the step at hand and end. */
    STOP;

    static Optional<RunCommand> parse(String line) {
        return Arrays.stream(values())
                .filter(command -> command.toString().equals(line.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The line that goes over the socket. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
