package ijepa.renderer.figure.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import ijepa.core.image.Fit;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Series;
import ijepa.renderer.map.ColourScale;
import ijepa.renderer.map.Distance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes as text and back, and what is said when they no longer hold. */
class RecipeFileTest {

    private static final PatchGrid GRID = new PatchGrid(4, 4);
    private static final MaskLayout LAYOUT = new MaskLayout(
            GRID, List.of(new Block(0, 0, 4, 3)), List.of(new Block(1, 1, 2, 2), PatchSet.of(0, 5, 7)), false);

    @TempDir
    private Path folder;

    private static Ingredients ingredients(List<FileInput> images) {
        return new Ingredients(
                images,
                Fit.LETTERBOX,
                LAYOUT,
                List.of(1),
                MaskStrategy.RandomPatches.PUBLISHED,
                FileInput.of("model.safetensors"),
                Optional.of(FileInput.of("decoder.safetensors")),
                new DecodingChoice(3, 11, "ddim", 20, 1.5),
                List.of(FileInput.of("runs/a"), FileInput.of("runs/b")),
                new CurveChoice(List.of(Quantity.LOSS, Quantity.RANK), 9, true, false, true),
                Template.MAPS,
                Distance.L2,
                OptionalInt.of(6),
                new MapLook(ColourScale.CIVIDIS, ColourScale.MAGMA, List.of(0.5, 1.5), List.of(), false),
                5,
                100,
                16);
    }

    private static FigureRecipe recipe(List<PanelSource> sources) {
        return new FigureRecipe(
                FigureFormat.DEFAULT,
                sources.stream()
                        .map(source -> new FigureRecipe.Item("T \u201cquoted\u201d", source))
                        .toList(),
                "Caption");
    }

    @Test
    void everySourceComesBackAsItWas() throws IOException {
        List<FileInput> images = List.of(FileInput.of("a.jpg").withHash("00ff"), FileInput.of("sample:cat.jpg"));
        List<PanelSource> sources = Stream.concat(
                        Arrays.stream(Template.values()).map(template -> template.source(ingredients(images))),
                        Stream.of(
                                new PanelSource.MaskLayouts(
                                        images,
                                        Fit.STRETCH,
                                        List.of(LAYOUT, LAYOUT),
                                        List.of(List.of(), List.of(3)),
                                        List.of("", "7"),
                                        2),
                                new PanelSource.Numbers(new Panel.Chart(
                                        "x",
                                        "y",
                                        true,
                                        false,
                                        List.of(new Series(
                                                "n",
                                                new double[] {1, Double.NaN},
                                                new double[] {2, 3},
                                                Series.Shape.DASHED,
                                                1)))),
                                new PanelSource.Rows(
                                        new Panel.Table(List.of("model", "top-1"), List.of(List.of("ours", "1.5"))))))
                .toList();
        RecipeFile file = RecipeFile.of(List.of(recipe(sources), recipe(sources.subList(0, 1))));
        Path json = folder.resolve("recipe.json");
        Files.writeString(json, file.json());
        RecipeFile read = RecipeFile.read(json);
        assertThat(read.json()).isEqualTo(file.json());
        assertThat(read.warning()).isEmpty();
        assertThat(read.pages().getFirst().items().getFirst().source()).isEqualTo(sources.getFirst());
        assertThat(read.pages().getFirst().items()).hasSize(Template.values().length + 3);
    }

    @Test
    void aGapInACurveIsNullForOtherProgramsAndAnOldBareNanIsReadToo() throws IOException {
        Series gap = new Series("gap", new double[] {1, 2}, new double[] {0.5, Double.NaN}, Series.Shape.LINE, 0);
        String json = RecipeFile.of(List.of(recipe(
                        List.of(new PanelSource.Numbers(new Panel.Chart("x", "y", false, false, List.of(gap)))))))
                .json();
        assertThat(json).doesNotContain("NaN").contains("null");
        Path file = folder.resolve("gap.json");
        for (String each : List.of(json, json.replace("null", "NaN"))) {
            Files.writeString(file, each);
            PanelSource.Numbers read = (PanelSource.Numbers)
                    RecipeFile.read(file).pages().getFirst().items().getFirst().source();
            assertThat(read.chart().series().getFirst().y()).containsExactly(0.5, Double.NaN);
        }
        assertThatThrownBy(() -> new DecodingChoice(1, 0, "ddim", 20, Double.NaN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("guidance of NaN: give 0 or more");
    }

    private String said(String json) throws IOException {
        Path file = folder.resolve("bad.json");
        Files.writeString(file, json);
        try {
            RecipeFile.read(file);
            return "nothing";
        } catch (InputException failure) {
            return failure.getMessage();
        }
    }

    @Test
    void aRecipeThatIsNoneOrDamagedOrNewerIsSaid() throws IOException {
        String good = RecipeFile.of(
                        List.of(recipe(List.of(new PanelSource.Architecture(FileInput.of(FileInput.BUNDLED))))))
                .json();
        assertThat(said(good)).isEqualTo("nothing");
        assertThat(said("{}")).contains("holds no recipe");
        assertThat(said(good.replace("\"figure_recipe\": 1", "\"figure_recipe\": 2")))
                .contains("newer kind (2)");
        assertThat(said(good.replace("architecture", "hologram")))
                .contains("no template")
                .contains("figure6");
        assertThat(said(good.replace("\"checkpoint\"", "\"weights\""))).contains("lacks the field \"checkpoint\"");
        assertThat(said(good.replace("\"textPoints\": 7.0", "\"textPoints\": 70")))
                .contains("text size is 70");
        assertThat(said(good.substring(0, good.length() / 2))).contains("no usable recipe");
        Path old = folder.resolve("old.json");
        Files.writeString(old, good.replaceFirst("\"program\": \"[^\"]+\"", "\"program\": \"0.0.1\""));
        assertThat(RecipeFile.read(old).warning())
                .hasValueSatisfying(said -> assertThat(said).contains("version 0.0.1"));
        assertThatThrownBy(() -> RecipeFile.read(folder.resolve("none.pdf"))).hasMessageContaining("There is no file");
    }

    @Test
    void aRecipeOfBeforeThereWereLooksAndCutsLooksAsItDid() throws IOException {
        List<FileInput> one = List.of(FileInput.of("a.jpg"));
        PanelSource.MaskLayouts layouts = new PanelSource.MaskLayouts(
                one, Fit.STRETCH, List.of(LAYOUT, LAYOUT), List.of(List.of(), List.of()), List.of("", ""), 1);
        JsonObject before = JsonParser.parseString(RecipeFile.of(
                                List.of(recipe(List.of(Template.EMBEDDING_MAPS.source(ingredients(one)), layouts))))
                        .json())
                .getAsJsonObject();
        for (JsonElement item :
                before.getAsJsonArray("pages").get(0).getAsJsonObject().getAsJsonArray("items")) {
            JsonObject source = item.getAsJsonObject().getAsJsonObject("source");
            assertThat(source.remove("look") != null || source.remove("cuts") != null)
                    .isTrue();
        }
        Path file = folder.resolve("before.json");
        Files.writeString(file, before.toString());
        List<FigureRecipe.Item> items = RecipeFile.read(file).pages().getFirst().items();
        assertThat(((PanelSource.EmbeddingMaps) items.getFirst().source()).look())
                .isEqualTo(MapLook.DEFAULT);
        assertThat(items.getLast().source()).isEqualTo(layouts);
    }

    @Test
    void layoutsWithoutAPictureOrWithTooFewNotesAreRefused() {
        List<FileInput> one = List.of(FileInput.of("a.jpg"));
        assertThatThrownBy(() -> new PanelSource.MaskLayouts(
                        List.of(), Fit.STRETCH, List.of(LAYOUT), List.of(List.of()), List.of(""), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least one picture");
        assertThatThrownBy(() -> new PanelSource.MaskLayouts(
                        one, Fit.STRETCH, List.of(LAYOUT), List.of(List.of()), List.of(), 1))
                .hasMessageContaining("one note a layout");
        assertThatThrownBy(() -> new PanelSource.MaskLayouts(
                        one, Fit.STRETCH, List.of(LAYOUT), List.of(List.of()), List.of(""), 0))
                .hasMessageContaining("columns");
    }

    @Test
    void missingAndChangedFilesAreNamed() throws IOException {
        Path picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        try (FigureInputs inputs = new FigureInputs(Optional.of(folder), name -> {
            throw new IOException("no samples here");
        })) {
            // Named beside the recipe, as a folder that was copied as a whole is.
            FigureRecipe recipe = recipe(List.of(
                    new PanelSource.MaskStrategies(List.of(FileInput.of("picture.png")), Fit.STRETCH, GRID, 1)));
            FigureRecipe sealed = inputs.sealed(recipe, false);
            assertThat(inputs.sealed(sealed, false)).isEqualTo(sealed);
            BufferedImage other = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(other, "png", picture.toFile());
            assertThatThrownBy(() -> inputs.sealed(sealed, false))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("picture.png is not what the figure was made from")
                    .hasMessageContaining("--accept-changes");
            assertThat(inputs.sealed(sealed, true)).isNotEqualTo(sealed);
            FigureRecipe misspelt = sealed.withFiles(file -> FileInput.of("gone/" + file.name()));
            assertThatThrownBy(() -> inputs.sealed(misspelt, false)).hasMessage("There is no file gone/picture.png.");
            FigureRecipe gone = sealed.withFiles(file -> new FileInput("gone/" + file.name(), file.sha256()));
            assertThatThrownBy(() -> inputs.sealed(gone, true))
                    .hasMessageContaining("gone/picture.png")
                    .hasMessageContaining("--replace OLD=NEW");
        }
    }

    @Test
    void aBatchHasOnePageAnImageOrACheckpoint() {
        FigureRecipe recipe = recipe(List.of(
                Template.SAMPLE_SHEET.source(ingredients(List.of(FileInput.of("a.jpg"), FileInput.of("b.jpg"))))));
        List<FigureRecipe> pages = Batch.overImages(recipe, List.of(FileInput.of("x/c.jpg"), FileInput.of("x/d.jpg")));
        assertThat(pages).hasSize(2);
        assertThat(pages.get(1).items().getFirst().title()).endsWith("d.jpg");
        assertThat(((PanelSource.SampleSheet) pages.get(1).items().getFirst().source()).images())
                .containsExactly(FileInput.of("x/d.jpg"));
        FigureRecipe other = Batch.overCheckpoints(recipe, List.of(FileInput.of("step-5.safetensors")))
                .getFirst();
        assertThat(((PanelSource.SampleSheet) other.items().getFirst().source()).checkpoint())
                .isEqualTo(FileInput.of("step-5.safetensors"));
        assertThatThrownBy(() -> Batch.overImages(recipe, List.of())).hasMessageContaining("no picture");
    }

    @Test
    void whatATemplateNeedsIsSaidWhereItIsMissing() {
        Ingredients full = ingredients(List.of(FileInput.of("a.jpg")));
        Ingredients bare = new Ingredients(
                List.of(),
                full.fit(),
                full.layout(),
                full.blocks(),
                full.strategy(),
                full.checkpoint(),
                Optional.empty(),
                full.decoding(),
                List.of(),
                full.curves(),
                full.maps(),
                full.distance(),
                full.anchor(),
                full.look(),
                0,
                10,
                1);
        assertThatThrownBy(() -> Template.EMBEDDING_MAPS.source(bare)).hasMessageContaining("name at least one image");
        assertThatThrownBy(() -> Template.TRAINING_CURVES.source(bare)).hasMessageContaining("run directory");
        Ingredients undecoded = new Ingredients(
                full.images(),
                full.fit(),
                full.layout(),
                full.blocks(),
                full.strategy(),
                full.checkpoint(),
                Optional.empty(),
                full.decoding(),
                full.runs(),
                full.curves(),
                full.maps(),
                full.distance(),
                full.anchor(),
                full.look(),
                0,
                10,
                1);
        assertThatThrownBy(() -> Template.FIGURE_6.source(undecoded))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no decoder")
                .hasMessageContaining("ijepa decoder train");
    }
}
