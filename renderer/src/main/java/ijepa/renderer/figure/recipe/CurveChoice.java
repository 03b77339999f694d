package ijepa.renderer.figure.recipe;

import java.util.List;

/**
 * How training curves are shown.
 *
 * @param quantities one chart each
 * @param smoothing  records averaged over; 1 for none
 * @param epochs     whether the x axis counts epochs in place of steps, where all runs are beyond their first
 */
public record CurveChoice(List<Quantity> quantities, int smoothing, boolean epochs, boolean xLog, boolean yLog) {

    public static final CurveChoice DEFAULT = new CurveChoice(List.of(Quantity.LOSS), 51, false, false, false);

    public CurveChoice {
        quantities = List.copyOf(quantities);
    }
}
