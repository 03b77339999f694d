package ijepa.renderer.figure.recipe;

import java.util.List;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.image.Fit;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.map.Distance;

/** What one part of a figure, or some parts that belong together, are made from. Everything in it can be written down. */
public sealed interface PanelSource {

    /**
     * The paper's Figure 6: original, context, then samples of what is predicted, inside the block's box; one row for each
     * image and block.
     *
     * @param blocks numbers of the target blocks shown, from 0; all where there are none
     */
    record Figure6(
            List<FileInput> images,
            Fit fit,
            MaskLayout layout,
            List<Integer> blocks,
            FileInput checkpoint,
            FileInput decoder,
            DecodingChoice decoding)
            implements PanelSource {}

    /** The paper's Figure 7: original, then samples of whole images from the target encoder's average. */
    record Figure7(List<FileInput> images, Fit fit, FileInput checkpoint, FileInput decoder, DecodingChoice decoding)
            implements PanelSource {}

    /**
     * The paper's view of mask strategies: for each image what each strategy lets the context see and what it predicts.
     *
     * @param seed of the places; the image's number is the iteration
     */
    record MaskStrategies(List<FileInput> images, Fit fit, PatchGrid grid, long seed) implements PanelSource {}

    /**
     * Pictures under given layouts: the context clear, everything else covered, the blocks outlined and numbered. One
     * picture after the other, each with all layouts.
     *
     * @param cuts    patches of each layout's context that a batch's cut removes, which are hatched; may be empty lists
     * @param notes   a short line below each layout; may be empty texts
     * @param columns pictures beside each other, at least 1
     */
    record MaskLayouts(
            List<FileInput> images,
            Fit fit,
            List<MaskLayout> layouts,
            List<List<Integer>> cuts,
            List<String> notes,
            int columns)
            implements PanelSource {

        public MaskLayouts {
            // Null where a recipe lacks the field; that is said by its name.
            if (images != null && layouts != null && cuts != null && notes != null) {
                if (images.isEmpty() || layouts.isEmpty()) {
                    throw new InputException("Mask layouts need at least one picture and one layout to show.");
                }
                if (notes.size() != layouts.size()) {
                    throw new InputException("Mask layouts need one note a layout, not " + notes.size() + " for "
                            + layouts.size() + ": leave a note empty where there is nothing to say.");
                }
                if (cuts.size() != layouts.size()) {
                    throw new InputException("Mask layouts need one list of cut patches a layout, not " + cuts.size()
                            + " for " + layouts.size() + ": leave a list empty where nothing is cut off.");
                }
                if (columns < 1) {
                    throw new InputException("Mask layouts cannot stand in " + columns + " columns: choose 1 or more.");
                }
            }
        }
    }

    /**
     * Embeddings of one or more images as maps with colour bars.
     *
     * @param maps   which, from left to right
     * @param anchor patch that similarity is shown to; nothing takes the first target's middle
     * @param look   colours, their range, and boxes
     */
    record EmbeddingMaps(
            List<FileInput> images,
            Fit fit,
            MaskLayout layout,
            FileInput checkpoint,
            List<MapKind> maps,
            Distance distance,
            OptionalInt anchor,
            MapLook look)
            implements PanelSource {}

    /** A map of one prediction. */
    enum MapKind {
        IMAGE,
        CONTEXT,
        TARGET,
        PREDICTED,
        ERROR,
        SIMILARITY
    }

    /**
     * Curves of runs over their steps.
     *
     * @param runs       folders of runs; their hashes are of the metrics
     * @param quantities one chart each
     * @param smoothing  steps averaged over; 1 for none
     * @param epochs     whether the x axis counts epochs in place of steps, where all runs are beyond their first
     */
    record TrainingCurves(
            List<FileInput> runs, List<Quantity> quantities, int smoothing, boolean epochs, boolean xLog, boolean yLog)
            implements PanelSource {}

    /** How often patches are context or target, and how large both get. */
    record MaskFrequencies(MaskStrategy strategy, PatchGrid grid, int draws, int batch, long seed)
            implements PanelSource {}

    /** One row an image: masks, context, target and predicted embeddings, errors, with the mean error beside baselines. */
    record SampleSheet(
            List<FileInput> images, Fit fit, MaskLayout layout, FileInput checkpoint, Distance distance, MapLook look)
            implements PanelSource {}

    /** The networks of a checkpoint. */
    record Architecture(FileInput checkpoint) implements PanelSource {}

    /** A chart whose numbers are in the recipe. */
    record Numbers(Panel.Chart chart) implements PanelSource {}

    /** A table whose texts are in the recipe. */
    record Rows(Panel.Table table) implements PanelSource {}
}
