package ijepa.app.decode;

import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;

import ijepa.core.image.Image;

/** What can be done with one picture of the grid. */
final class CellMenu {

    private final DecodeModel model;
    private final DecodeSaving saving;
    /** One for all cells, so that a second one closes the first. */
    private final ContextMenu menu = new ContextMenu();

    CellMenu(DecodeModel model, DecodeSaving saving) {
        this.model = model;
        this.saving = saving;
    }

    /** For what is no sample: the original, the mean, a real block. */
    void install(PictureCell cell, String name) {
        cell.setOnContextMenuRequested(event -> {
            menu.getItems().setAll(item("Save this picture as PNG\u2026", () -> saving.cell(cell, grid(), name)));
            menu.show(cell, event.getScreenX(), event.getScreenY());
        });
    }

    /**
     * For a sample.
     *
     * @param slot the sample as it is by then
     */
    void install(PictureCell cell, String name, RowSubject subject, Supplier<DecodedGrid.Slot> slot) {
        cell.setOnContextMenuRequested(event -> {
            DecodedGrid.Slot now = slot.get();
            String shows = RowPainter.title(subject) + ": " + name;
            MenuItem sample =
                    item("Save this sample as PNG\u2026", () -> now.picture().ifPresent(own -> save(own, shows)));
            sample.setDisable(now.picture().isEmpty());
            MenuItem figure = item(
                    DecodeFigures.has(subject) ? "Send to Figures" : "Send to Figures (no figure has this row)",
                    () -> model.sendToFigures(grid().request(), subject, now.seed()));
            figure.setDisable(!DecodeFigures.has(subject));
            menu.getItems()
                    .setAll(
                            sample,
                            item("Save what is shown as PNG\u2026", () -> saving.cell(cell, grid(), shows)),
                            figure);
            menu.show(cell, event.getScreenX(), event.getScreenY());
        });
    }

    private void save(Image sample, String shows) {
        saving.sample(sample, grid(), shows);
    }

    private DecodedGrid grid() {
        return model.gridProperty().get();
    }

    private static MenuItem item(String title, Runnable action) {
        MenuItem item = new MenuItem(title);
        item.setOnAction(event -> action.run());
        return item;
    }
}
