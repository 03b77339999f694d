package ijepa.renderer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import ijepa.core.InputException;
import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.map.BlockPalette;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDCIDFontType2;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A figure's files say what the figure says: text as text, boxes in their places, pictures once, the recipe inside. */
class FigureFileTest {

    private static final PatchGrid GRID = new PatchGrid(4, 4);
    private static final String RECIPE = "{\"seed\": 7, \"name\": \"<caf\u00e9> & co\"}";

    @TempDir
    private Path folder;

    private static Raster photograph(int shift) {
        int[] argb = new int[20 * 20];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xFF000000 | (i * 37 + shift) % 256 << 16 | i % 200 << 8 | 80;
        }
        return new Raster(20, 20, argb);
    }

    /** Two rows of the same photograph, one block, a map and its colour bar. */
    private static Figure figure(FigureFormat format) {
        Mark.Outline outline = new Mark.Outline(new Block(1, 2, 2, 1), 0);
        ColourMap colours = new ColourMap(ColourScale.VIRIDIS, 0, 2.5, false);
        double[] values = new double[16];
        Arrays.setAll(values, i -> i / 6.0);
        Tile map = Tile.map(GRID, photograph(0), List.of(new Mark.Cells(colours.argb(values))));
        List<List<Optional<Tile>>> rows = new ArrayList<>();
        for (int row = 0; row < 2; row++) {
            // The same pixels in another object: a file must still hold them once.
            rows.add(List.of(Optional.of(Tile.picture(GRID, photograph(0), List.of(outline))), Optional.of(map)));
        }
        Panel pictures = new Panel.Pictures(
                List.of("Original", "Error per patch"),
                List.of("", ""),
                rows,
                List.of(Optional.empty(), Optional.of(new ScaleBar(colours, "Cosine"))));
        Panel chart = new Panel.Chart(
                "Step",
                "Loss",
                false,
                true,
                List.of(new Series(
                        "run one", new double[] {1, 2, 3}, new double[] {1, 0.1, 0.01}, Series.Shape.LINE, 0)));
        return new Figure(
                format, List.of(new Figure.Part("Maps", pictures), new Figure.Part("Curves", chart)), "A caption");
    }

    private static byte[] bytes(FileKind kind) {
        return FigureFile.bytes(figure(FigureFormat.DEFAULT.withColumns(2)), RECIPE, kind);
    }

    @Test
    void pdfHoldsLiveTextInEmbeddedTrueTypeFonts() throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes(FileKind.PDF))) {
            assertThat(document.getPage(0).getMediaBox().getWidth())
                    .isCloseTo((float) (183 * 72 / 25.4), within(0.01f));
            String words = new PDFTextStripper().getText(document);
            assertThat(words)
                    .contains("a", "b", "Maps", "Curves", "Original", "Error per patch", "Cosine", "2.5")
                    .contains("Step", "run one", "0.01");
            // The stripper breaks words that run upwards into lines.
            assertThat(words.replaceAll("\\s", "")).contains("Loss");
            List<PDFont> fonts = new ArrayList<>();
            Set<COSBase> images = Collections.newSetFromMap(new IdentityHashMap<>());
            collect(document.getPage(0).getResources(), fonts, images);
            assertThat(fonts).isNotEmpty().allSatisfy(font -> {
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font)
                        .isInstanceOfSatisfying(
                                PDType0Font.class,
                                type -> assertThat(type.getDescendantFont()).isInstanceOf(PDCIDFontType2.class));
            });
            // The photograph, the map with its transparent ground and the colour bar, whatever number of tiles.
            assertThat(images).hasSize(3);
        }
    }

    private static void collect(PDResources resources, List<PDFont> fonts, Set<COSBase> images) throws IOException {
        for (COSName name : resources.getFontNames()) {
            fonts.add(resources.getFont(name));
        }
        for (COSName name : resources.getXObjectNames()) {
            switch (resources.getXObject(name)) {
                case PDFormXObject form -> collect(form.getResources(), fonts, images);
                case PDImageXObject image -> images.add(image.getCOSObject());
                default -> throw new IOException("unknown object " + name);
            }
        }
    }

    @Test
    void svgHasTheBlocksBoxWhereItsPatchesAre() throws Exception {
        Document svg = parsed(bytes(FileKind.SVG));
        Element root = svg.getDocumentElement();
        assertThat(root.getAttribute("width")).isEqualTo("183mm");
        NodeList pictures = svg.getElementsByTagName("image");
        assertThat(pictures.getLength()).isEqualTo(3);
        Element use = (Element) svg.getElementsByTagName("use").item(0);
        double[] matrix = numbers(use.getAttribute("transform"));
        double side = matrix[0] * 20;
        double cell = side / 4;
        List<double[]> boxes = boxes(svg);
        assertThat(boxes).hasSize(2);
        double inset = 0.95;
        assertThat(boxes.getFirst()[0]).isCloseTo(matrix[4] + 2 * cell + inset, within(0.01));
        assertThat(boxes.getFirst()[1]).isCloseTo(matrix[5] + cell + inset, within(0.01));
        assertThat(boxes.getFirst()[2]).isCloseTo(matrix[4] + 3 * cell - inset, within(0.01));
        assertThat(boxes.getFirst()[5]).isCloseTo(matrix[5] + 3 * cell - inset, within(0.01));
        NodeList texts = svg.getElementsByTagName("text");
        Set<String> words = new HashSet<>();
        for (int i = 0; i < texts.getLength(); i++) {
            words.add(texts.item(i).getTextContent());
        }
        assertThat(words).contains("Original", "Error per patch", "a", "b", "Loss");
    }

    /** Numbers of the paths in the first block's colour. */
    private static List<double[]> boxes(Document svg) {
        String colour = "#" + Integer.toHexString(BlockPalette.target(0) & 0xFFFFFF);
        List<double[]> boxes = new ArrayList<>();
        NodeList paths = svg.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            if (path.getAttribute("stroke").equalsIgnoreCase(colour)) {
                boxes.add(numbers(path.getAttribute("d")));
            }
        }
        return boxes;
    }

    /** One row of pictures, the smallest width across, each with a block of one patch. */
    private static Figure row(int columns) {
        Tile tile = Tile.picture(GRID, photograph(0), List.of(new Mark.Outline(new Block(0, 0, 1, 1), 0)));
        Panel pictures = new Panel.Pictures(
                Collections.nCopies(columns, ""),
                List.of(""),
                List.of(Collections.nCopies(columns, Optional.of(tile))),
                List.of());
        return new Figure(FigureFormat.DEFAULT.withWidth(20), List.of(new Figure.Part("", pictures)), "");
    }

    @Test
    void aBlockOfOnePatchIsSeenInTheSmallestTileAndSmallerOnesAreRefused() throws Exception {
        // Tiles of 20 mm less margins and gaps, a tenth each: 2.57 points.
        double cell = ((20 * 72 / 25.4 - 2 * 2 - 9 * 3) / 10) / 4;
        List<double[]> boxes = boxes(parsed(FigureFile.bytes(row(10), "{}", FileKind.SVG)));
        assertThat(boxes).hasSize(10);
        assertThat(boxes.getFirst()[2] - boxes.getFirst()[0]).isCloseTo(cell / 2, within(0.01));
        assertThatThrownBy(() -> FigureFile.bytes(row(12), "{}", FileKind.SVG))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 12 columns of pictures where 11 fit")
                .hasMessageContaining("make the figure wider");
    }

    private static Document parsed(byte[] svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split("[^-0-9.]+"))
                .filter(word -> !word.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void pngSaysItsResolutionAndShowsWhatThePreviewShows() throws IOException {
        Figure figure = figure(FigureFormat.DEFAULT.withWidth(100).withResolution(150));
        byte[] png = FigureFile.bytes(figure, RECIPE, FileKind.PNG);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(read.getWidth()).isEqualTo(591);
        // Chunk pHYs: 5906 pixels a metre across and down, unit metre.
        int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;
        assertThat(Arrays.copyOfRange(png, at, at + 9)).containsExactly(0, 0, 0x17, 0x12, 0, 0, 0x17, 0x12, 1);
        BufferedImage preview = FigureFile.preview(figure, 150 / 72.0);
        assertThat(preview.getRGB(0, 0, 591, preview.getHeight(), null, 0, 591))
                .isEqualTo(read.getRGB(0, 0, 591, read.getHeight(), null, 0, 591));
    }

    @Test
    void theRecipeTravelsInsideAndTheSameFigureIsTheSameBytes() throws IOException {
        for (FileKind kind : FileKind.values()) {
            byte[] content = bytes(kind);
            Path file = folder.resolve("figure" + kind.ending());
            FigureFile.write(content, file);
            assertThat(FigureFile.recipe(file)).contains(RECIPE);
            assertThat(bytes(kind)).isEqualTo(content);
        }
        Path plain = folder.resolve("plain.png");
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", plain.toFile());
        assertThat(FigureFile.recipe(plain)).isEmpty();
        Path cut = folder.resolve("cut.svg");
        byte[] svg = bytes(FileKind.SVG);
        Files.write(cut, Arrays.copyOf(svg, svg.length / 2));
        assertThatThrownBy(() -> FigureFile.recipe(cut))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cut.svg");
    }

    @Test
    void aLongCurveIsThinnedToWhatPrintShowsAndKeepsItsPeaks() {
        double[] x = new double[50_000];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            y[i] = Math.sin(i * 0.7) + (i == 31_415 ? 40 : 0);
        }
        Panel chart = new Panel.Chart("Step", "", false, false, List.of(new Series("", x, y, Series.Shape.LINE, 0)));
        Figure figure = new Figure(FigureFormat.DEFAULT, List.of(new Figure.Part("", chart)), "");
        assertThat(FigureFile.bytes(figure, "{}", FileKind.PDF)).hasSizeLessThan(200_000);
        double[] points = new double[x.length];
        Arrays.setAll(points, i -> i * 0.01);
        assertThat(Decimation.line(points, y).getBounds2D().getMaxY()).isEqualTo(y[31_415]);
        assertThat(Decimation.line(points, y).getBounds2D().getMinY())
                .isEqualTo(Arrays.stream(y).min().orElseThrow());
    }

    @Test
    void whatCannotBeDrawnOrWrittenIsSaid() throws IOException {
        assertThatThrownBy(() -> FigureFormat.DEFAULT.withWidth(5000))
                .isInstanceOf(InputException.class)
                .hasMessage("The figure's width is 5000: give 20 to 1000 millimetres.");
        assertThatThrownBy(() -> FigureFormat.DEFAULT.withText(4))
                .hasMessage("The figure's text size is 4: give 5 to 10 points.");
        assertThatThrownBy(() -> FigureFile.bytes(
                        figure(FigureFormat.DEFAULT.withWidth(1000).withResolution(2400)), "", FileKind.PNG))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("million: give fewer dots per inch");
        assertThatThrownBy(() ->
                        FigureFile.bytes(figure(FigureFormat.DEFAULT.withFont("nowhere/Times.ttf")), "", FileKind.PDF))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere/Times.ttf is not there");
        Path text = Files.writeString(folder.resolve("notes.ttf"), "no font");
        assertThatThrownBy(() -> FigureFont.of(text.toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is no usable TrueType file");
        Figure chinese = new Figure(
                FigureFormat.DEFAULT,
                List.of(new Figure.Part("\u5b66", new Panel.Table(List.of("A"), List.of(List.of("1"))))),
                "");
        assertThatThrownBy(() -> FigureFile.bytes(chinese, "", FileKind.SVG))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no character '\u5b66' (U+5B66");
        assertThatThrownBy(() -> FigureFile.write(new byte[0], text.resolve("figure.pdf")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("notes.ttf")
                .hasMessageContaining("choose a place that you may write to");
        assertThatThrownBy(() -> FileKind.toWrite(Path.of("figure.doc")))
                .hasMessageContaining("end its name in .pdf, .svg or .png");
    }

    @Test
    void latexShowsTheFigureAtItsWidthWithItsCaptionEscaped() {
        Figure narrow = new Figure(
                FigureFormat.DEFAULT.withWidth(89), figure(FigureFormat.DEFAULT).parts(), "50% of {x_1} & y");
        assertThat(LatexSnippet.of(narrow, "maps.pdf", OptionalInt.empty())).isEqualTo("""
                \\begin{figure}[t]
                  \\centering
                  \\includegraphics[width=89mm]{maps.pdf}
                  \\caption{50\\% of \\{x\\_1\\} \\& y}
                  \\label{fig:maps}
                \\end{figure}
                """);
    }

    @Test
    void latexTakesAnyNameOfAFile() {
        Figure plain = figure(FigureFormat.DEFAULT);
        assertThat(LatexSnippet.of(plain, "one of_it.pdf", OptionalInt.of(2)))
                .contains(",page=2]{\\detokenize{one of_it.pdf}}")
                .contains("\\label{fig:one-of-it-2}");
    }

    @Test
    void latexHasNoNameForSomeFiles() {
        assertThat(LatexSnippet.takes("my figure_1.pdf")).isTrue();
        for (String name : List.of("50%.pdf", "#1.pdf", "{a}.pdf", "a~b.pdf")) {
            assertThat(LatexSnippet.takes(name)).as(name).isFalse();
        }
    }

    @Test
    void longRecipesComeBackOutOfPictures() throws IOException {
        // ImageIO cuts texts off at 256 KB.
        String recipe = "{\"numbers\": \"" + "0.123456789 ".repeat(40_000) + "\"}";
        Path file = folder.resolve("long.png");
        FigureFile.write(FigureFile.bytes(figure(FigureFormat.DEFAULT), recipe, FileKind.PNG), file);
        assertThat(FigureFile.recipe(file)).contains(recipe);
    }

    @Test
    void wordsAreBrokenBehindHyphensAndKeepTheirSpaces() {
        Ink ink = new Ink(FigureFont.of(FigureFormat.ROBOTO), 8);
        assertThat(ink.wrapped("cat - Copy.jpg", 500, false)).containsExactly("cat - Copy.jpg");
        assertThat(ink.wrapped("vit-tiny", ink.width("vit-t", false), false)).containsExactly("vit-", "tiny");
        assertThat(ink.wrapped("one two", ink.width("one t", false), false)).containsExactly("one", "two");
    }

    @Test
    void axesHaveRoundTicksAndShowDecades() {
        assertThat(Axis.over(0, 5880, false, 0).ticks()).containsExactly(0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0);
        assertThat(Axis.over(0.0012, 80, true, 0).ticks()).containsExactly(0.01, 0.1, 1.0, 10.0);
        assertThat(Axis.over(3, 3, false, 0.04).position(3)).isBetween(0.0, 1.0);
        // Of a run's only probe.
        assertThat(Axis.over(300, 300, true, 0).position(300)).isBetween(0.4, 0.6);
        assertThat(Axis.over(300, 300, true, 0).ticks()).isNotEmpty();
        assertThat(Numbers.short3(-0.21749)).isEqualTo("\u22120.217");
        assertThat(Numbers.short3(4000)).isEqualTo("4000");
        assertThat(Numbers.short3(1.5e-7)).isEqualTo("1.5e\u22127");
        assertThat(Numbers.exact(-0.0504)).isEqualTo("-0.05");
    }

    @Test
    void ticksSayWhereTheyStandHoweverNearTheyAre() {
        assertThat(Axis.over(100_000, 101_000, false, 0).labels())
                .containsExactly("100000", "100200", "100400", "100600", "100800", "101000");
        assertThat(Axis.over(0.999, 1, false, 0).labels())
                .containsExactly("0.999", "0.9992", "0.9994", "0.9996", "0.9998", "1");
        assertThat(Axis.over(33.9, 34.1, false, 0).labels()).containsExactly("33.9", "33.95", "34", "34.05", "34.1");
        assertThat(Axis.over(33.9, 34.1, true, 0).labels()).containsExactly("33.9", "33.95", "34", "34.05", "34.1");
        assertThat(Axis.over(-1e-5, 1.5e-5, false, 0).labels())
                .containsExactly("\u22121e\u22125", "\u22125e\u22126", "0", "5e\u22126", "1e\u22125", "1.5e\u22125");
        assertThat(Axis.over(900_000, 2_000_000, false, 0).labels())
                .containsExactly("1e6", "1.2e6", "1.4e6", "1.6e6", "1.8e6", "2e6");
        assertThat(Axis.over(10_000_000, 10_000_100, false, 0).labels()).startsWith("10000000", "10000020");
        assertThat(Axis.over(0.0012, 80, true, 0).labels()).containsExactly("0.01", "0.1", "1", "10");
    }
}
