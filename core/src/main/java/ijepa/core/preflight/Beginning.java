package ijepa.core.preflight;

/** How a run that is looked at would begin. */
public enum Beginning {
    /** In a directory that holds none. */
    NEW,
    /** From where the run in the directory ended. */
    RESUMED,
    /** The same, also with other settings or pictures than it was started with. */
    RESUMED_WITH_CHANGES;

    /** Whether the run would go on with one that is there. */
    public boolean resumes() {
        return this != NEW;
    }
}
