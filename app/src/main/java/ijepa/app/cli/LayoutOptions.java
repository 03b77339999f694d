package ijepa.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.map.PredictionReport;
import picocli.CommandLine.Option;

/** Which blocks: drawn as in training, or from a file. */
final class LayoutOptions {

    @Option(names = "--layout", paramLabel = "FILE", description = "Blocks as JSON, in place of drawn ones.")
    private Path layoutFile;

    @Option(names = "--seed", description = "Seed of the blocks' places (default: 0).")
    private Long seed;

    @Option(names = "--iteration", description = "Step of training whose block sizes are drawn (default: 0).")
    private Long iteration;

    /** A layout and where it came from. */
    record Chosen(MaskLayout layout, PredictionReport.Origin origin, String words) {}

    /**
     * The layout on a grid.
     *
     * @param side of the images in pixels, for messages
     * @throws InputException when options contradict each other or the file does not suit
     */
    Chosen choose(PatchGrid grid, int side) {
        if (layoutFile == null) {
            long fromSeed = seed == null ? 0 : seed;
            long ofIteration = iteration == null ? 0 : iteration;
            MultiBlockSettings settings = MultiBlockSettings.nearestToPublished(grid);
            return new Chosen(
                    new MultiBlockSampler(settings).draw(ofIteration, fromSeed),
                    new PredictionReport.Origin.Sampled(fromSeed, ofIteration, settings.minKeep()),
                    "seed " + fromSeed + ", iteration " + ofIteration);
        }
        if (seed != null || iteration != null) {
            throw new InputException(
                    "--layout gives the blocks, so --seed and --iteration would draw nothing: leave one of them out.");
        }
        MaskLayout layout = LayoutJson.read(text(layoutFile), layoutFile.toString());
        if (!layout.grid().equals(grid)) {
            throw new InputException(layoutFile + " is for a grid of "
                    + layout.grid().rows() + " x "
                    + layout.grid().columns() + " patches, but images of " + side + " pixels give " + grid.rows()
                    + " x " + grid.columns() + ": use a layout of that grid, or another --image-size.");
        }
        if (!layout.isPredictable()) {
            throw new InputException(
                    layoutFile
                            + " leaves nothing to predict or nothing to predict it from: it needs at least one target, and a context patch outside the targets.");
        }
        return new Chosen(
                layout, new PredictionReport.Origin.File(layoutFile.toString()), "layout " + layoutFile.getFileName());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read as text: " + Reason.of(failure) + ".", failure);
        }
    }
}
