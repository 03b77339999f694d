package ijepa.app.predict;

/** The questions that the workspace asks, one after the other. */
public enum PredictMode {
    PREDICTION("Prediction", "What is predicted beside what is there"),
    ATTENTION("Attention", "Where each network looks, from any patch"),
    SWEEP("Sweep", "How well each place is predicted, and how much depends on the context"),
    NEIGHBOURS("Neighbours", "Blocks of other images that are like the predicted one"),
    COMPARE("Compare", "Other checkpoints for the same image and layout");

    private final String title;
    private final String help;

    PredictMode(String title, String help) {
        this.title = title;
        this.help = help;
    }

    public String title() {
        return title;
    }

    /** One line for a tooltip. */
    public String help() {
        return help;
    }
}
