package ijepa.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.mask.Region;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutModelTest {

    private static final PatchGrid GRID = new PatchGrid(8, 8);
    private static final BlockRef FIRST = BlockRef.target(0);
    private static final BlockRef SECOND = BlockRef.target(1);

    private final LayoutModel model = new LayoutModel();

    private static MaskLayout layout(Region... targets) {
        return new MaskLayout(GRID, List.of(new Block(0, 0, 7, 7)), List.of(targets), false);
    }

    @BeforeEach
    void twoTargets() {
        model.reset(LayoutState.of(layout(new Block(1, 1, 2, 3), new Block(5, 4, 3, 2))));
    }

    @Test
    void nudgesStayInsideTheGridAndCanBeUndone() {
        model.selectedProperty().set(FIRST);
        model.nudge(0, 1);
        model.nudge(100, 0);
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(6, 2, 2, 3));

        model.undo();
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(1, 2, 2, 3));
        model.undo();
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(1, 1, 2, 3));
        assertThat(model.undoableProperty().get()).isFalse();
        model.redo();
        model.redo();
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(6, 2, 2, 3));
        assertThat(model.redoableProperty().get()).isFalse();
    }

    @Test
    void aDragIsOneStepOfTheHistory() {
        LayoutState before = model.state();
        for (int column = 1; column <= 4; column++) {
            model.preview(before.moved(FIRST, 0, column));
        }
        model.commit(model.state());
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(1, 5, 2, 3));
        model.undo();
        assertThat(model.state()).isEqualTo(before);
    }

    @Test
    void anAbandonedDragLeavesNoTrace() {
        LayoutState before = model.state();
        model.preview(before.moved(FIRST, 2, 2));
        model.cancel();
        assertThat(model.state()).isEqualTo(before);
        assertThat(model.undoableProperty().get()).isFalse();
    }

    @Test
    void anEditAfterUndoDropsWhatWasUndone() {
        model.selectedProperty().set(FIRST);
        model.nudge(1, 0);
        model.undo();
        model.nudge(0, 1);
        assertThat(model.redoableProperty().get()).isFalse();
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(1, 2, 2, 3));
    }

    @Test
    void lockedBlocksKeepPlaceAndNumberInANewDraw() {
        model.selectedProperty().set(SECOND);
        model.toggleLock();
        model.redraw(layout(new Block(0, 0, 1, 1), new Block(0, 1, 1, 1), new Block(0, 2, 1, 1)));
        assertThat(model.state().layout().targets())
                .containsExactly(new Block(0, 0, 1, 1), new Block(5, 4, 3, 2), new Block(0, 2, 1, 1));

        model.redraw(layout(new Block(3, 3, 1, 1)));
        assertThat(model.state().layout().targets()).containsExactly(new Block(3, 3, 1, 1), new Block(5, 4, 3, 2));
    }

    @Test
    void locksFollowTheirBlocksWhenAnotherIsRemoved() {
        model.selectedProperty().set(SECOND);
        model.toggleLock();
        model.selectedProperty().set(FIRST);
        model.deleteSelected();
        assertThat(model.state().layout().targets()).containsExactly(new Block(5, 4, 3, 2));
        assertThat(model.state().isLocked(FIRST)).isTrue();
    }

    @Test
    void deletingTheLastBlockLeavesNothingSelected() {
        model.selectedProperty().set(SECOND);
        model.deleteSelected();
        assertThat(model.selected()).isEmpty();
    }

    @Test
    void aDrawnTargetIsAddedAndADrawnContextTakesThePlaceOfTheOnlyOne() {
        model.addDrawn(BlockRef.Role.TARGET, new Block(0, 0, 2, 2));
        assertThat(model.state().layout().targets()).hasSize(3);
        assertThat(model.selected()).contains(BlockRef.target(2));

        model.addDrawn(BlockRef.Role.CONTEXT, new Block(2, 2, 4, 4));
        assertThat(model.state().layout().context()).containsExactly(new Block(2, 2, 4, 4));
        assertThat(model.drawingProperty().get()).isNull();
    }

    @Test
    void aCopyLiesAsideEvenInTheCorner() {
        model.addDrawn(BlockRef.Role.TARGET, new Block(6, 6, 2, 2));
        model.duplicateSelected();
        assertThat(model.state().region(BlockRef.target(3))).isEqualTo(new Block(5, 5, 2, 2));
    }

    @Test
    void setsOfPatchesMoveAsAWhole() {
        model.replace(layout(PatchSet.of(0, 1, 9)));
        model.selectedProperty().set(FIRST);
        model.nudge(2, 3);
        assertThat(model.state().region(FIRST)).isEqualTo(PatchSet.of(19, 20, 28));
    }

    @Test
    void growingStopsAtTheBorderAndAtOnePatch() {
        model.selectedProperty().set(FIRST);
        model.grow(100, -100);
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(1, 1, 7, 1));
    }

    @Test
    void theSmallestTargetUnderThePointerIsMeantUnlessTheSelectedOneIsThereToo() {
        model.replace(layout(new Block(0, 0, 6, 6), new Block(2, 2, 2, 2)));
        assertThat(model.state().at(2, 2, java.util.Optional.empty())).contains(SECOND);
        assertThat(model.state().at(2, 2, java.util.Optional.of(FIRST))).contains(FIRST);
        assertThat(model.state().at(6, 6, java.util.Optional.empty())).contains(BlockRef.context(0));
        assertThat(model.state().at(7, 7, java.util.Optional.empty())).isEmpty();
    }

    @Test
    void aStrokeOfTheBrushIsOneStepAndFullRectanglesAreBlocksAgain() {
        model.selectedProperty().set(FIRST);
        LayoutState before = model.state();
        model.brushProperty().set(LayoutModel.Brush.PAINT);
        model.brushOver(GRID.index(3, 1));
        model.brushOver(GRID.index(3, 2));
        assertThat(model.state().region(FIRST)).isInstanceOf(PatchSet.class);
        model.brushOver(GRID.index(3, 3));
        model.commit(model.state());
        assertThat(model.state().region(FIRST)).isEqualTo(new Block(1, 1, 3, 3));
        model.undo();
        assertThat(model.state()).isEqualTo(before);
    }

    @Test
    void paintingWithoutASelectionStartsATargetAndErasingItsLastPatchRemovesIt() {
        model.brushProperty().set(LayoutModel.Brush.PAINT);
        model.brushOver(GRID.index(7, 0));
        model.commit(model.state());
        assertThat(model.selected()).contains(BlockRef.target(2));
        model.brushProperty().set(LayoutModel.Brush.ERASE);
        model.brushOver(GRID.index(7, 0));
        model.commit(model.state());
        assertThat(model.state().layout().targets()).hasSize(2);
        assertThat(model.selected()).isEmpty();
        model.undo();
        assertThat(model.state().region(BlockRef.target(2))).isEqualTo(new Block(7, 0, 1, 1));
    }

    @Test
    void blocksAreDrawnByKeyboard() {
        model.drawingProperty().set(BlockRef.Role.TARGET);
        model.cursor().move(0, 0);
        assertThat(model.cursor().patchProperty().get()).isEqualTo(GRID.index(4, 4));
        model.cursor().move(-10, 1);
        model.cursor().press();
        model.cursor().move(2, 2);
        model.cursor().press();
        assertThat(model.state().region(BlockRef.target(2))).isEqualTo(new Block(0, 5, 3, 3));
        assertThat(model.cursor().patchProperty().get()).isEqualTo(LayoutModel.NONE);
        model.undo();
        assertThat(model.state().layout().targets()).hasSize(2);
    }

    @Test
    void aBlockThatIsDrawnByKeyboardCanBeGivenUp() {
        LayoutState before = model.state();
        model.drawingProperty().set(BlockRef.Role.TARGET);
        model.cursor().move(0, 0);
        model.cursor().press();
        model.cursor().move(1, 1);
        assertThat(model.state()).isNotEqualTo(before);
        model.cancel();
        assertThat(model.state()).isEqualTo(before);
        assertThat(model.drawingProperty().get()).isNull();
    }

    @Test
    void anotherToolGivesUpWhatIsHalfDrawn() {
        LayoutState before = model.state();
        model.drawingProperty().set(BlockRef.Role.TARGET);
        model.cursor().move(0, 0);
        model.cursor().press();
        model.cursor().move(1, 1);
        model.brushProperty().set(LayoutModel.Brush.PAINT);
        assertThat(model.state()).isEqualTo(before);
        assertThat(model.editingProperty().get()).isFalse();
        model.brushOver(GRID.index(7, 0));
        model.commit(model.state());
        assertThat(model.state().layout().targets()).hasSize(3);
        model.undo();
        assertThat(model.state()).isEqualTo(before);
    }

    @Test
    void aDrawnBlockIsShownOnce() {
        List<LayoutState> shown = new ArrayList<>();
        model.drawingProperty().set(BlockRef.Role.TARGET);
        model.preview(model.withDrawn(BlockRef.Role.TARGET, new Block(0, 0, 2, 2)));
        model.stateProperty().addListener((property, old, state) -> shown.add(state));
        model.addDrawn(BlockRef.Role.TARGET, new Block(0, 0, 2, 3));
        assertThat(shown).containsExactly(model.state());
    }

    @Test
    void anotherContextIsAddedWhereThatIsAskedFor() {
        model.anotherContextProperty().set(true);
        model.addDrawn(BlockRef.Role.CONTEXT, new Block(7, 7, 1, 1));
        assertThat(model.state().layout().context()).hasSize(2);
        assertThat(model.anotherContextProperty().get()).isFalse();
        model.setOverlap(true);
        assertThat(model.state().layout().allowOverlap()).isTrue();
        model.undo();
        model.undo();
        assertThat(model.state().layout().context()).hasSize(1);
    }

    /** Every command that edits: done, undone and done again. */
    private static Stream<Arguments> edits() {
        return Stream.of(
                Arguments.of("move", edit(model -> model.nudge(1, 1))),
                Arguments.of("resize", edit(model -> model.grow(1, -1))),
                Arguments.of("delete", edit(LayoutModel::deleteSelected)),
                Arguments.of("duplicate", edit(LayoutModel::duplicateSelected)),
                Arguments.of("lock", edit(LayoutModel::toggleLock)),
                Arguments.of("draw", edit(model -> model.addDrawn(BlockRef.Role.TARGET, new Block(0, 0, 2, 2)))),
                Arguments.of(
                        "draw context", edit(model -> model.addDrawn(BlockRef.Role.CONTEXT, new Block(0, 0, 2, 2)))),
                Arguments.of("add context", edit(model -> {
                    model.anotherContextProperty().set(true);
                    model.addDrawn(BlockRef.Role.CONTEXT, new Block(7, 7, 1, 1));
                })),
                Arguments.of("overlap", edit(model -> model.setOverlap(true))),
                Arguments.of("paint", edit(model -> {
                    model.brushProperty().set(LayoutModel.Brush.PAINT);
                    model.brushOver(GRID.index(0, 0));
                    model.commit(model.state());
                })),
                Arguments.of("erase", edit(model -> {
                    model.brushProperty().set(LayoutModel.Brush.ERASE);
                    model.brushOver(GRID.index(1, 1));
                    model.commit(model.state());
                })),
                Arguments.of("resample", edit(model -> model.redraw(layout(new Block(2, 2, 1, 1))))),
                Arguments.of("paste", edit(model -> model.replace(layout(new Block(3, 0, 2, 2))))),
                Arguments.of("draw by keyboard", edit(model -> {
                    model.drawingProperty().set(BlockRef.Role.TARGET);
                    model.cursor().move(0, 0);
                    model.cursor().press();
                    model.cursor().move(1, 1);
                    model.cursor().press();
                })));
    }

    private static Consumer<LayoutModel> edit(Consumer<LayoutModel> command) {
        return command;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void everyEditIsOneStepThatIsUndoneAndDoneAgain(String name, Consumer<LayoutModel> command) {
        LayoutState before = model.state();
        model.selectedProperty().set(FIRST);
        command.accept(model);
        LayoutState after = model.state();
        assertThat(after).as(name).isNotEqualTo(before);
        model.undo();
        assertThat(model.state()).isEqualTo(before);
        assertThat(model.undoableProperty().get()).isFalse();
        model.redo();
        assertThat(model.state()).isEqualTo(after);
        assertThat(model.redoableProperty().get()).isFalse();
    }

    @Test
    void commandsWithoutASelectionDoNothing() {
        LayoutState before = model.state();
        model.nudge(1, 0);
        model.grow(1, 0);
        model.deleteSelected();
        model.duplicateSelected();
        model.toggleLock();
        assertThat(model.state()).isEqualTo(before);
        assertThat(model.undoableProperty().get()).isFalse();
    }

    @Test
    void selectingGoesRoundThroughTargetsAndContexts() {
        model.selectNext(1);
        assertThat(model.selected()).contains(FIRST);
        model.selectNext(-1);
        assertThat(model.selected()).contains(BlockRef.context(0));
        model.selectNext(2);
        assertThat(model.selected()).contains(SECOND);
    }
}
