package ijepa.renderer.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as a figure writes them. */
final class Numbers {

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
        String text = size >= 1e6 || size < 1e-4
                ? scientific(rounded)
                : rounded.setScale(Math.max(0, rounded.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString();
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
