package ijepa.app.mask;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import ijepa.app.shell.Background;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.core.image.Image;
import ijepa.core.mask.PatchGrid;

/** The open picture in the shape of the grid that is masked on, cropped, stretched or letterboxed as the window says. */
public final class ShapedPicture {

    private record Request(OpenImage image, PatchGrid grid) {}

    private final Selection selection;
    private final LatestWins<Request, Image> shaping;

    // Properties

    private final ReadOnlyObjectWrapper<Image> picture = new ReadOnlyObjectWrapper<>();

    /** Follows a selection. */
    ShapedPicture(Selection selection, Background background) {
        this.selection = selection;
        shaping = new LatestWins<>(
                background.files(),
                background.window(),
                LatestWins.Overtaken.DROPPED,
                (request, overtaken) -> request.image.shaped(request.grid),
                picture::set,
                // A picture that was decoded can be resized; without one the grid is shown alone.
                failure -> picture.set(null));
        selection.imageProperty().addListener(ignored -> follow());
        selection.sampling().gridProperty().addListener(ignored -> follow());
        follow();
    }

    /** The picture; null before the first is decoded. */
    public ReadOnlyObjectProperty<Image> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    private void follow() {
        PatchGrid grid = selection.sampling().gridProperty().get();
        selection.image().ifPresent(image -> {
            if (grid.rows() == grid.columns()) {
                shaping.cancel();
                picture.set(image.shaped(grid));
            } else {
                shaping.request(new Request(image, grid));
            }
        });
    }
}
