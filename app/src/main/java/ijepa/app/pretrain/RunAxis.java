package ijepa.app.pretrain;

/** What the horizontal axis of curves counts. */
public enum RunAxis {
    STEP("Step", "step"),
    EPOCH("Epoch", "epoch"),
    TIME("Time", "hours");

    private final String title;
    private final String unit;

    RunAxis(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Its name where it is chosen. */
    public String title() {
        return title;
    }

    /** What stands at the axis. */
    String unit() {
        return unit;
    }
}
