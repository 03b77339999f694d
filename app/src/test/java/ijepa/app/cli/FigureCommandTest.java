package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.figure.recipe.RecipeFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCommandTest {

    private static final ModelSpec SPEC =
            new ModelSpec(new EncoderSpec(48, 8, 32, 1, 2, 2), new PredictorSpec(16, 1, 2));

    @TempDir
    private static Path folder;

    private static Path weights;
    private static Path pictures;

    @BeforeAll
    static void writeModelAndPictures() throws IOException {
        weights = folder.resolve("model.safetensors");
        try (IJepa model = IJepa.load(SPEC, new Initialisation(SPEC, 1), new ComputeDevice.Cpu(), Precision.FP32)) {
            ModelFile.write(model, ElementType.F32, Map.of(), weights);
        }
        pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 2; i++) {
            BufferedImage picture = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 3600; at++) {
                picture.setRGB(at % 60, at / 60, 0x010203 * (at % (50 + 30 * i)));
            }
            ImageIO.write(picture, "png", pictures.resolve("p" + i + ".png").toFile());
        }
    }

    private static CommandRun figure(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("figure"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static Path maps(String name) {
        Path out = folder.resolve(name);
        CommandRun run = figure(
                "--template",
                "embedding-maps",
                pictures,
                "--checkpoint",
                weights,
                "--seed",
                "3",
                "--maps",
                "image,predicted,error",
                "--width",
                "single",
                "--dpi",
                "100",
                "--caption",
                "Maps.",
                "--out",
                out);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Wrote " + out);
        return out;
    }

    @Test
    void aFigureIsMadeAgainFromItsOwnFileByteForByte() throws IOException {
        for (String ending : List.of(".svg", ".png")) {
            Path first = maps("maps" + ending);
            Path again = folder.resolve("again" + ending);
            CommandRun run = figure(first, "--out", again);
            assertThat(run.err()).isEmpty();
            assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(first));
        }
        // And from its recipe, by way of a PDF.
        Path pdf = maps("maps.pdf");
        Path recipe = folder.resolve("maps.json");
        assertThat(figure(pdf, "--out", recipe).status()).isZero();
        Path third = folder.resolve("third.png");
        assertThat(figure(recipe, "--out", third).status()).isZero();
        assertThat(Files.readAllBytes(third)).isEqualTo(Files.readAllBytes(folder.resolve("maps.png")));
    }

    @Test
    void aChangedOrMissingInputIsNamed() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path picture = Files.copy(pictures.resolve("p0.png"), own.resolve("mine.png"));
        Path out = folder.resolve("strategies.svg");
        assertThat(figure("--template", "mask-strategies", picture, "--out", out)
                        .status())
                .isZero();
        Files.copy(pictures.resolve("p1.png"), picture, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        CommandRun changed = figure(out, "--out", folder.resolve("x.pdf"));
        assertThat(changed.status()).isEqualTo(2);
        assertThat(changed.err()).contains("mine.png is not what the figure was made from");
        assertThat(figure(out, "--accept-changes", "--out", folder.resolve("x.pdf"))
                        .status())
                .isZero();
        Files.delete(picture);
        CommandRun missing = figure(out, "--out", folder.resolve("x.pdf"));
        assertThat(missing.err()).contains("mine.png, and it is not there");
        assertThat(figure(
                                out,
                                "--replace",
                                picture + "=" + pictures.resolve("p0.png"),
                                "--out",
                                folder.resolve("x.pdf"))
                        .status())
                .isZero();
    }

    @Test
    void aFileInAnothersPlaceLeavesTheOthersChecked() throws IOException {
        Path own = Files.createDirectory(folder.resolve("two"));
        Path moved = Files.copy(pictures.resolve("p0.png"), own.resolve("moved.png"));
        Path changed = Files.copy(pictures.resolve("p1.png"), own.resolve("changed.png"));
        Path out = folder.resolve("two.svg");
        assertThat(figure("--template", "mask-strategies", moved, changed, "--out", out)
                        .status())
                .isZero();
        Files.delete(moved);
        Files.copy(pictures.resolve("p0.png"), changed, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String replacement = moved + "=" + pictures.resolve("p0.png");
        Path again = folder.resolve("two.pdf");
        CommandRun refused = figure(out, "--replace", replacement, "--out", again);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("changed.png is not what the figure was made from")
                .doesNotContain("moved.png");
        assertThat(figure(out, "--replace", replacement, "--accept-changes", "--out", again)
                        .status())
                .isZero();
    }

    @Test
    void aBatchIsTheFigureForEachPicture() throws IOException {
        Path maps = maps("one.pdf");
        Path all = folder.resolve("all.pdf");
        CommandRun run = figure(maps, "--each-image", pictures, "--out", all);
        assertThat(run.err()).contains("Page 1 of 2").contains("Page 2 of 2");
        try (PDDocument document = Loader.loadPDF(all.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
        }
        Path numbered = folder.resolve("all.svg");
        assertThat(figure(maps, "--each-image", pictures, "--out", numbered).out())
                .contains("all-1.svg")
                .contains("all-2.svg");
        assertThat(folder.resolve("all-2.svg")).exists();
        // The pages' recipes are in the file, so it can be made again as a whole.
        Path again = folder.resolve("all-again.pdf");
        assertThat(figure(all, "--out", again).status()).isZero();
        try (PDDocument document = Loader.loadPDF(again.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
        }
        assertThat(figure(maps, "--each-checkpoint", folder, "--out", all).err())
                .contains("no checkpoint");
    }

    @Test
    void aPictureThatCannotBeReadCostsItsPageOnly() throws IOException {
        Path maps = maps("three.pdf");
        Path some = Files.createDirectory(folder.resolve("some"));
        Files.copy(pictures.resolve("p0.png"), some.resolve("a.png"));
        Files.writeString(some.resolve("b.png"), "no picture");
        Files.copy(pictures.resolve("p1.png"), some.resolve("c.png"));
        // The font has no such characters.
        Files.copy(pictures.resolve("p1.png"), some.resolve("\u5199\u771f.png"));
        Path all = folder.resolve("some.pdf");
        CommandRun run = figure(maps, "--each-image", some, "--latex", "--out", all);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("warning: Page 2 is left out", "b.png")
                .contains("warning: Page 4 is left out", "has no character");
        assertThat(RecipeFile.read(all).pages()).hasSize(2);
        try (PDDocument document = Loader.loadPDF(all.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
        }
        assertThat(run.out()).contains("mm,page=1]{some.pdf}", "mm,page=2]{some.pdf}", "\\label{fig:some-2}");
        Path numbered = folder.resolve("some.png");
        assertThat(figure(maps, "--each-image", some, "--latex", "--out", numbered)
                        .out())
                .contains("{some-1.png}", "{some-3.png}")
                .doesNotContain("some-2.png", "page=");
        Files.delete(some.resolve("a.png"));
        Files.delete(some.resolve("c.png"));
        Files.delete(some.resolve("\u5199\u771f.png"));
        CommandRun none = figure(maps, "--each-image", some, "--out", folder.resolve("none.pdf"));
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("b.png");
        assertThat(folder.resolve("none.pdf")).doesNotExist();
    }

    @Test
    void severalFiguresFindTheirFilesBesideThemselves() throws IOException {
        for (String name : List.of("left", "right")) {
            Path own = Files.createDirectory(folder.resolve(name));
            Files.copy(pictures.resolve("p0.png"), own.resolve(name + ".png"));
            Path made = own.resolve("figure.json");
            assertThat(figure("--template", "mask-strategies", own.resolve(name + ".png"), "--out", made)
                            .status())
                    .isZero();
            Files.writeString(made, Files.readString(made).replace(own + "/", ""));
        }
        CommandRun run = figure(
                folder.resolve("left/figure.json"),
                folder.resolve("right/figure.json"),
                "--out",
                folder.resolve("both.svg"));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void wrongOptionsAreSaid() {
        assertThat(figure("--out", "x.pdf").err()).contains("--template");
        assertThat(figure("--template", "hologram", "--out", "x.pdf").err()).contains("sample-sheet");
        assertThat(figure("--template", "figure6", pictures, "--checkpoint", weights, "--out", "x.pdf")
                        .err())
                .contains("there is no decoder");
        assertThat(figure("--template", "mask-statistics", "--draws", "100", "--out", folder.resolve("x.doc"))
                        .err())
                .contains(".pdf, .svg or .png");
        assertThat(figure("--template", "mask-statistics", "--width", "5000", "--out", "x.pdf")
                        .err())
                .contains("width is 5000");
        assertThat(figure("--template", "mask-statistics", "--font", "Times", "--out", folder.resolve("x.pdf"))
                        .err())
                .contains("font Times is not there");
        assertThat(figure(weights, "--out", "x.pdf").err()).contains("holds no recipe");
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        CommandRun again = figure("fig6.pdf", "--samples", "8", "--guidance", "2", "--out", "x.pdf");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err())
                .contains("A figure that is made again says itself what it shows, so --samples and --guidance"
                        + " would have no effect: leave them out.");
        assertThat(figure("--template", "figure6", pictures, "--replace", "a=b", "--out", "x.pdf")
                        .err())
                .contains("so --replace would have no effect");
        assertThat(figure("fig6.pdf", "--each-image", pictures, "--each-checkpoint", folder, "--out", "x.pdf")
                        .err())
                .contains("--each-image and --each-checkpoint both say what the pages are: leave one of them out.");
        assertThat(figure("--template", "architecture", weights, "--out", "x.pdf")
                        .err())
                .contains("The template architecture shows no pictures", "weights are named with --checkpoint");
        assertThat(figure(
                                "--template",
                                "embedding-maps",
                                pictures,
                                "--run",
                                "runs/a",
                                "--samples",
                                "3",
                                "--out",
                                "x.pdf")
                        .err())
                .contains(
                        "The template embedding-maps shows nothing of that, so --samples and --run would have no effect");
        assertThat(figure("--template", "embedding-maps", "ct.jpg", "--out", "x.pdf")
                        .err())
                .contains("There is no file ct.jpg.");
        assertThat(figure("--template", "mask-statistics", "--latex", "--out", "x.svg")
                        .err())
                .contains("LaTeX shows neither SVG nor recipes");
        Path statistics = folder.resolve("statistics.json");
        assertThat(figure("--template", "mask-statistics", "--draws", "100", "--out", statistics)
                        .status())
                .isZero();
        assertThat(figure(statistics, "--replace", "cat.jpg=dog.jpg", "--out", "x.pdf")
                        .err())
                .contains("--replace cat.jpg=dog.jpg: the figure is not made from a file cat.jpg");
        assertThat(figure(statistics, "--each-image", pictures, "--out", "x.pdf")
                        .err())
                .contains("The figure shows no picture");
    }
}
