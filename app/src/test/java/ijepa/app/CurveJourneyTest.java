package ijepa.app;

import static ijepa.app.shell.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;

import ijepa.app.control.curve.Curve;
import ijepa.app.control.curve.CurveChart;
import ijepa.app.control.curve.CurveChartModel;
import ijepa.app.control.curve.GrowingPlaces;
import ijepa.app.control.curve.Samples;
import ijepa.app.control.curve.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A chart by pointer, wheel and keyboard. */
@ExtendWith(ApplicationExtension.class)
class CurveJourneyTest {

    private final CurveChartModel model = new CurveChartModel();
    private CurveChart chart;

    @Start
    void start(Stage stage) {
        GrowingPlaces places = new GrowingPlaces();
        Samples samples = new Samples();
        for (int i = 0; i <= 10_000; i++) {
            places.add(i);
            samples.add(2 + Math.sin(i / 500.0));
        }
        model.titleProperty().set("Loss");
        model.acrossTitleProperty().set("step");
        model.curvesProperty().set(List.of(new Curve("loss", Curve.colour(0), 0, true, places, samples)));
        chart = new CurveChart(model);
        stage.setScene(new Scene(chart, 640, 400));
        stage.show();
    }

    private Point2D at(double place) {
        return chart.localToScreen(chart.plane().x(place), 150);
    }

    @Test
    void zoomPanReadResetAndCopy(FxRobot robot) throws Exception {
        robot.moveTo(at(2_500));
        until(() -> Math.abs(model.cursorProperty().get() - 2_500) < 20);
        assertThat(model.readings().getFirst().value()).isBetween(1.0, 1.1);
        assertThat((String) chart.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                .contains("Loss", "At ");

        // The robot's unit is a pixel, a wheel's step forty of them.
        robot.scroll(4 * 40, VerticalDirection.DOWN);
        until(() -> model.acrossProperty().get() != null);
        Span near = model.acrossProperty().get();
        assertThat(near.length()).isLessThan(8_000);
        assertThat(near.min()).isLessThan(2_500);
        assertThat(near.max()).isGreaterThan(2_500);
        assertThat(chart.plane().place(chart.screenToLocal(at(2_500)).getX())).isBetween(2_490.0, 2_510.0);

        robot.drag(at(2_500), MouseButton.PRIMARY).dropBy(-80, 0);
        until(() -> model.acrossProperty().get().min() > near.min());
        robot.doubleClickOn(at(3_000));
        until(() -> !model.isZoomed());

        robot.type(KeyCode.L);
        until(() -> model.logarithmicProperty().get());
        robot.type(KeyCode.PLUS);
        until(model::isZoomed);
        double before = model.cursorProperty().get();
        robot.type(KeyCode.RIGHT);
        until(() -> model.cursorProperty().get() > before);
        robot.push(KeyCode.CONTROL, KeyCode.C);
        assertThat(WaitForAsyncUtils.asyncFx(
                                () -> Clipboard.getSystemClipboard().getString())
                        .get(5, TimeUnit.SECONDS))
                .startsWith("series,step,Loss,smoothed");
        robot.type(KeyCode.ESCAPE);
        until(() -> Double.isNaN(model.cursorProperty().get()));
    }
}
