package ijepa.app.decode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.transform.Transform;

import ijepa.app.control.FxImages;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.Notices;
import ijepa.app.shell.SampleImages;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.core.image.Image;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.RecipeFile;

/** Writes decoded pictures with what they were made from: hashes of weights and decoder, layout, seeds and steps. */
final class DecodeSaving {

    private static final double RESOLUTION = 2;

    private final ShellModel shell;
    private final FileDialogs dialogs;

    DecodeSaving(ShellModel shell, FileDialogs dialogs) {
        this.shell = shell;
        this.dialogs = dialogs;
    }

    /** One sample in the decoder's resolution. */
    void sample(Image sample, DecodedGrid grid, String shows) {
        dialogs.pictureToSave("sample.png")
                .ifPresent(file -> write(file, sample, DecodedFacts.json(grid, shows), Optional.empty()));
    }

    /** What one cell shows, in twice the screen's resolution. */
    void cell(Node cell, DecodedGrid grid, String shows) {
        // What is shown may be another before a name is chosen.
        Image shown = shot(cell);
        dialogs.pictureToSave("cell.png")
                .ifPresent(file -> write(file, shown, DecodedFacts.json(grid, shows), Optional.empty()));
    }

    /** All rows, in twice the screen's resolution; where a figure shows the same, it can be opened from the file. */
    void all(Node rows, DecodedGrid grid, String shows) {
        Image shown = shot(rows);
        dialogs.pictureToSave("decoded.png")
                .ifPresent(file -> write(file, shown, DecodedFacts.json(grid, shows), recipe(grid.request())));
    }

    private static Image shot(Node node) {
        SnapshotParameters larger = new SnapshotParameters();
        larger.setTransform(Transform.scale(RESOLUTION, RESOLUTION));
        return FxImages.from(node.snapshot(larger, null));
    }

    private static Optional<FigureRecipe> recipe(DecodeRequest request) {
        try {
            return Optional.of(new FigureRecipe(
                    FigureFormat.DEFAULT, List.of(new FigureRecipe.Item("", DecodeFigures.all(request))), ""));
        } catch (InputException unsayable) {
            // Pinned seeds or a pasted picture: the facts say them all the same.
            return Optional.empty();
        }
    }

    private void write(Path file, Image picture, String facts, Optional<FigureRecipe> recipe) {
        shell.background().files().execute(() -> {
            try {
                FigureFile.write(
                        FigureFile.picture(
                                picture, recipe.map(DecodeSaving::sealed), Map.of(DecodedFacts.KEYWORD, facts)),
                        file);
                shell.background()
                        .window()
                        .execute(() -> shell.notices().succeed(Notices.Topic.FILE, "Saved " + file + "."));
            } catch (InputException failure) {
                shell.background().window().execute(() -> shell.notices().report(Notices.Topic.FILE, failure));
            }
        });
    }

    /** With the hashes of its files, or without where one of them is gone by now. */
    private static String sealed(FigureRecipe recipe) {
        FigureRecipe known = recipe;
        try (FigureInputs inputs = new FigureInputs(Optional.empty(), SampleImages::read)) {
            known = inputs.sealed(recipe, true);
        } catch (InputException gone) {
            known = recipe;
        }
        return RecipeFile.of(List.of(known)).json();
    }
}
