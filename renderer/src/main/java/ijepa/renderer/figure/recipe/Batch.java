package ijepa.renderer.figure.recipe;

import java.util.List;

import ijepa.core.InputException;

/** One figure, made again for each of many pictures or checkpoints. */
public final class Batch {

    private Batch() {}

    /** One page a picture: the figure with this picture in place of its own. */
    public static List<FigureRecipe> overImages(FigureRecipe figure, List<FileInput> images) {
        if (images.isEmpty()) {
            throw new InputException("There is no picture to make a page of: name a folder that holds some.");
        }
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
        return checkpoints.stream()
                .map(checkpoint ->
                        with(figure, checkpoint.name(), source -> SourceParts.withCheckpoint(source, checkpoint)))
                .toList();
    }

    private static FigureRecipe with(
            FigureRecipe figure, String name, java.util.function.UnaryOperator<PanelSource> change) {
        List<FigureRecipe.Item> items = figure.items().stream()
                .map(item -> new FigureRecipe.Item(
                        item.title().isEmpty() ? name : item.title() + ", " + name, change.apply(item.source())))
                .toList();
        return new FigureRecipe(figure.format(), items, figure.caption());
    }
}
