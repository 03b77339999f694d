package ijepa.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

import ijepa.renderer.map.ColourMap;

/** What the colours of a map mean: the scale between its two ends, in one line. */
public final class ColourBar extends HBox {

    private static final int STOPS = 32;

    private final Label low = new Label();
    private final Label high = new Label();
    private final Region scale = new Region();

    public ColourBar() {
        super(6);
        getStyleClass().add("colour-bar");
        setAlignment(Pos.CENTER_RIGHT);
        low.setMinWidth(Region.USE_PREF_SIZE);
        high.setMinWidth(Region.USE_PREF_SIZE);
        scale.getStyleClass().add("scale");
        HBox.setHgrow(scale, Priority.SOMETIMES);
        getChildren().addAll(low, scale, high);
    }

    /**
     * Shows a map's scale.
     *
     * @param map  null empties the bar
     * @param unit what its numbers are, for screen readers
     */
    public void show(ColourMap map, String unit) {
        if (map == null) {
            low.setText("");
            high.setText("");
            scale.setBackground(Background.EMPTY);
            return;
        }
        low.setText(number(map.min()));
        high.setText(number(map.max()));
        setAccessibleText("Colours from " + low.getText() + " to " + high.getText() + ", " + unit);
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i <= STOPS; i++) {
            double share = (double) i / STOPS;
            int argb = map.argb(map.min() + share * (map.max() - map.min()));
            stops.add(new Stop(share, Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF)));
        }
        LinearGradient gradient = new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops);
        scale.setBackground(new Background(new BackgroundFill(gradient, new CornerRadii(3), null)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.0f" : "%.3g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
