package ijepa.app.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.collections.ObservableList;

import ijepa.app.shell.FigureFiles;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenImage;
import ijepa.core.InputException;
import ijepa.core.mask.MaskStatistics;
import ijepa.core.mask.PatchSet;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;

/** What the Masks workspace shows, as parts of a figure. */
final class MaskFigures {

    private static final int SHEET_COLUMNS = 6;

    /** As many pictures as the paper's figure of strategies has rows, or fewer. */
    private static final int MOST_IMAGES = 4;

    private final MaskModel model;
    private final ObservableList<ImageSource> strip;

    /**
     * Figures of what a model shows.
     *
     * @param strip the pictures that follow the open one
     */
    MaskFigures(MaskModel model, ObservableList<ImageSource> strip) {
        this.model = model;
        this.strip = strip;
    }

    /** How often patches are context or target, by the strategy that is drawn by. */
    PanelSource statistics() {
        return new PanelSource.MaskFrequencies(
                model.sampling().strategyProperty().get(),
                model.sampling().gridProperty().get(),
                MaskStatistics.ENOUGH_DRAWS,
                model.sampling().batchSizeProperty().get(),
                model.sampling().seedProperty().get());
    }

    /**
     * The open picture under the present layout.
     *
     * @throws InputException when no picture is open, or none that could be found again
     */
    PanelSource layout() {
        return new PanelSource.MaskLayouts(
                List.of(FigureFiles.of(open().source())),
                model.selection().fitProperty().get(),
                List.of(model.layout().state().layout()),
                List.of(cut()),
                List.of(""),
                1);
    }

    /** What is hatched in the window: patches that the batch's cut removes. */
    private List<Integer> cut() {
        PatchSet cut = model.cutProperty().get();
        return cut == null ? List.of() : Arrays.stream(cut.indices()).boxed().toList();
    }

    /**
     * The open picture under the coming draws.
     *
     * @throws InputException when there are none, or no picture that could be found again
     */
    PanelSource upcoming() {
        List<UpcomingModel.Draw> draws = model.upcoming().now();
        return new PanelSource.MaskLayouts(
                List.of(FigureFiles.of(open().source())),
                model.selection().fitProperty().get(),
                draws.stream().map(UpcomingModel.Draw::layout).toList(),
                draws.stream().map(draw -> List.<Integer>of()).toList(),
                draws.stream().map(draw -> Long.toString(draw.iteration())).toList(),
                SHEET_COLUMNS);
    }

    /**
     * The paper's view of its four strategies, on the open picture and those behind it in the filmstrip.
     *
     * @throws InputException when no picture is open, or none that could be found again
     */
    PanelSource strategies() {
        List<FileInput> images = new ArrayList<>();
        images.add(FigureFiles.of(open().source()));
        int at = strip.indexOf(open().source());
        for (int i = 1; images.size() < Math.min(MOST_IMAGES, strip.size()) && i < strip.size(); i++) {
            ImageSource next = strip.get(Math.floorMod(at + i, strip.size()));
            if (!(next instanceof ImageSource.Pasted)) {
                images.add(FigureFiles.of(next));
            }
        }
        return new PanelSource.MaskStrategies(
                images,
                model.selection().fitProperty().get(),
                model.sampling().gridProperty().get(),
                model.sampling().seedProperty().get());
    }

    private OpenImage open() {
        return model.selection()
                .image()
                .orElseThrow(() -> new InputException("No picture is open: open one with Ctrl+O, or drop it here."));
    }
}
