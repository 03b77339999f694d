package ijepa.core;

/** What this program is. */
public final class Program {

    /** Its version, as files that it writes say it. */
    public static final String VERSION = "0.1.0";

    private Program() {}
}
