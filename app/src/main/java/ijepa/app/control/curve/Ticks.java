package ijepa.app.control.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Round values to write at an axis, and how numbers are written. */
public final class Ticks {

    private static final Pattern ZEROS = Pattern.compile("\\.?0+$");

    private static final double[] ROUND = {1, 2, 5, 10};
    private static final double THOUSAND = 1e3;

    private Ticks() {}

    /**
     * Round values in a stretch, equally far apart.
     *
     * @param most how many there is room for, at least 1
     */
    static List<Double> linear(Span span, int most) {
        double step = step(span.length(), most);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(span.min() / step - 1e-9); k * step <= span.max() + step * 1e-9; k++) {
            // Negative zero is written like zero and still is another number.
            ticks.add(k * step + 0.0);
        }
        return ticks;
    }

    private static double step(double length, int most) {
        double rough = length / most;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double round : ROUND) {
            if (round * power >= rough * (1 - 1e-9)) {
                return round * power;
            }
        }
        return 10 * power;
    }

    /** Powers of ten in a stretch; 1, 2 and 5 times them where it holds few; round values where it is short. */
    static List<Double> logarithmic(Span span, int most) {
        double decades = Math.log10(span.max() / span.min());
        if (decades < 0.7) {
            return linear(span, most).stream().filter(tick -> tick > 0).toList();
        }
        int every = (int) Math.max(1, Math.ceil(decades / most));
        double[] between = decades * 3 <= most ? new double[] {1, 2, 5} : new double[] {1};
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(span.min())); Math.pow(10, power) <= span.max(); power++) {
            for (double factor : between) {
                double tick = factor * Math.pow(10, power);
                if (Math.floorMod(power, every) == 0 && span.contains(tick)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A value of an axis whose values are a distance apart, such as {@code 0.25}, {@code 20k} or {@code 1.5e-4}. */
    static String text(double value, double apart) {
        double size = Math.abs(value);
        if (size < apart * 1e-6) {
            return "0";
        }
        if (size >= 1e9 || size < 1e-3) {
            int power = (int) Math.floor(Math.log10(size) + 1e-9);
            double digits = value / Math.pow(10, power);
            return trimmed(digits, decimals(apart / Math.pow(10, power))) + "e" + power;
        }
        if (size >= 1e6) {
            return trimmed(value / 1e6, decimals(apart / 1e6)) + "M";
        }
        if (size >= 1e4 && apart >= 1) {
            return trimmed(value / THOUSAND, decimals(apart / THOUSAND)) + "k";
        }
        return trimmed(value, decimals(apart));
    }

    /** A single number with four digits that count, such as {@code 0.3279}, {@code 145.6} or {@code 5.000e-4}. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "no number";
        }
        if (value == Math.rint(value) && size < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        if (size < 1e-3 || size >= 1e9) {
            return String.format(Locale.ROOT, "%.3e", value)
                    .replaceAll("e([+-])0*(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        int decimals = (int) Math.clamp(3 - Math.floor(Math.log10(size)), 0, 6);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** How many decimals tell apart what is so far apart. */
    private static int decimals(double apart) {
        return (int) Math.clamp(Math.ceil(-Math.log10(apart) - 1e-6), 0, 8);
    }

    private static String trimmed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? ZEROS.matcher(text).replaceAll("") : text;
    }
}
