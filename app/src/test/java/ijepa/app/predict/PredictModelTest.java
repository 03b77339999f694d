package ijepa.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ijepa.app.control.BlockRef;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.map.Distance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredictModelTest {

    private static final PatchGrid GRID = new PatchGrid(8, 8);
    private static final MaskLayout LAYOUT = new MaskLayout(
            GRID, List.of(new Block(0, 0, 8, 8)), List.of(new Block(1, 1, 2, 3), new Block(4, 4, 3, 3)), false);

    private final Selection selection = new Selection();
    private final PredictModel model =
            new PredictModel(selection, new Background(Runnable::run, Runnable::run, Runnable::run));
    private final FakeCheckpoint checkpoint = FakeCheckpoint.bundled();

    @BeforeEach
    void open() {
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
        assertThat(opaque(model.targetCellsProperty().get())).isEqualTo(64);
        int covered = 2 * 3 + 3 * 3;
        assertThat(opaque(model.predictedCellsProperty().get())).isEqualTo(covered);
        assertThat(opaque(model.errorCellsProperty().get())).isEqualTo(covered);
    }

    private static long opaque(int[] cells) {
        return Arrays.stream(cells).filter(colour -> colour >>> 24 == 0xFF).count();
    }

    @Test
    void rowsNameTheBlocksAndEndWithTheirMean() {
        assertThat(model.rows()).extracting(BlockRow::size).containsExactly("2 \u00d7 3", "3 \u00d7 3", "All blocks");
        assertThat(model.rows())
                .extracting(BlockRow::block)
                .containsExactly(Optional.of(BlockRef.target(0)), Optional.of(BlockRef.target(1)), Optional.empty());
        double first = model.rows().get(0).errors().predicted();
        double second = model.rows().get(1).errors().predicted();
        assertThat(model.rows().get(2).errors().predicted())
                .isCloseTo((first + second) / 2, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void followsAnEditInProgressWithoutChangingTheTargetsColours() {
        int[] before = model.targetCellsProperty().get();
        int made = checkpoint.predictions();
        selection.layout().preview(selection.layout().state().moved(BlockRef.target(0), 0, 4));
        assertThat(checkpoint.predictions()).isEqualTo(made + 1);
        assertThat(model.targetCellsProperty().get()).isEqualTo(before);
        assertThat(model.errorCellsProperty().get()[GRID.index(1, 1)]).isZero();
        assertThat(model.errorCellsProperty().get()[GRID.index(1, 5)]).isNotZero();
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
        double cosine = model.rows().getFirst().errors().predicted();
        int made = checkpoint.predictions();
        model.distanceProperty().set(Distance.L2);
        assertThat(model.rows().getFirst().errors().predicted()).isGreaterThan(cosine);
        assertThat(model.describe(GRID.index(1, 1))).contains("Target 1", Distance.L2.title());
        assertThat(checkpoint.predictions()).isEqualTo(made);
    }

    @Test
    void saysWhyNothingCanBePredictedAndRecovers() {
        selection.layout().replace(LAYOUT.withTargets(List.of(new Block(0, 0, 8, 8))));
        assertThat(model.noteProperty().get()).isEqualTo("No context patch is left.");
        assertThat(model.errorCellsProperty().get()).isNull();
        assertThat(model.rows()).isEmpty();
        selection.layout().undo();
        assertThat(model.noteProperty().get()).isEmpty();
        assertThat(model.rows()).hasSize(3);
    }

    @Test
    void saysWhatHappensToTheWeightsWhileThereAreNone() {
        Selection empty = new Selection();
        PredictModel waiting = new PredictModel(empty, new Background(Runnable::run, Runnable::run, Runnable::run));
        waiting.setActive(true);
        empty.checkpointNoteProperty().set("Loading");
        assertThat(waiting.noteProperty().get()).isEqualTo("Loading");
        empty.checkpointProperty().set(checkpoint);
        assertThat(waiting.noteProperty().get()).isEqualTo("Opening the image\u2026");
    }

    @Test
    void showsWhatIsSimilarToAPickedPatch() {
        int patch = GRID.index(4, 4);
        int[] colours = model.targetCellsProperty().get();
        model.pick(patch);
        int most = model.similarityMapProperty().get().argb(1);
        assertThat(model.targetCellsProperty().get()[patch]).isEqualTo(most);
        assertThat(model.anchorPredictedProperty().get()).isTrue();
        // The fake predicts the patch to the right.
        assertThat(model.predictedCellsProperty().get()[patch + 1]).isEqualTo(most);
        model.pick(patch);
        assertThat(model.similarityMapProperty().get()).isNull();
        assertThat(model.targetCellsProperty().get()).isEqualTo(colours);
    }

    @Test
    void aPatchOfTheContextHasNoPrediction() {
        model.pick(0);
        assertThat(model.anchorPredictedProperty().get()).isFalse();
        assertThat(opaque(model.predictedCellsProperty().get())).isZero();
        selection.imageProperty().set(image(30));
        assertThat(model.anchorProperty().get()).isEqualTo(PredictModel.NONE);
    }

    @Test
    void scalesEndAtRoundNumbers() {
        assertThat(PredictedImage.roundedUp(0.33)).isEqualTo(0.4);
        assertThat(PredictedImage.roundedUp(1)).isEqualTo(1);
        assertThat(PredictedImage.roundedUp(0)).isEqualTo(1);
        assertThat(PredictedImage.roundedUp(8.1)).isEqualTo(10);
    }
}
