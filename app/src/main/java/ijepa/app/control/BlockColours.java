package ijepa.app.control;

import javafx.scene.paint.Color;

import ijepa.renderer.map.BlockPalette;

/** Colours of target blocks as the window paints them. */
public final class BlockColours {

    private BlockColours() {}

    /** The colour of one target; colours repeat after seven. */
    public static Color target(int index) {
        return of(BlockPalette.target(index));
    }

    /** Black or white, whichever reads better on a colour. */
    public static Color textOn(Color background) {
        return of(BlockPalette.textOn((int) Math.round(background.getRed() * 255) << 16
                | (int) Math.round(background.getGreen() * 255) << 8
                | (int) Math.round(background.getBlue() * 255)));
    }

    private static Color of(int argb) {
        return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
    }
}
