package ijepa.app.control.curve;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.shape.Line;

/** The names of a chart's curves beside a piece of their lines; nothing where there is one curve. */
public final class CurveLegend extends FlowPane {

    private static final double LENGTH = 18;

    public CurveLegend(CurveChartModel model) {
        super(12, 2);
        getStyleClass().add("curve-legend");
        setAlignment(Pos.CENTER_LEFT);
        managedProperty().bind(visibleProperty());
        model.curvesProperty().addListener((property, old, now) -> show(now));
        show(model.curvesProperty().get());
    }

    private void show(List<Curve> curves) {
        setVisible(curves.size() > 1);
        getChildren().setAll(curves.stream().map(CurveLegend::entry).toList());
    }

    private static Label entry(Curve curve) {
        Line line = new Line(0, 0, LENGTH, 0);
        line.setStroke(CurvePainter.colour(curve));
        line.setStrokeWidth(2.4);
        for (double dash : CurvePainter.dashes(curve)) {
            line.getStrokeDashArray().add(dash);
        }
        return new Label(curve.name(), line);
    }
}
