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

    private final RangeSlider slider;
    /** Whether the slider and the values follow each other just now. */
    private boolean following;

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
        slider = new RangeSlider(min, max, lower.get(), upper.get());
        slider.setBlockIncrement(step);
        slider.setAccessibleText(title);
        bind(lower, upper);
        getChildren().addAll(line, slider);
    }

    /** Two-way, without letting one end pass the other. Only a hand on the slider rounds, to a hundredth. */
    private void bind(DoubleProperty lower, DoubleProperty upper) {
        slider.lowValueProperty()
                .addListener((property, old, low) ->
                        follow(() -> lower.set(Math.min(rounded(low.doubleValue()), upper.get()))));
        slider.highValueProperty()
                .addListener((property, old, high) ->
                        follow(() -> upper.set(Math.max(rounded(high.doubleValue()), lower.get()))));
        lower.addListener((property, old, low) -> {
            upper.set(Math.max(upper.get(), low.doubleValue()));
            follow(() -> slider.setLowValue(low.doubleValue()));
        });
        upper.addListener((property, old, high) -> {
            lower.set(Math.min(lower.get(), high.doubleValue()));
            follow(() -> slider.setHighValue(high.doubleValue()));
        });
    }

    private void follow(Runnable change) {
        if (!following) {
            following = true;
            try {
                change.run();
            } finally {
                following = false;
            }
        }
    }

    private static double rounded(double value) {
        return Math.rint(value * 100) / 100;
    }
}
