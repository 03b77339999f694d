package ijepa.renderer.figure.recipe;

import java.util.List;
import java.util.function.UnaryOperator;

import ijepa.core.InputException;

/** One figure, made again for each of many pictures or checkpoints. */
public final class Batch {

    private Batch() {}

    /** One page a picture: the figure with this picture in place of its own. */
    public static List<FigureRecipe> overImages(FigureRecipe figure, List<FileInput> images) {
        if (images.isEmpty()) {
            throw new InputException("There is no picture to make a page of: name a folder that holds some.");
        }
        requireChanged(figure, source -> SourceParts.withImages(source, images.subList(0, 1)), "picture");
        return images.stream()
                .map(image -> with(figure, image.name(), source -> SourceParts.withImages(source, List.of(image))))
                .toList();
    }

    /** One page a checkpoint: the figure with these weights in place of its own. */
    public static List<FigureRecipe> overCheckpoints(FigureRecipe figure, List<FileInput> checkpoints) {
        if (checkpoints.isEmpty()) {
            throw new InputException(
                    "There is no checkpoint to make a page of: name a run directory that holds some (checkpoints/step-N.safetensors).");
        }
        requireChanged(figure, source -> SourceParts.withCheckpoint(source, checkpoints.getFirst()), "checkpoint");
        return checkpoints.stream()
                .map(checkpoint ->
                        with(figure, checkpoint.name(), source -> SourceParts.withCheckpoint(source, checkpoint)))
                .toList();
    }

    /** Else all pages would be the same under other names. */
    private static void requireChanged(FigureRecipe figure, UnaryOperator<PanelSource> change, String what) {
        // Those that show none are given back themselves.
        if (figure.items().stream().allMatch(item -> change.apply(item.source()) == item.source())) {
            throw new InputException(
                    "The figure shows no " + what + ", so there is nothing to make a page for each of.");
        }
    }

    private static FigureRecipe with(FigureRecipe figure, String name, UnaryOperator<PanelSource> change) {
        List<FigureRecipe.Item> items = figure.items().stream()
                .map(item -> new FigureRecipe.Item(
                        item.title().isEmpty() ? name : item.title() + ", " + name, change.apply(item.source())))
                .toList();
        return new FigureRecipe(figure.format(), items, figure.caption());
    }
}
