package ijepa.app.control;

import java.util.Locale;
import javafx.beans.property.Property;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * A typed number. It takes effect on Enter or when the field is left; up and down step it; what is no number in range is
 * marked and stays to be corrected.
 */
public final class NumberField extends TextField {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Property<Number> value;
    private final double min;
    private final double max;
    private final double step;
    /** The value as it was written last, which may have fewer decimals than it has. */
    private String shown;

    /**
     * A field.
     *
     * @param name  for screen readers
     * @param value what it shows and sets
     * @param step  what up and down add; whole steps make a whole number
     */
    public NumberField(String name, Property<Number> value, double min, double max, double step) {
        this.value = value;
        this.min = min;
        this.max = max;
        this.step = step;
        getStyleClass().add("number-field");
        setAccessibleText(name);
        setPrefColumnCount(isWhole() ? 5 : 4);
        value.addListener((property, old, changed) -> show());
        setOnAction(event -> take());
        focusedProperty().addListener((property, old, focused) -> {
            if (!focused) {
                take();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::stepByKey);
        textProperty().addListener((property, old, text) -> pseudoClassStateChanged(WRONG, parse(text) == null));
        show();
    }

    private boolean isWhole() {
        return step == Math.rint(step);
    }

    private void stepByKey(KeyEvent event) {
        boolean up = event.getCode() == KeyCode.UP;
        if (up || event.getCode() == KeyCode.DOWN) {
            double by = (up ? step : -step) * (event.isShiftDown() ? 10 : 1);
            set(Math.clamp(value.getValue().doubleValue() + by, min, max));
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            show();
            event.consume();
        }
    }

    private void take() {
        Double typed = parse(getText());
        if (typed != null && !getText().equals(shown)) {
            set(typed);
        }
    }

    private void set(double number) {
        if (isWhole()) {
            value.setValue(Math.round(number));
        } else {
            value.setValue(Math.rint(number * 10_000) / 10_000);
        }
        show();
    }

    private Double parse(String text) {
        try {
            double number = Double.parseDouble(text.strip().replace(',', '.'));
            boolean fits = number >= min && number <= max && (!isWhole() || number == Math.rint(number));
            return fits ? number : null;
        } catch (NumberFormatException wrong) {
            return null;
        }
    }

    private void show() {
        Number now = value.getValue();
        shown = isWhole() ? Long.toString(now.longValue()) : shortest(now.doubleValue());
        setText(shown);
    }

    private static String shortest(double number) {
        String text = String.format(Locale.ROOT, "%.4f", number);
        return text.replaceAll("0{1,2}$", "");
    }
}
