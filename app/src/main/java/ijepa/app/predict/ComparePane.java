package ijepa.app.predict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.VBox;

import ijepa.app.control.PlotCanvas;
import ijepa.app.control.PlotCanvas.Axis;
import ijepa.app.control.PlotCanvas.Plot;
import ijepa.app.control.PlotCanvas.Series;
import ijepa.app.shell.FileDialogs;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.MapPanel;

/** Two checkpoints side by side, the open one above; the curve of a run below. */
final class ComparePane extends ModePane {

    private final PredictModel model;
    private final FileDialogs dialogs;
    private final PatchPanel image;

    ComparePane(PredictModel model, PanelMaker maker, FileDialogs dialogs) {
        super(maker, 3, 50, 50);
        this.model = model;
        this.dialogs = dialogs;
        CompareModel compare = model.compare();
        image = maker.image("compare-image");
        add(image, 0, 0);
        add(map("Open one", "compare-own", compare.ownPredictedProperty(), ""), 1, 0);
        add(map("Its error", "compare-own-error", compare.ownErrorProperty(), ""), 2, 0);
        add(map("Encoder to target encoder", "compare-encoders", compare.encodersProperty(), ""), 0, 1);
        String none = "Open another checkpoint, or a run, at the right.";
        add(map("Other", "compare-other", compare.otherPredictedProperty(), none), 1, 1);
        add(map("Its error", "compare-other-error", compare.otherErrorProperty(), none), 2, 1);
    }

    private PatchPanel map(String title, String id, ObservableValue<MapPanel> map, String empty) {
        return maker().map(
                        title, id, map, Bindings.createStringBinding(() -> map.getValue() == null ? empty : "", map));
    }

    @Override
    Node canvas() {
        return image.canvas();
    }

    @Override
    List<Node> side() {
        CompareModel compare = model.compare();
        BooleanBinding several =
                Bindings.createBooleanBinding(() -> compare.curveProperty().get().length > 1, compare.curveProperty());
        Slider slider = new Slider(0, 1, 0);
        slider.setId("compare-slider");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setAccessibleText("Checkpoint of the run");
        compare.curveProperty().addListener((property, old, curve) -> {
            // Without a curve, as before the first error of a new picture, the place in the run stays.
            if (curve.length > 0) {
                slider.setMax(Math.max(1, curve.length - 1));
            }
        });
        slider.valueProperty()
                .addListener((property, old, value) ->
                        compare.positionProperty().set((int) Math.round(value.doubleValue())));
        compare.positionProperty().addListener((property, old, position) -> {
            if (Math.round(slider.getValue()) != position.intValue()) {
                slider.setMax(Math.max(slider.getMax(), position.intValue()));
                slider.setValue(position.intValue());
            }
        });
        PlotCanvas plot = new PlotCanvas();
        plot.setPrefHeight(170);
        plot.setMinHeight(170);
        plot.plotProperty()
                .bind(Bindings.createObjectBinding(
                        () -> plot(compare), compare.curveProperty(), compare.positionProperty()));
        VBox run = new VBox(4, slider, plot);
        run.visibleProperty().bind(several);
        run.managedProperty().bind(several);
        Label what = SideFields.note(Bindings.createStringBinding(
                () -> compare.pathProperty().get() == null
                        ? ""
                        : compare.pathProperty().get().toString(),
                compare.pathProperty()));
        return List.of(
                SideFields.head("Compare with"),
                SideFields.button(
                        "Open a checkpoint\u2026",
                        "compare-checkpoint",
                        () -> dialogs.checkpoint().ifPresent(compare.pathProperty()::set)),
                SideFields.button(
                        "Open a run\u2026",
                        "compare-run",
                        () -> dialogs.folder().ifPresent(compare.pathProperty()::set)),
                what,
                SideFields.progress(compare.runningProperty(), compare.progressProperty(), compare::cancel),
                run,
                SideFields.note(compare.noteProperty()),
                SideFields.note(
                        new SimpleStringProperty(
                                "Each checkpoint is coloured in its own space: compare patterns, not colours. Errors share one scale.")));
    }

    /** Mean error over the steps of training, of those checkpoints that came so far; null where there is no curve. */
    private Plot plot(CompareModel compare) {
        double[] errors = compare.curveProperty().get();
        double[] steps = compare.steps();
        if (errors.length < 2 || errors.length != steps.length) {
            return null;
        }
        int[] known = IntStream.range(0, errors.length)
                .filter(i -> !Double.isNaN(errors[i]))
                .toArray();
        double largest = Arrays.stream(known).mapToDouble(i -> errors[i]).max().orElse(0);
        double top = ColourMap.roundedUp(largest);
        double last = steps[steps.length - 1];
        Axis across = new Axis(
                "steps of training", 0, last, false, new double[] {0, last / 2, last}, value -> "" + Math.round(value));
        Axis up = new Axis(
                model.distanceProperty().get().title(),
                0,
                top,
                false,
                new double[] {0, top / 2, top},
                value -> String.format(Locale.ROOT, "%.3g", value));
        int position = Math.clamp(compare.positionProperty().get(), 0, steps.length - 1);
        return new Plot(
                "Error on this image",
                across,
                up,
                List.of(new Series("error", at(steps, known), at(errors, known), false)),
                steps[position]);
    }

    private static double[] at(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }
}
