package ijepa.renderer.figure;

/** Widths that journals and conferences print figures at. */
public enum ColumnWidth {
    SINGLE("Single column, 89 mm", "single", 89),
    DOUBLE("Double column, 183 mm", "double", 183),
    NEURIPS("NeurIPS text, 5.5 in", "neurips", 5.5 * 25.4),
    ICML_COLUMN("ICML column, 3.25 in", "icml", 3.25 * 25.4),
    ICML_TEXT("ICML text, 6.75 in", "icml-text", 6.75 * 25.4),
    CVPR_COLUMN("CVPR column, 3.25 in", "cvpr", 3.25 * 25.4),
    CVPR_TEXT("CVPR text, 6.875 in", "cvpr-text", 6.875 * 25.4);

    private final String title;
    private final String option;
    private final double millimetres;

    ColumnWidth(String title, String option, double millimetres) {
        this.title = title;
        this.option = option;
        this.millimetres = millimetres;
    }

    /** What a reader calls it. */
    public String title() {
        return title;
    }

    /** What the command line calls it. */
    public String option() {
        return option;
    }

    public double millimetres() {
        return millimetres;
    }
}
