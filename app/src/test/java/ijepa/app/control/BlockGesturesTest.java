package ijepa.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class BlockGesturesTest {

    private static final PatchGrid GRID = new PatchGrid(8, 8);
    private static final BlockRef FIRST = BlockRef.target(0);

    private final LayoutModel model = new LayoutModel();
    private final PatchCanvas canvas = new PatchCanvas();

    @BeforeEach
    void install() {
        model.reset(LayoutState.of(
                new MaskLayout(GRID, List.of(new Block(0, 0, 7, 7)), List.of(new Block(1, 1, 2, 3)), false)));
        canvas.resize(400, 400);
        canvas.gridProperty().set(GRID);
        BlockGestures.install(canvas, model);
    }

    private void pointer(EventType<MouseEvent> type, int row, int column) {
        GridGeometry at = canvas.geometry();
        double x = at.x(column) + at.cell() / 2;
        double y = at.y(row) + at.cell() / 2;
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        Event.fireEvent(
                canvas,
                new MouseEvent(
                        type,
                        x,
                        y,
                        x,
                        y,
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        down,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null));
    }

    @Test
    void aDragMovesABlock() {
        pointer(MouseEvent.MOUSE_PRESSED, 2, 2);
        pointer(MouseEvent.MOUSE_DRAGGED, 4, 3);
        pointer(MouseEvent.MOUSE_RELEASED, 4, 3);
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(3, 2, 2, 3));
        assertThat(model.undoableProperty().get()).isTrue();
    }

    @Test
    void aDragThatIsCancelledIsNotTakenUpAgain() {
        LayoutState before = model.state();
        pointer(MouseEvent.MOUSE_PRESSED, 2, 2);
        pointer(MouseEvent.MOUSE_DRAGGED, 4, 3);
        model.cancel();
        pointer(MouseEvent.MOUSE_DRAGGED, 5, 3);
        assertThat(model.state()).isEqualTo(before);
        pointer(MouseEvent.MOUSE_RELEASED, 5, 3);
        assertThat(model.state()).isEqualTo(before);
        assertThat(model.undoableProperty().get()).isFalse();
    }

    @Test
    void aBlockIsNotDrawnOnceItsToolIsPutAway() {
        LayoutState before = model.state();
        model.drawingProperty().set(BlockRef.Role.TARGET);
        pointer(MouseEvent.MOUSE_PRESSED, 5, 5);
        model.cancel();
        pointer(MouseEvent.MOUSE_DRAGGED, 7, 7);
        pointer(MouseEvent.MOUSE_RELEASED, 7, 7);
        assertThat(model.state()).isEqualTo(before);
    }
}
