package ijepa.app.control;

import javafx.scene.paint.Color;

/** Colours of target blocks: the palette of Okabe and Ito (2008), which colour-blind readers can tell apart. */
public final class BlockColours {

    private static final Color[] TARGETS = {
        Color.web("#E69F00"),
        Color.web("#56B4E9"),
        Color.web("#009E73"),
        Color.web("#CC79A7"),
        Color.web("#F0E442"),
        Color.web("#D55E00"),
        Color.web("#0072B2")
    };

    private BlockColours() {}

    /** The colour of one target; colours repeat after seven. */
    public static Color target(int index) {
        return TARGETS[index % TARGETS.length];
    }

    /** Black or white, whichever reads better on a colour. */
    public static Color textOn(Color background) {
        double luminance =
                0.2126 * background.getRed() + 0.7152 * background.getGreen() + 0.0722 * background.getBlue();
        return luminance > 0.45 ? Color.gray(0.08) : Color.WHITE;
    }
}
