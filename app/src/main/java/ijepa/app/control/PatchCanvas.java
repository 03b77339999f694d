package ijepa.app.control;

import java.util.List;
import java.util.OptionalInt;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;

/**
 * Everything that is shown on a patch grid: a picture, colours by patch, a layout's dimming and numbered blocks, and the
 * patch under the pointer. It only shows; {@link BlockGestures} edits.
 *
 * <p>Style: {@code -patch-dim} covers what the context encoder does not see.
 */
public final class PatchCanvas extends PaintedRegion {

    /** No patch. */
    public static final int NONE = -1;

    private static final double LARGEST_ZOOM = 16;

    /** Room around the grid for handles and the focus ring. */
    static final double MARGIN = 8;

    private static final StyleablePropertyFactory<PatchCanvas> STYLES =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    // Properties

    private final ObjectProperty<PatchGrid> grid = new SimpleObjectProperty<>();
    private final ObjectProperty<Image> picture = new SimpleObjectProperty<>();
    private final ObjectProperty<int[]> cells = new SimpleObjectProperty<>();
    private final ObjectProperty<LayoutState> layoutState = new SimpleObjectProperty<>();
    private final ObjectProperty<BlockRef> selected = new SimpleObjectProperty<>();
    private final BooleanProperty dimming = new SimpleBooleanProperty(true);
    private final BooleanProperty gridLines = new SimpleBooleanProperty(true);
    private final DoubleProperty pictureOpacity = new SimpleDoubleProperty(1);
    private final BooleanProperty smooth = new SimpleBooleanProperty(true);
    private final BooleanProperty handles = new SimpleBooleanProperty();
    private final IntegerProperty marked = new SimpleIntegerProperty(NONE);
    private final BooleanProperty badges = new SimpleBooleanProperty(true);
    private final IntegerProperty hovered = new SimpleIntegerProperty(NONE);
    private final ObjectProperty<PatchSet> hatched = new SimpleObjectProperty<>();
    private final DoubleProperty zoom = new SimpleDoubleProperty(1);
    private final DoubleProperty shiftRight = new SimpleDoubleProperty();
    private final DoubleProperty shiftDown = new SimpleDoubleProperty();
    private final StyleableProperty<Paint> dim =
            STYLES.createStyleablePaintProperty(this, "dim", "-patch-dim", canvas -> canvas.dim, Color.gray(0, 0.6));

    public PatchCanvas() {
        getStyleClass().add("patch-canvas");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(64, 64);
        for (Observable shown : List.of(
                grid,
                picture,
                cells,
                layoutState,
                selected,
                dimming,
                gridLines,
                badges,
                smooth,
                pictureOpacity,
                handles,
                marked,
                hatched,
                zoom,
                shiftRight,
                shiftDown,
                hovered)) {
            shown.addListener(ignored -> schedulePaint());
        }
        ((Observable) dim).addListener(ignored -> schedulePaint());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, ignored -> hovered.set(NONE));
    }

    /** The grid; nothing is drawn before it is set. */
    public ObjectProperty<PatchGrid> gridProperty() {
        return grid;
    }

    /** Drawn under everything, stretched over the grid; may be null. */
    public ObjectProperty<Image> pictureProperty() {
        return picture;
    }

    /** One colour a patch as {@code 0xAARRGGBB}, drawn over the picture; may be null. */
    public ObjectProperty<int[]> cellsProperty() {
        return cells;
    }

    /** The layout whose context is left clear and whose blocks are outlined; may be null. */
    public ObjectProperty<LayoutState> layoutStateProperty() {
        return layoutState;
    }

    /** The region that stands out; null for none. */
    public ObjectProperty<BlockRef> selectedProperty() {
        return selected;
    }

    /** Whether the selected block shows where it can be taken to resize it. */
    public BooleanProperty handlesProperty() {
        return handles;
    }

    /** A patch with a frame that stays, or {@link #NONE}. */
    public IntegerProperty markedProperty() {
        return marked;
    }

    /** Whether patches outside the context are covered. */
    public BooleanProperty dimmingProperty() {
        return dimming;
    }

    /** How strong the picture is, 0 to 1: a faint one shows where cells lie that cover only a part. */
    public DoubleProperty pictureOpacityProperty() {
        return pictureOpacity;
    }

    /** Whether the picture is smoothed when it is enlarged; otherwise its pixels are seen. */
    public BooleanProperty smoothProperty() {
        return smooth;
    }

    public BooleanProperty gridLinesProperty() {
        return gridLines;
    }

    /** Whether blocks carry their numbers. */
    public BooleanProperty badgesProperty() {
        return badges;
    }

    /** The patch under the pointer, or {@link #NONE}; bind several canvases to point at the same patch in all. */
    public IntegerProperty hoveredProperty() {
        return hovered;
    }

    /** Where the patches lie at the present size. */
    public GridGeometry geometry() {
        PatchGrid patches = grid.get() == null ? new PatchGrid(1, 1) : grid.get();
        GridGeometry whole = GridGeometry.fit(patches, getWidth(), getHeight(), MARGIN);
        return zoom.get() == 1
                ? whole
                : whole.zoomed(zoom.get(), shiftRight.get(), shiftDown.get(), getWidth(), getHeight(), MARGIN);
    }

    /** How much larger than the whole grid is shown, 1 to 16. */
    public ReadOnlyDoubleProperty zoomProperty() {
        return zoom;
    }

    /** Zooms by a factor; the point of the picture at a place stays there. */
    public void zoomAt(double factor, double x, double y) {
        GridGeometry before = geometry();
        double column = (x - before.left()) / before.cell();
        double row = (y - before.top()) / before.cell();
        zoom.set(Math.clamp(zoom.get() * factor, 1, LARGEST_ZOOM));
        if (factor < 1 && zoom.get() < 1.01) {
            showAll();
            return;
        }
        shiftRight.set(0);
        shiftDown.set(0);
        GridGeometry after = geometry();
        pan(x - after.x(0) - column * after.cell(), y - after.y(0) - row * after.cell());
    }

    /** Shifts what is shown by pixels, as far as there is more of it. */
    public void pan(double right, double down) {
        GridGeometry before = geometry();
        double middleX = (getWidth() - before.width()) / 2;
        double middleY = (getHeight() - before.height()) / 2;
        shiftRight.set(before.left() - middleX + right);
        shiftDown.set(before.top() - middleY + down);
    }

    /** Shows the whole grid again. */
    public void showAll() {
        zoom.set(1);
        shiftRight.set(0);
        shiftDown.set(0);
    }

    /** Patches that are hatched: drawn, but cut off; may be null. */
    public ObjectProperty<PatchSet> hatchedProperty() {
        return hatched;
    }

    private void hover(MouseEvent event) {
        OptionalInt patch =
                grid.get() == null ? OptionalInt.empty() : geometry().patchAt(event.getX(), event.getY());
        hovered.set(patch.orElse(NONE));
    }

    @Override
    protected void paint(GraphicsContext graphics) {
        if (grid.get() == null || getWidth() < 1 || getHeight() < 1) {
            return;
        }
        PatchPainter painter = new PatchPainter(graphics, geometry());
        painter.picture(picture.get(), smooth.get(), pictureOpacity.get());
        painter.cells(cells.get());
        LayoutState state = layoutState.get();
        boolean fits = state != null && state.grid().equals(grid.get());
        if (fits && dimming.get()) {
            painter.dim(state.layout(), dim.getValue());
        }
        if (hatched.get() != null && hatched.get().fits(grid.get())) {
            painter.hatch(hatched.get(), dim.getValue());
        }
        if (gridLines.get()) {
            painter.lines();
        }
        if (fits) {
            painter.blocks(state, selected.get(), badges.get());
            if (handles.get() && selected.get() != null) {
                painter.handles(state, selected.get());
            }
        }
        if (isPatch(marked.get())) {
            painter.mark(marked.get());
        }
        if (isPatch(hovered.get())) {
            painter.hover(hovered.get());
        }
    }

    private boolean isPatch(int patch) {
        return patch >= 0 && patch < grid.get().size();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLES.getCssMetaData();
    }
}
