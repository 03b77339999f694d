package ijepa.app.control;

import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.controlsfx.control.RangeSlider;

/** A range of numbers: two typed values over a slider with two thumbs. */
public final class RangeField extends VBox {

    /**
     * A field.
     *
     * @param title  what the range is of
     * @param lower  its lower end
     * @param upper  its upper end
     * @param min    leftmost value of the slider
     * @param max    rightmost value
     * @param step   what a key adds
     */
    public RangeField(String title, DoubleProperty lower, DoubleProperty upper, double min, double max, double step) {
        getStyleClass().add("range-field");
        Label label = new Label(title);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        NumberField from = new NumberField(title + ", lower end", lower, min, max, step);
        NumberField to = new NumberField(title + ", upper end", upper, min, max, step);
        Label dash = new Label("\u2013");
        HBox line = new HBox(6, label, space, from, dash, to);
        line.setAlignment(Pos.CENTER_LEFT);
        RangeSlider slider = new RangeSlider(min, max, lower.get(), upper.get());
        slider.setBlockIncrement(step);
        slider.setAccessibleText(title);
        bind(slider, lower, upper);
        getChildren().addAll(line, slider);
    }

    /** Two-way, without letting one end pass the other and with the slider's values rounded to a hundredth. */
    private static void bind(RangeSlider slider, DoubleProperty lower, DoubleProperty upper) {
        slider.lowValueProperty().addListener((property, old, low) -> lower.set(rounded(low.doubleValue())));
        slider.highValueProperty().addListener((property, old, high) -> upper.set(rounded(high.doubleValue())));
        lower.addListener((property, old, low) -> {
            if (rounded(slider.getLowValue()) != low.doubleValue()) {
                if (low.doubleValue() > upper.get()) {
                    upper.set(low.doubleValue());
                }
                slider.setLowValue(low.doubleValue());
            }
        });
        upper.addListener((property, old, high) -> {
            if (rounded(slider.getHighValue()) != high.doubleValue()) {
                if (high.doubleValue() < lower.get()) {
                    lower.set(high.doubleValue());
                }
                slider.setHighValue(high.doubleValue());
            }
        });
    }

    private static double rounded(double value) {
        return Math.rint(value * 100) / 100;
    }
}
