package ijepa.renderer.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as a figure writes them. */
final class Numbers {

    /** From here on numbers are written with powers of ten. */
    private static final double LARGE = 1e6;

    /** Up to here they are, too. */
    private static final double SMALL = 1e-4;

    /** With more digits behind its point than these a large number is easier to read in full. */
    private static final int MOST_DIGITS = 3;

    private Numbers() {}

    /** Three significant digits, no zeros behind; powers of ten where the number is very large or small. */
    static String short3(double value) {
        if (!Double.isFinite(value)) {
            return "\u2013";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value, new MathContext(3, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        double size = Math.abs(value);
        String text = size >= LARGE || size < SMALL
                ? scientific(rounded)
                : rounded.setScale(Math.max(0, rounded.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString();
        return text.replace('-', '\u2212');
    }

    /**
     * One of several numbers that stand evenly: with the decimals that their distance needs, no zeros behind; powers of ten
     * where all are very large or small.
     *
     * @param value   a multiple of {@code step}
     * @param step    distance of two neighbours, above 0
     * @param largest of all their magnitudes
     */
    static String stepped(double value, double step, double largest) {
        int decimals = (int) Math.ceil(-Math.log10(step) - 1e-9);
        BigDecimal rounded =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
        boolean large = largest >= LARGE && Math.log10(largest) + decimals <= MOST_DIGITS;
        String text =
                rounded.signum() != 0 && (large || largest < SMALL) ? scientific(rounded) : rounded.toPlainString();
        return text.replace('-', '\u2212');
    }

    private static String scientific(BigDecimal rounded) {
        int exponent = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return digits + "e" + exponent;
    }

    /** A length in a file: thousandths, no zeros behind. */
    static String exact(double value) {
        long thousandths = Math.round(value * 1000);
        if (thousandths % 1000 == 0) {
            return Long.toString(thousandths / 1000);
        }
        String sign = thousandths < 0 ? "-" : "";
        long size = Math.abs(thousandths);
        String fraction = Long.toString(1000 + size % 1000).substring(1).replaceFirst("0+$", "");
        return sign + size / 1000 + "." + fraction;
    }
}
