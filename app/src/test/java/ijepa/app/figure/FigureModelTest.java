package ijepa.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.ModelLoader;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.RecipeFile;
import ijepa.renderer.figure.recipe.Template;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureModelTest {

    private static final Executor AT_ONCE = Runnable::run;

    @TempDir
    private Path folder;

    private ShellModel shell;
    private FigureModel model;

    @BeforeEach
    void open() {
        shell = new ShellModel(new Background(AT_ONCE, AT_ONCE, AT_ONCE), new Loader());
        shell.start(Session.first());
        model = new FigureModel(shell, folder.resolve("samples"));
        model.setActive(true);
    }

    private static PanelSource table(String words) {
        return new PanelSource.Rows(new Panel.Table(List.of("model"), List.of(List.of(words))));
    }

    @Test
    void whatIsSentBecomesAPartAndIsDrawn() {
        shell.selection().figures().send("Results", table("ours"));
        assertThat(shell.selection().figures().items()).isEmpty();
        assertThat(model.parts()).containsExactly(new FigureRecipe.Item("Results", table("ours")));
        assertThat(model.previewProperty().get().figure().parts().getFirst().title())
                .isEqualTo("Results");
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.previewProperty().get().pixels().getWidth()).isEqualTo((int) Math.rint(2 * 183 * 72 / 25.4));
        model.page().widthProperty().set(89);
        assertThat(model.previewProperty().get().pixels().getWidth()).isEqualTo((int) Math.rint(2 * 89 * 72 / 25.4));
    }

    @Test
    void partsAreMovedNamedAndTakenAway() {
        for (String words : List.of("one", "two", "three")) {
            shell.selection().figures().send("", table(words));
        }
        model.move(-1);
        model.move(-1);
        model.move(-1);
        model.rename("Three");
        assertThat(model.parts())
                .containsExactly(
                        new FigureRecipe.Item("Three", table("three")),
                        new FigureRecipe.Item("", table("one")),
                        new FigureRecipe.Item("", table("two")));
        model.remove();
        assertThat(model.parts()).hasSize(2);
        assertThat(model.selectedProperty().get()).isZero();
        model.clear();
        assertThat(model.previewProperty().get()).isNull();
    }

    @Test
    void aTemplateTakesWhatIsOpenAndSaysWhatIsMissing() {
        model.content().templateProperty().set(Template.MASK_STRATEGIES);
        model.content().imagesProperty().set(3);
        model.add();
        PanelSource.MaskStrategies strategies =
                (PanelSource.MaskStrategies) model.parts().getFirst().source();
        assertThat(strategies.images()).hasSize(3).allMatch(file -> file.path().startsWith(FileInput.SAMPLE));
        assertThat(strategies.grid()).isEqualTo(new PatchGrid(8, 8));
        assertThat(model.previewProperty().get()).isNotNull();
        model.content().templateProperty().set(Template.FIGURE_6);
        model.add();
        assertThat(model.parts()).hasSize(1);
        assertThat(model.problemProperty().get()).contains("there is no decoder");
        model.content().templateProperty().set(Template.TRAINING_CURVES);
        model.update();
        assertThat(model.problemProperty().get()).contains("run directory");
        model.content().templateProperty().set(Template.MASK_STATISTICS);
        model.content().drawsProperty().set(200);
        model.update();
        assertThat(model.parts().getFirst().source())
                .isInstanceOfSatisfying(
                        PanelSource.MaskFrequencies.class,
                        own -> assertThat(own.strategy()).isInstanceOf(MaskStrategy.MultiBlock.class));
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void aWrittenFigureOpensAgainWithItsPartsAndPage() throws Exception {
        shell.selection().figures().send("Results", table("ours"));
        model.page().widthProperty().set(120);
        model.page().captionProperty().set("Ours.");
        Path file = folder.resolve("figure.png");
        model.export(file);
        assertThat(shell.notices().currentProperty().get().text()).isEqualTo("Wrote " + file + ".");
        assertThat(RecipeFile.read(file).pages()).containsExactly(model.recipe());
        FigureRecipe written = model.recipe();
        model.clear();
        model.page().widthProperty().set(50);
        shell.openedFigureProperty().addListener((property, old, opened) -> {
            if (opened != null) {
                model.open(opened);
            }
        });
        shell.openAny(List.of(file));
        assertThat(model.recipe()).isEqualTo(written);
        assertThat(model.latex()).hasValueSatisfying(lines -> assertThat(lines).contains("width=120mm", "{Ours.}"));
        // A picture without a recipe is a picture.
        Path plain = folder.resolve("plain.png");
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(90, 90, java.awt.image.BufferedImage.TYPE_INT_RGB),
                "png",
                plain.toFile());
        shell.openAny(List.of(plain));
        assertThat(shell.selection().image().orElseThrow().source().name()).isEqualTo("plain.png");
    }

    @Test
    void aFigureBringsItsLayoutAndPictureBackToTheWindow() throws Exception {
        shell.open(shell.strip().get(2));
        shell.selection().sampling().next();
        var layout = shell.selection().layout().state().layout();
        model.content().templateProperty().set(Template.EMBEDDING_MAPS);
        PanelSource source = model.content().source();
        FigureRecipe recipe = new FigureRecipe(model.page().format(), List.of(new FigureRecipe.Item("", source)), "");
        Path file = folder.resolve("recipe.json");
        Files.writeString(file, RecipeFile.of(List.of(recipe)).json());
        shell.open(shell.strip().get(0));
        shell.selection().sampling().next();
        assertThat(shell.selection().layout().state().layout()).isNotEqualTo(layout);
        shell.openAny(List.of(file));
        assertThat(shell.openedFigureProperty().get()).isEqualTo(recipe);
        assertThat(shell.selection().layout().state().layout()).isEqualTo(layout);
        assertThat(shell.selection().image().orElseThrow().source())
                .isEqualTo(shell.strip().get(2));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidAndKeepsTheFigure() throws Exception {
        shell.selection().figures().send("", table("ours"));
        Path file = Files.writeString(folder.resolve("note"), "text");
        model.export(file.resolve("figure.svg"));
        assertThat(shell.notices().currentProperty().get().text()).contains("cannot be written");
        assertThat(model.parts()).hasSize(1);
        assertThat(FigureFile.bytes(model.previewProperty().get().figure(), "{}", ijepa.renderer.figure.FileKind.SVG))
                .isNotEmpty();
    }

    private static final class Loader implements ModelLoader {

        @Override
        public String startEngine() {
            return "CPU";
        }

        @Override
        public OpenCheckpoint bundled() {
            return FakeCheckpoint.bundled();
        }

        @Override
        public OpenCheckpoint open(Path file) {
            return new FakeCheckpoint("opened", Optional.of(file));
        }
    }
}
