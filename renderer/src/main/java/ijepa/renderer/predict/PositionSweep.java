package ijepa.renderer.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.Region;
import ijepa.core.model.Embeddings;
import ijepa.core.model.InspectableModel;
import ijepa.renderer.map.Baselines;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.LossSpace;

/**
 * How well each place of an image is predicted: the context stays, one target block is moved to every place where it fits.
 * Where it then covers patches of the context, the predictor is asked for something that it sees.
 *
 * @param layout the masks that it started from
 * @param block  index of the target block that moves
 * @param places top left corners, row by row
 * @param errors by distance the mean error of the block at each place
 * @param patches by distance {@code [N]} the mean error of each patch over all places of the block that cover it
 * @param mean   by distance {@code [N]} the error of the image's mean embedding
 */
public record PositionSweep(
        MaskLayout layout,
        int block,
        List<Block> places,
        Map<Distance, double[]> errors,
        Map<Distance, double[]> patches,
        Map<Distance, double[]> mean) {

    public PositionSweep {
        places = List.copyOf(places);
    }

    /**
     * Sweeps.
     *
     * @param progress may end it
     * @throws InputException when there is no such block or no context
     */
    public static PositionSweep of(
            InspectableModel model, ImageTensor image, MaskLayout layout, int block, Progress progress) {
        requireBlock(layout, block);
        PatchGrid grid = layout.grid();
        Region region = layout.targets().get(block);
        Block bounds = region.bounds(grid);
        List<Block> places = new ArrayList<>();
        List<int[]> blocks = new ArrayList<>();
        for (int top = 0; top + bounds.height() <= grid.rows(); top++) {
            for (int left = 0; left + bounds.width() <= grid.columns(); left++) {
                places.add(new Block(top, left, bounds.height(), bounds.width()));
                int by = (top - bounds.top()) * grid.columns() + left - bounds.left();
                blocks.add(Arrays.stream(region.patches(grid))
                        .map(patch -> patch + by)
                        .toArray());
            }
        }
        Embeddings target = LossSpace.normalise(model.encodeTarget(image));
        List<Embeddings> predicted =
                model.predictBlocks(image, layout.contextPatches(), blocks, progress.between(0, 0.95));
        Map<Distance, double[]> errors = new EnumMap<>(Distance.class);
        Map<Distance, double[]> patches = new EnumMap<>(Distance.class);
        Map<Distance, double[]> mean = new EnumMap<>(Distance.class);
        Embeddings average = Baselines.repeated(Baselines.mean(List.of(target)), target.count());
        for (Distance distance : Distance.values()) {
            double[] ofPlaces = new double[places.size()];
            double[] sums = new double[grid.size()];
            int[] counts = new int[grid.size()];
            for (int i = 0; i < ofPlaces.length; i++) {
                double[] found = distance.errors(predicted.get(i), target.rows(blocks.get(i)));
                ofPlaces[i] = Arrays.stream(found).average().orElseThrow();
                for (int k = 0; k < found.length; k++) {
                    sums[blocks.get(i)[k]] += found[k];
                    counts[blocks.get(i)[k]]++;
                }
            }
            for (int patch = 0; patch < sums.length; patch++) {
                sums[patch] = counts[patch] == 0 ? Double.NaN : sums[patch] / counts[patch];
            }
            errors.put(distance, ofPlaces);
            patches.put(distance, sums);
            mean.put(distance, distance.errors(average, target));
        }
        progress.reached(1);
        return new PositionSweep(layout, block, places, errors, patches, mean);
    }

    static void requireBlock(MaskLayout layout, int block) {
        if (block < 0 || block >= layout.targets().size()) {
            throw new InputException("There is no target block " + (block + 1) + ": the layout has "
                    + layout.targets().size() + ".");
        }
        if (layout.contextPatches().length == 0) {
            throw new InputException(
                    "No context patch is left outside the targets: make the context larger or move a target.");
        }
    }

    /** The error of each patch over that of the image's mean embedding, {@code [N]}: below 1 the predictor knows more. */
    public double[] overMean(Distance distance) {
        double[] ratio = patches.get(distance).clone();
        for (int patch = 0; patch < ratio.length; patch++) {
            ratio[patch] /= mean.get(distance)[patch];
        }
        return ratio;
    }

    /** The place that is predicted best. */
    public Block best(Distance distance) {
        double[] ofPlaces = errors.get(distance);
        int best = 0;
        for (int i = 1; i < ofPlaces.length; i++) {
            best = ofPlaces[i] < ofPlaces[best] ? i : best;
        }
        return places.get(best);
    }
}
