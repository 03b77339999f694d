package ijepa.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.collections.ListChangeListener;

import javax.imageio.ImageIO;

import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.Job;
import ijepa.app.shell.ModelLoader;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.Progress;
import ijepa.core.image.Fit;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.MapLook;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.RecipeFile;
import ijepa.renderer.figure.recipe.Template;
import ijepa.renderer.map.ColourScale;
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
        model = started();
        model.setActive(true);
    }

    private FigureModel started() {
        return new FigureModel(shell, folder.resolve("samples"), folder.resolve("kept/figure.json"));
    }

    private FigureRecipe.Item only() {
        assertThat(model.parts()).hasSize(1);
        return model.parts().getFirst();
    }

    private static PanelSource table(String words) {
        return new PanelSource.Rows(new Panel.Table(List.of("model"), List.of(List.of(words))));
    }

    @Test
    void whatIsSentBecomesAPartAndIsDrawn() {
        shell.selection().figures().send("Results", table("ours"));
        assertThat(shell.selection().figures().items()).isEmpty();
        assertThat(model.parts()).containsExactly(new FigureRecipe.Item("Results", table("ours")));
        assertThat(model.preview()
                        .previewProperty()
                        .get()
                        .figure()
                        .parts()
                        .getFirst()
                        .title())
                .isEqualTo("Results");
        assertThat(model.preview().problemProperty().get()).isEmpty();
        assertThat(model.preview().previewProperty().get().pixels().getWidth())
                .isEqualTo((int) Math.rint(2 * 183 * 72 / 25.4));
        model.page().widthProperty().set(89);
        assertThat(model.preview().previewProperty().get().pixels().getWidth())
                .isEqualTo((int) Math.rint(2 * 89 * 72 / 25.4));
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
        assertThat(model.preview().previewProperty().get()).isNull();
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
        assertThat(model.preview().previewProperty().get()).isNotNull();
        model.content().templateProperty().set(Template.TRAINING_CURVES);
        model.add();
        assertThat(model.parts()).hasSize(1);
        assertThat(model.preview().problemProperty().get()).contains("run directory");
        model.content().templateProperty().set(Template.MASK_STATISTICS);
        model.content().settings().draws.set(200);
        model.add();
        assertThat(model.parts().getLast().source())
                .isInstanceOfSatisfying(
                        PanelSource.MaskFrequencies.class,
                        own -> assertThat(own.strategy()).isInstanceOf(MaskStrategy.MultiBlock.class));
        assertThat(model.preview().problemProperty().get()).isEmpty();
    }

    @Test
    void figuresOfADecoderNeedOneUnlessTheProgramBringsIt() {
        model.content().templateProperty().set(Template.FIGURE_6);
        if (BundledDecoder.isPresent()) {
            assertThat(((PanelSource.Figure6) model.content().source())
                            .decoder()
                            .path())
                    .isEqualTo(FileInput.BUNDLED_DECODER);
        } else {
            model.add();
            assertThat(model.preview().problemProperty().get()).contains("there is no decoder");
        }
        model.content().settings().decoder.set(FileInput.of("own.safetensors"));
        assertThat(((PanelSource.Figure6) model.content().source()).decoder().path())
                .isEqualTo("own.safetensors");
    }

    @Test
    void aPartsSettingsAreChangedInPlaceAndEveryChangeCanBeUndone() {
        model.content().templateProperty().set(Template.MASK_STRATEGIES);
        model.add();
        PanelSource before = only().source();
        assertThat(model.part().sourceProperty().get()).isEqualTo(before);
        model.part().settings().seed.set(9);
        assertThat(only().source()).isNotEqualTo(before);
        assertThat(((PanelSource.MaskStrategies) only().source()).seed()).isEqualTo(9);
        model.rename("Masks");
        model.page().captionProperty().set("T");
        model.page().captionProperty().set("Th");
        model.page().widthProperty().set(89);
        model.change(model.content()::withLayout);
        model.undo();
        assertThat(model.page().widthProperty().get()).isEqualTo(FigureFormat.DEFAULT.widthMillimetres());
        // Letters of one text are one change.
        model.undo();
        assertThat(model.page().captionProperty().get()).isEmpty();
        model.undo();
        assertThat(only().title()).isEmpty();
        model.undo();
        assertThat(only().source()).isEqualTo(before);
        assertThat(model.part().settings().seed.get()).isZero();
        model.undo();
        assertThat(model.parts()).isEmpty();
        assertThat(model.undoableProperty().get()).isFalse();
        for (int i = 0; i < 5; i++) {
            model.redo();
        }
        assertThat(model.redoableProperty().get()).isFalse();
        assertThat(only().title()).isEqualTo("Masks");
        assertThat(model.page().widthProperty().get()).isEqualTo(89);
        model.clear();
        model.undo();
        assertThat(only().title()).isEqualTo("Masks");
    }

    @Test
    void mapsTakeOtherColoursRangesAndNoBoxesAndAnImpossibleRangeIsSaid() {
        model.content().templateProperty().set(Template.EMBEDDING_MAPS);
        PanelSource.EmbeddingMaps part =
                (PanelSource.EmbeddingMaps) model.content().source();
        List<PanelSource> changed = new ArrayList<>();
        PartModel edited = new PartModel(changed::add);
        edited.follow(part);
        PartSettings settings = edited.settings();
        settings.errors.scale().set(ColourScale.CIVIDIS);
        settings.errors.high().set(2);
        settings.errors.fixed().set(true);
        settings.boxes.set(false);
        settings.fit.set(Fit.LETTERBOX);
        PanelSource.EmbeddingMaps last = (PanelSource.EmbeddingMaps) changed.getLast();
        assertThat(last.look())
                .isEqualTo(new MapLook(
                        ColourScale.CIVIDIS, MapLook.DEFAULT.similarities(), List.of(0.0, 2.0), List.of(), false));
        assertThat(last.fit()).isEqualTo(Fit.LETTERBOX);
        assertThat(last.images()).isEqualTo(part.images());
        int sent = changed.size();
        settings.errors.low().set(3);
        assertThat(edited.problemProperty().get()).contains("cannot reach over");
        settings.errors.low().set(1);
        assertThat(edited.problemProperty().get()).isEmpty();
        settings.maps.clear();
        assertThat(edited.problemProperty().get()).contains("at least one map");
        assertThat(changed).hasSize(sent + 1);
    }

    @Test
    void theFigureIsThereAgainInTheNextSession() throws Exception {
        shell.selection().figures().send("Results", table("ours"));
        model.page().widthProperty().set(89);
        model.page().captionProperty().set("Kept.");
        FigureRecipe recipe = model.recipe();
        assertThat(started().recipe()).isEqualTo(recipe);
        assertThat(started().undoableProperty().get()).isFalse();
        model.remove();
        assertThat(started().parts()).isEmpty();
        model.undo();
        assertThat(started().recipe()).isEqualTo(recipe);
        Files.writeString(folder.resolve("kept/figure.json"), "{\"figure_recipe\": 99");
        assertThat(started().parts()).isEmpty();
    }

    @Test
    void aBatchOverAFolderIsAJobThatTellsItsProgressAndCanBeCancelled() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (String name : List.of("a.png", "b.png", "c.png")) {
            ImageIO.write(
                    new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB),
                    "png",
                    pictures.resolve(name).toFile());
        }
        model.content().templateProperty().set(Template.MASK_STRATEGIES);
        model.add();
        List<Double> told = new ArrayList<>();
        boolean[] cancels = {false};
        shell.jobs().running().addListener((ListChangeListener<Job>) change -> {
            while (change.next()) {
                for (Job job : change.getAddedSubList()) {
                    job.progressProperty().addListener((property, old, share) -> {
                        told.add(share.doubleValue());
                        if (cancels[0]) {
                            job.cancel();
                        }
                    });
                }
            }
        });
        Path out = folder.resolve("all.pdf");
        model.writing().eachImage(pictures, out);
        assertThat(told).hasSizeGreaterThan(2).isSorted();
        assertThat(RecipeFile.read(out).pages()).hasSize(3);
        cancels[0] = true;
        Path cut = folder.resolve("cut.pdf");
        model.writing().eachImage(pictures, cut);
        assertThat(cut).doesNotExist();
        assertThat(shell.jobs().running()).isEmpty();
    }

    @Test
    void aBatchOverARunHasItsCheckpointsAsPages() throws Exception {
        Path run = folder.resolve("run");
        Path kept = Files.createDirectories(run.resolve("checkpoints"));
        for (String name : List.of("step-5.safetensors", "step-10.safetensors")) {
            Files.writeString(kept.resolve(name), name);
        }
        shell.selection().figures().send("", table("ours"));
        Path out = folder.resolve("epochs.json");
        model.writing().eachCheckpoint(run, out);
        assertThat(shell.notices().errorProperty().get().text()).contains("The figure shows no checkpoint");
        assertThat(out).doesNotExist();
        model.clear();
        shell.selection().figures().send("", new PanelSource.Architecture(FileInput.of(FileInput.BUNDLED)));
        model.writing().eachCheckpoint(run, out);
        assertThat(RecipeFile.read(out).pages())
                .extracting(page -> page.items().getFirst().title())
                .containsExactly("step-5.safetensors", "step-10.safetensors");
    }

    @Test
    void aWrittenFigureOpensAgainWithItsPartsAndPage() throws Exception {
        shell.selection().figures().send("Results", table("ours"));
        model.page().widthProperty().set(120);
        model.page().captionProperty().set("Ours.");
        Path file = folder.resolve("figure.png");
        model.writing().once(file);
        assertThat(shell.notices().informationProperty().get().text()).isEqualTo("Wrote " + file + ".");
        assertThat(RecipeFile.read(file).pages()).containsExactly(model.recipe());
        FigureRecipe written = model.recipe();
        model.clear();
        model.page().widthProperty().set(50);
        shell.openedFigureProperty().addListener((property, old, opened) -> {
            if (opened != null) {
                model.open(opened);
            }
        });
        for (String kind : List.of("png", "svg", "pdf", "json")) {
            Path other = folder.resolve("figure." + kind);
            model.open(written);
            model.writing().once(other);
            model.clear();
            // What is dropped on the window is opened like this.
            shell.openAny(List.of(other));
            assertThat(model.recipe()).as(kind).isEqualTo(written);
        }
        assertThat(model.latex()).hasValueSatisfying(lines -> assertThat(lines).contains("width=120mm", "{Ours.}"));
        // A picture without a recipe is a picture.
        Path plain = folder.resolve("plain.png");
        ImageIO.write(new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB), "png", plain.toFile());
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
        model.writing().once(file.resolve("figure.svg"));
        assertThat(shell.notices().errorProperty().get().text()).contains("cannot be written");
        assertThat(model.parts()).hasSize(1);
        assertThat(FigureFile.bytes(
                        model.preview().previewProperty().get().figure(), "{}", ijepa.renderer.figure.FileKind.SVG))
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
        public OpenCheckpoint open(Path file, Progress progress) {
            return new FakeCheckpoint("opened", Optional.of(file));
        }
    }
}
