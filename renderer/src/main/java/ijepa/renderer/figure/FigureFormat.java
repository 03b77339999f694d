package ijepa.renderer.figure;

import ijepa.core.InputException;

/**
 * How a figure is printed.
 *
 * @param widthMillimetres of the whole figure, 20 to 1000
 * @param textPoints       size of its text, 5 to 10 points
 * @param font             {@value #ROBOTO}, which comes with the program, or a TrueType file
 * @param dotsPerInch      of its PNG, 72 to 2400
 * @param columns          parts side by side, 1 to 12
 * @param labels           whether parts are labelled a, b, c
 */
public record FigureFormat(
        double widthMillimetres, double textPoints, String font, int dotsPerInch, int columns, boolean labels) {

    /** The typeface that comes with the program (Apache License 2.0). */
    public static final String ROBOTO = "Roboto";

    /** A double column with text of 7 points. */
    public static final FigureFormat DEFAULT =
            new FigureFormat(ColumnWidth.DOUBLE.millimetres(), 7, ROBOTO, 300, 1, true);

    private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;

    public FigureFormat {
        require("width", widthMillimetres, 20, 1000, "millimetres");
        require("text size", textPoints, 5, 10, "points");
        require("resolution", dotsPerInch, 72, 2400, "dots per inch");
        require("number of columns", columns, 1, 12, "parts side by side");
        if (font == null || font.isBlank()) {
            throw new InputException("The figure's font has no name: give " + ROBOTO + " or a TrueType file.");
        }
    }

    private static void require(String what, double value, double least, double most, String unit) {
        if (!(value >= least && value <= most)) {
            throw new InputException("The figure's " + what + " is " + number(value) + ": give " + number(least)
                    + " to " + number(most) + " " + unit + ".");
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The whole figure's width in points, 72 to an inch. */
    public double width() {
        return points(widthMillimetres);
    }

    /** Millimetres as points. */
    public static double points(double millimetres) {
        return millimetres * POINTS_PER_MILLIMETRE;
    }

    public FigureFormat withWidth(double millimetres) {
        return new FigureFormat(millimetres, textPoints, font, dotsPerInch, columns, labels);
    }

    public FigureFormat withText(double points) {
        return new FigureFormat(widthMillimetres, points, font, dotsPerInch, columns, labels);
    }

    public FigureFormat withFont(String name) {
        return new FigureFormat(widthMillimetres, textPoints, name, dotsPerInch, columns, labels);
    }

    public FigureFormat withResolution(int perInch) {
        return new FigureFormat(widthMillimetres, textPoints, font, perInch, columns, labels);
    }

    public FigureFormat withColumns(int count) {
        return new FigureFormat(widthMillimetres, textPoints, font, dotsPerInch, count, labels);
    }

    public FigureFormat withLabels(boolean shown) {
        return new FigureFormat(widthMillimetres, textPoints, font, dotsPerInch, columns, shown);
    }
}
