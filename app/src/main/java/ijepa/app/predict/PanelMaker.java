package ijepa.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

import ijepa.app.control.BlockGestures;
import ijepa.app.control.PatchCanvas;
import ijepa.app.shell.OpenImage;
import ijepa.renderer.map.MapPanel;

/** Makes the panels of one mode, alike in what the pointer does, and remembers which maps they show. */
final class PanelMaker {

    private static final double FAINT = 0.22;

    private final PredictModel model;
    private final PanelSaving saving;
    private final List<ObservableValue<MapPanel>> maps = new ArrayList<>();

    PanelMaker(PredictModel model, PanelSaving saving) {
        this.model = model;
        this.saving = saving;
    }

    /** What the panels show now. */
    List<MapPanel> shown() {
        return maps.stream()
                .map(ObservableValue::getValue)
                .flatMap(map -> Optional.ofNullable(map).stream())
                .toList();
    }

    /** The image with blocks that can be edited. */
    PatchPanel image(String id) {
        PatchPanel panel = new PatchPanel("Image and blocks", id);
        share(panel.canvas());
        BlockGestures.install(panel.canvas(), model.layout());
        panel.canvas().accessibleTextProperty().bind(spoken());
        model.selection().imageProperty().addListener((property, old, opened) -> picture(panel, opened));
        model.selection().image().ifPresent(opened -> picture(panel, opened));
        return panel;
    }

    private static void picture(PatchPanel panel, OpenImage opened) {
        panel.canvas().pictureProperty().set(opened.picture());
    }

    private StringBinding spoken() {
        return Bindings.createStringBinding(
                () -> model.layout()
                        .selected()
                        .map(block -> "Image and blocks. Selected: "
                                + model.layout().state().describe(block))
                        .orElse("Image and blocks. "
                                + model.errors().summaryProperty().get()),
                model.layout().selectedProperty(),
                model.layout().stateProperty(),
                model.errors().summaryProperty());
    }

    /**
     * A map over the faint image. A click picks a patch, a drag sweeps over patches.
     *
     * @param note takes the map's place while it is not empty
     */
    PatchPanel map(String title, String id, ObservableValue<MapPanel> map, ObservableValue<String> note) {
        PatchPanel panel = image(title, id, note);
        Label hint = new Label("PCA");
        hint.setTooltip(new Tooltip("Red, green and blue are the first three principal components of the embeddings."));
        panel.show(map, hint);
        maps.add(map);
        pick(panel.canvas());
        MenuItem save = new MenuItem("Save this panel as PNG\u2026");
        save.setOnAction(event ->
                saving.picture(Optional.ofNullable(map.getValue()).stream().toList()));
        ContextMenu menu = new ContextMenu(save);
        panel.setOnContextMenuRequested(event -> menu.show(panel, event.getScreenX(), event.getScreenY()));
        return panel;
    }

    /** The faint image under the layout's outlines. */
    private PatchPanel image(String title, String id, ObservableValue<String> note) {
        PatchPanel panel = new PatchPanel(title, id);
        PatchCanvas canvas = panel.canvas();
        share(canvas);
        canvas.dimmingProperty().set(false);
        canvas.pictureOpacityProperty().set(FAINT);
        canvas.layoutStateProperty().bind(model.layout().stateProperty());
        canvas.selectedProperty().bind(model.layout().selectedProperty());
        canvas.markedProperty().bind(model.pointer().anchorProperty());
        model.selection().imageProperty().addListener((property, old, opened) -> picture(panel, opened));
        model.selection().image().ifPresent(opened -> picture(panel, opened));
        return panel.insteadOf(note);
    }

    /** What all canvases have in common: the grid, and the patch under the pointer. */
    void share(PatchCanvas canvas) {
        canvas.gridProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.layout().state() == null
                                ? null
                                : model.layout().state().grid(),
                        model.layout().stateProperty()));
        canvas.hoveredProperty().bindBidirectional(model.pointer().pointedProperty());
    }

    private void pick(PatchCanvas canvas) {
        canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                model.pointer().pick(patch(canvas, event));
            }
        });
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> {
            if (event.isPrimaryButtonDown() && !event.isStillSincePress()) {
                model.pointer().sweep(patch(canvas, event));
            }
        });
    }

    private static int patch(PatchCanvas canvas, MouseEvent event) {
        return canvas.geometry().patchAt(event.getX(), event.getY()).orElse(PatchPointer.NONE);
    }
}
