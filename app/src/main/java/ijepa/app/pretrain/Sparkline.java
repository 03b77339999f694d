package ijepa.app.pretrain;

import java.util.Arrays;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polyline;

/** The course of a few numbers, as small as a word; its line has the style class {@code sparkline-line}. */
final class Sparkline extends Pane {

    private static final double WIDTH = 76;
    private static final double HEIGHT = 26;

    private final Polyline line = new Polyline();

    Sparkline() {
        line.getStyleClass().add("sparkline-line");
        setMinSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        getChildren().add(line);
    }

    /** Shows numbers from the left to the right; fewer than two make no line. */
    void show(double[] values) {
        line.getPoints().clear();
        if (values.length < 2) {
            return;
        }
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        double span = high > low ? high - low : 1;
        for (int i = 0; i < values.length; i++) {
            line.getPoints()
                    .addAll(
                            1 + (WIDTH - 2) * i / (values.length - 1),
                            1 + (HEIGHT - 2) * (1 - (values[i] - low) / span));
        }
    }
}
