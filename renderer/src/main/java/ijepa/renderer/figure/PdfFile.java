package ijepa.renderer.figure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import ijepa.core.InputException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Figures as PDF, one a page: fonts embedded as TrueType, each picture once, the recipe as an attachment. */
final class PdfFile implements AutoCloseable {

    private static final String ATTACHMENT = "figure-recipe.json";

    private final PDDocument document = new PDDocument();
    /** Of the page at hand. */
    private final Map<RasterKey, BufferedImage> images = new HashMap<>();
    /** Of the page at hand, too. */
    private final Map<BufferedImage, PDImageXObject> encoded = new IdentityHashMap<>();
    /** Of all pages, by their digests: their pixels lie compressed in the file. */
    private final Map<String, PDImageXObject> stored = new HashMap<>();

    private final Map<FigureFont.Face, PDType0Font> fonts = new IdentityHashMap<>();

    /** One page alone. */
    static byte[] bytes(Page page, String recipe) {
        try (PdfFile file = new PdfFile()) {
            file.add(page);
            return file.bytes(recipe);
        }
    }

    /** The file with all pages that were added. */
    byte[] bytes(String recipe) {
        try {
            attach(recipe);
            document.getDocumentInformation().setCreator("I-JEPA Workbench");
            // Not the time but the content identifies the file, so that the same figure has the same identity.
            document.setDocumentId((long) recipe.hashCode());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Adds a page, of which nothing is kept but what the file holds. */
    void add(Page page) {
        try {
            draw(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            images.clear();
            encoded.clear();
        }
    }

    private void draw(Page page) throws IOException {
        PDPage sheet = new PDPage(new PDRectangle((float) page.width(), (float) page.height()));
        document.addPage(sheet);
        PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, (float) page.width(), (float) page.height());
        PdfBoxGraphics2DFontTextDrawer texts = new PdfBoxGraphics2DFontTextDrawer();
        for (boolean strong : new boolean[] {false, true}) {
            FigureFont.Face face = page.font().face(strong);
            texts.registerFont(face.screen().getFontName(), font(face));
        }
        graphics.setFontTextDrawer(texts);
        graphics.setImageEncoder((owner, stream, image, environment) -> encoded.get((BufferedImage) image));
        new PageDrawing(page, (picture, across) -> image(picture)).draw(graphics);
        graphics.dispose();
        try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
            content.drawForm(graphics.getXFormObject());
        }
    }

    private PDType0Font font(FigureFont.Face face) throws IOException {
        PDType0Font font = fonts.get(face);
        if (font == null) {
            try {
                font = PDType0Font.load(document, new ByteArrayInputStream(face.file()), true);
            } catch (IOException refused) {
                throw new InputException(
                        "The figure's font may not be embedded in a PDF (" + refused.getMessage()
                                + "): use another TrueType file, or " + FigureFormat.ROBOTO + ".",
                        refused);
            }
            fonts.put(face, font);
        }
        return font;
    }

    private BufferedImage image(Element.Picture picture) {
        return images.computeIfAbsent(RasterKey.of(picture), key -> {
            BufferedImage image = picture.raster().buffered();
            encoded.put(image, stored.computeIfAbsent(key.digest(), ignored -> {
                try {
                    PDImageXObject made = LosslessFactory.createFromImage(document, image);
                    made.setInterpolate(picture.smooth());
                    return made;
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }));
            return image;
        });
    }

    private void attach(String recipe) throws IOException {
        byte[] bytes = recipe.getBytes(StandardCharsets.UTF_8);
        PDEmbeddedFile content = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes), COSName.FLATE_DECODE);
        content.setSubtype("application/json");
        content.setSize(bytes.length);
        PDComplexFileSpecification file = new PDComplexFileSpecification();
        file.setFile(ATTACHMENT);
        file.setFileUnicode(ATTACHMENT);
        file.setEmbeddedFile(content);
        PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of(ATTACHMENT, file));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        document.getDocumentCatalog().setNames(names);
    }

    /** The recipe attached; nothing where there is none. */
    static Optional<String> recipe(byte[] file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file)) {
            PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
            if (names == null
                    || names.getEmbeddedFiles() == null
                    || names.getEmbeddedFiles().getNames() == null) {
                return Optional.empty();
            }
            PDComplexFileSpecification found =
                    names.getEmbeddedFiles().getNames().get(ATTACHMENT);
            return found == null
                    ? Optional.empty()
                    : Optional.of(new String(found.getEmbeddedFile().toByteArray(), StandardCharsets.UTF_8));
        }
    }
}
