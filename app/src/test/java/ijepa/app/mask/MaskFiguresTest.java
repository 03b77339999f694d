package ijepa.app.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.shell.Background;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.SampleImages;
import ijepa.app.shell.Selection;
import ijepa.core.InputException;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;
import org.junit.jupiter.api.Test;

/** What the Masks workspace sends to Figures, and why it sometimes cannot. */
class MaskFiguresTest {

    private final Selection selection = new Selection(Runnable::run, Runnable::run);
    private final ObservableList<ImageSource> strip = FXCollections.observableArrayList(SampleImages.all());
    private final MaskModel model =
            new MaskModel(selection, new Background(Runnable::run, Runnable::run, Runnable::run), () -> {});
    private final MaskFigures figures = new MaskFigures(model, strip);

    private void open(ImageSource source) {
        selection.imageProperty().set(new OpenImage(source, new Image(8, 8, new byte[192]), Fit.LETTERBOX));
    }

    @Test
    void thePresentLayoutGoesWithItsPictureAndFit() {
        open(strip.get(1));
        selection.fitProperty().set(Fit.LETTERBOX);
        PanelSource.MaskLayouts sent = (PanelSource.MaskLayouts) figures.layout();
        assertThat(sent.layouts()).containsExactly(model.layout().state().layout());
        assertThat(sent.cuts().getFirst())
                .hasSizeGreaterThan(1)
                .containsExactlyElementsOf(
                        Arrays.stream(model.cutProperty().get().indices())
                                .boxed()
                                .toList());
        assertThat(sent.images()).hasSize(1).allMatch(file -> file.path().startsWith(FileInput.SAMPLE));
        assertThat(sent.fit()).isEqualTo(Fit.LETTERBOX);
    }

    @Test
    void theSheetHoldsTheDrawsThatSpaceBringsWhetherOrNotTheyAreShown() {
        open(strip.getFirst());
        PanelSource.MaskLayouts unseen = (PanelSource.MaskLayouts) figures.upcoming();
        assertThat(unseen.notes())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, UpcomingModel.COUNT)
                        .mapToObj(Long::toString)
                        .toList());
        model.upcoming().setActive(true);
        assertThat(figures.upcoming()).isEqualTo(unseen);
        model.sampling().next();
        assertThat(model.layout().state().layout()).isEqualTo(unseen.layouts().getFirst());
    }

    @Test
    void theSheetOfARunIsThereOnceItsIterationsAreDrawn() {
        open(strip.getFirst());
        model.sampling().batchSizeProperty().set(2);
        model.sampling().ofRunProperty().set(true);
        assertThatThrownBy(figures::upcoming)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("open \"Next 24\"");
        model.upcoming().setActive(true);
        assertThat(((PanelSource.MaskLayouts) figures.upcoming()).layouts()).hasSize(UpcomingModel.COUNT);
    }

    @Test
    void strategiesAreShownOnTheOpenPictureAndThoseBehindIt() {
        open(strip.get(strip.size() - 1));
        PanelSource.MaskStrategies sent = (PanelSource.MaskStrategies) figures.strategies();
        assertThat(sent.grid()).isEqualTo(model.sampling().gridProperty().get());
        assertThat(sent.images()).doesNotHaveDuplicates();
        assertThat(sent.images().get(0).path()).endsWith(((ImageSource.Sample) strip.getLast()).file());
        assertThat(sent.images().get(1).path()).endsWith(((ImageSource.Sample) strip.getFirst()).file());
    }

    @Test
    void aPictureThatIsNoFileOrNoneAtAllIsRefusedInWords() {
        assertThatThrownBy(figures::layout).isInstanceOf(InputException.class).hasMessageContaining("No picture");
        open(new ImageSource.Pasted("Pasted 1", new Image(8, 8, new byte[192])));
        for (Runnable send : List.<Runnable>of(figures::layout, figures::upcoming, figures::strategies)) {
            assertThatThrownBy(send::run).isInstanceOf(InputException.class).hasMessageContaining("save it");
        }
    }
}
