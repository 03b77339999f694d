package ijepa.renderer.figure.recipe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.image.Fit;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.renderer.figure.recipe.PanelSource.MapKind;
import ijepa.renderer.map.Distance;

/**
 * What is at hand when a figure is begun: the shared selection of the window, or the options of the command line.
 *
 * @param blocks numbers of the target blocks that are decoded, from 0; all where there are none
 * @param look  of maps
 * @param seed  of mask places
 * @param draws of mask statistics
 * @param batch images that a batch's cut shortens together
 */
public record Ingredients(
        List<FileInput> images,
        Fit fit,
        MaskLayout layout,
        List<Integer> blocks,
        MaskStrategy strategy,
        FileInput checkpoint,
        Optional<FileInput> decoder,
        DecodingChoice decoding,
        List<FileInput> runs,
        CurveChoice curves,
        List<MapKind> maps,
        Distance distance,
        OptionalInt anchor,
        MapLook look,
        long seed,
        int draws,
        int batch) {

    public Ingredients {
        images = List.copyOf(images);
        blocks = List.copyOf(blocks);
        runs = List.copyOf(runs);
        maps = List.copyOf(maps);
    }
}
