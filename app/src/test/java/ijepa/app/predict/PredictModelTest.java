package ijepa.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ijepa.app.control.BlockRef;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.map.Distance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictModelTest {

    private static final PatchGrid GRID = new PatchGrid(8, 8);
    private static final MaskLayout LAYOUT = new MaskLayout(
            GRID, List.of(new Block(0, 0, 8, 8)), List.of(new Block(1, 1, 2, 3), new Block(4, 4, 3, 3)), false);

    @TempDir
    private Path folder;

    private final ShellModel shell = FakeModelLoader.shell();
    private final Selection selection = shell.selection();
    private final FakeCheckpoint checkpoint = FakeCheckpoint.bundled();
    private PredictModel model;

    @BeforeEach
    void open() {
        model = new PredictModel(shell, folder);
        selection.checkpointProperty().set(checkpoint);
        selection.layout().replace(LAYOUT);
        selection.imageProperty().set(image(90));
        model.setActive(true);
    }

    private static OpenImage image(int grey) {
        byte[] rgb = new byte[64 * 64 * 3];
        Arrays.fill(rgb, (byte) grey);
        Image plain = new Image(64, 64, rgb);
        return new OpenImage(new ImageSource.Pasted("plain " + grey, plain), plain, Fit.CENTRE_CROP);
    }

    @Test
    void coloursEveryTargetPatchAndOnlyThoseWithPredictionsAndErrors() {
        assertThat(model.noteProperty().get()).isEmpty();
        assertThat(opaque(target())).isEqualTo(64);
        int covered = 2 * 3 + 3 * 3;
        assertThat(opaque(predicted())).isEqualTo(covered);
        assertThat(opaque(error())).isEqualTo(covered);
    }

    private int[] target() {
        return model.panelsProperty().get().target().colours();
    }

    private int[] predicted() {
        return model.panelsProperty().get().predicted().colours();
    }

    private int[] error() {
        return model.errors().panelProperty().get().colours();
    }

    private static long opaque(int[] cells) {
        return Arrays.stream(cells).filter(colour -> colour >>> 24 == 0xFF).count();
    }

    @Test
    void rowsNameTheBlocksAndEndWithTheirMean() {
        assertThat(model.errors().rows())
                .extracting(BlockRow::size)
                .containsExactly("2 \u00d7 3", "3 \u00d7 3", "All blocks");
        assertThat(model.errors().rows())
                .extracting(BlockRow::block)
                .containsExactly(Optional.of(BlockRef.target(0)), Optional.of(BlockRef.target(1)), Optional.empty());
        double first = model.errors().rows().get(0).errors().predicted();
        double second = model.errors().rows().get(1).errors().predicted();
        assertThat(model.errors().rows().get(2).errors().predicted())
                .isCloseTo((first + second) / 2, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void followsAnEditInProgressWithoutChangingTheTargetsColours() {
        int[] before = target();
        int made = checkpoint.predictions();
        selection.layout().preview(selection.layout().state().moved(BlockRef.target(0), 0, 4));
        assertThat(checkpoint.predictions()).isEqualTo(made + 1);
        assertThat(target()).isEqualTo(before);
        assertThat(error()[GRID.index(1, 1)]).isZero();
        assertThat(error()[GRID.index(1, 5)]).isNotZero();
    }

    @Test
    void restsWhileItIsNotInFront() {
        model.setActive(false);
        int made = checkpoint.predictions();
        selection.layout().preview(selection.layout().state().moved(BlockRef.target(0), 1, 0));
        assertThat(checkpoint.predictions()).isEqualTo(made);
        model.setActive(true);
        assertThat(checkpoint.predictions()).isEqualTo(made + 1);
    }

    @Test
    void anotherDistanceGivesOtherNumbersWithoutPredictingAnew() {
        double cosine = model.errors().rows().getFirst().errors().predicted();
        int made = checkpoint.predictions();
        model.distanceProperty().set(Distance.L2);
        assertThat(model.errors().rows().getFirst().errors().predicted()).isGreaterThan(cosine);
        assertThat(model.describe(GRID.index(1, 1))).contains("Target 1", Distance.L2.title());
        assertThat(checkpoint.predictions()).isEqualTo(made);
    }

    @Test
    void saysWhyNothingCanBePredictedAndRecovers() {
        selection.layout().replace(LAYOUT.withTargets(List.of(new Block(0, 0, 8, 8))));
        assertThat(model.noteProperty().get()).isEqualTo("No context patch is left.");
        assertThat(model.errors().panelProperty().get()).isNull();
        assertThat(model.errors().rows()).isEmpty();
        selection.layout().undo();
        assertThat(model.noteProperty().get()).isEmpty();
        assertThat(model.errors().rows()).hasSize(3);
    }

    @Test
    void saysWhatHappensToTheWeightsWhileThereAreNone() {
        ShellModel other = FakeModelLoader.shell();
        Selection empty = other.selection();
        PredictModel waiting = new PredictModel(other, folder);
        waiting.setActive(true);
        empty.checkpointNoteProperty().set("Loading");
        assertThat(waiting.noteProperty().get()).isEqualTo("Loading");
        empty.checkpointProperty().set(checkpoint);
        assertThat(waiting.noteProperty().get()).isEqualTo("Opening the image\u2026");
    }

    @Test
    void showsWhatIsSimilarToAPickedPatch() {
        int patch = GRID.index(4, 4);
        int[] colours = target();
        model.pointer().pick(patch);
        int most = model.panelsProperty().get().target().scale().orElseThrow().argb(1);
        assertThat(target()[patch]).isEqualTo(most);
        assertThat(model.panelsProperty().get().predictedFor()).isTrue();
        // The fake predicts the patch to the right.
        assertThat(predicted()[patch + 1]).isEqualTo(most);
        model.pointer().pick(patch);
        assertThat(model.panelsProperty().get().target().scale()).isEmpty();
        assertThat(target()).isEqualTo(colours);
    }

    @Test
    void aPatchOfTheContextHasNoPrediction() {
        model.pointer().pick(0);
        assertThat(model.panelsProperty().get().predictedFor()).isFalse();
        assertThat(opaque(predicted())).isZero();
        selection.imageProperty().set(image(30));
        assertThat(model.pointer().anchorProperty().get()).isEqualTo(PatchPointer.NONE);
    }
}
