package ijepa.renderer.figure;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.fontbox.ttf.TTFSubsetter;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A figure as SVG: the elements one by one, text as text, each picture once, the font's used characters inside for browsers.
 * Written by hand, because the libraries for it draw text and pictures in many more words, and the same figure shall be the
 * same bytes.
 */
final class SvgFile {

    private static final String NAMESPACE = "https://ijepa.github.io/figure";

    /** What a font needs to be drawn; without its instructions for coarse screens, which are most of it. */
    private static final List<String> TABLES =
            List.of("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post");

    private final Page page;
    private final StringBuilder body = new StringBuilder();
    private final Map<RasterKey, String> pictures = new LinkedHashMap<>();
    private final Map<Boolean, TreeSet<Integer>> characters = Map.of(false, new TreeSet<>(), true, new TreeSet<>());
    private final StringBuilder definitions = new StringBuilder();
    private int clips;

    private SvgFile(Page page) {
        this.page = page;
    }

    static byte[] bytes(Page page, String recipe) {
        return new SvgFile(page).text(recipe).getBytes(StandardCharsets.UTF_8);
    }

    private String text(String recipe) {
        all(page.elements());
        String size = Numbers.exact(page.width()) + " " + Numbers.exact(page.height());
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                + " width=\"" + millimetres(page.width()) + "\" height=\"" + millimetres(page.height())
                + "\" viewBox=\"0 0 " + size + "\" version=\"1.1\">\n"
                + "<metadata><ijepa:recipe xmlns:ijepa=\"" + NAMESPACE + "\">" + escaped(recipe)
                + "</ijepa:recipe></metadata>\n"
                + "<defs>\n<style>" + style() + "</style>\n" + definitions + "</defs>\n"
                + "<rect width=\"" + Numbers.exact(page.width()) + "\" height=\"" + Numbers.exact(page.height())
                + "\" fill=\"#ffffff\"/>\n" + body + "</svg>\n";
    }

    private static String millimetres(double points) {
        return Numbers.exact(points / FigureFormat.points(1)) + "mm";
    }

    private String style() {
        StringBuilder style = new StringBuilder();
        for (boolean strong : new boolean[] {false, true}) {
            if (!characters.get(strong).isEmpty()) {
                style.append("@font-face{font-family:'")
                        .append(page.font().family())
                        .append("';font-weight:")
                        .append(strong ? "bold" : "normal")
                        .append(";src:url(data:font/ttf;base64,")
                        .append(Base64.getEncoder().encodeToString(subset(strong)))
                        .append(")}\n");
            }
        }
        return style.append("text{font-family:'")
                .append(page.font().family())
                .append("',Helvetica,Arial,'DejaVu Sans',sans-serif;white-space:pre}")
                .toString();
    }

    /** The font with the characters that are used, and no others. */
    private byte[] subset(boolean strong) {
        try {
            TTFSubsetter subsetter = new TTFSubsetter(page.font().face(strong).type(), TABLES);
            characters.get(strong).forEach(subsetter::add);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            subsetter.writeToStream(bytes);
            return bytes.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void all(List<Element> elements) {
        for (Element element : elements) {
            switch (element) {
                case Element.Picture picture -> picture(picture);
                case Element.Form form -> form(form);
                case Element.Text text -> text(text);
                case Element.Clipped clipped -> clipped(clipped);
            }
        }
    }

    private void picture(Element.Picture picture) {
        String id = pictures.computeIfAbsent(RasterKey.of(picture), key -> define(picture));
        Rectangle2D place = picture.place();
        body.append("<use xlink:href=\"#")
                .append(id)
                .append("\" transform=\"matrix(")
                .append(exact(place.getWidth() / picture.raster().width()))
                .append(" 0 0 ")
                .append(exact(place.getHeight() / picture.raster().height()))
                .append(' ')
                .append(Numbers.exact(place.getX()))
                .append(' ')
                .append(Numbers.exact(place.getY()))
                .append(")\"");
        if (picture.opacity() < 1) {
            body.append(" opacity=\"").append(Numbers.exact(picture.opacity())).append('"');
        }
        body.append("/>\n");
    }

    /** A factor of pixels: a thousandth would be too coarse. */
    private static String exact(double factor) {
        return Double.toString(Math.round(factor * 1e8) / 1e8);
    }

    private String define(Element.Picture picture) {
        String id = "picture" + (pictures.size() + 1);
        definitions
                .append("<image id=\"")
                .append(id)
                .append("\" width=\"")
                .append(picture.raster().width())
                .append("\" height=\"")
                .append(picture.raster().height())
                .append("\" preserveAspectRatio=\"none\"")
                .append(picture.smooth() ? "" : " style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\"")
                .append(" xlink:href=\"data:image/png;base64,")
                .append(Base64.getEncoder()
                        .encodeToString(PngFile.plain(picture.raster().buffered())))
                .append("\"/>\n");
        return id;
    }

    private void form(Element.Form form) {
        body.append("<path d=\"").append(path(form.shape())).append("\" fill=\"");
        body.append(form.fill() == 0 ? "none" : colour(form.fill())).append('"');
        opacity("fill-opacity", form.fill() == 0 ? 0xFF000000 : form.fill());
        form.pen().ifPresent(pen -> {
            body.append(" stroke=\"")
                    .append(colour(pen.argb()))
                    .append("\" stroke-width=\"")
                    .append(Numbers.exact(pen.width()))
                    .append('"');
            opacity("stroke-opacity", pen.argb());
            if (!pen.dashes().isEmpty()) {
                body.append(" stroke-dasharray=\"")
                        .append(pen.dashes().stream().map(Numbers::exact).collect(Collectors.joining(" ")))
                        .append('"');
            }
        });
        body.append("/>\n");
    }

    private void opacity(String attribute, int argb) {
        if (argb >>> 24 != 0xFF) {
            body.append(' ')
                    .append(attribute)
                    .append("=\"")
                    .append(Numbers.exact((argb >>> 24) / 255.0))
                    .append('"');
        }
    }

    private static String colour(int argb) {
        return "#" + Integer.toHexString(0x1000000 | argb & 0xFFFFFF).substring(1);
    }

    private static String path(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator parts = shape.getPathIterator(null); !parts.isDone(); parts.next()) {
            int numbers = switch (parts.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> letter(path, 'M', 2);
                case PathIterator.SEG_LINETO -> letter(path, 'L', 2);
                case PathIterator.SEG_QUADTO -> letter(path, 'Q', 4);
                case PathIterator.SEG_CUBICTO -> letter(path, 'C', 6);
                default -> letter(path, 'Z', 0);
            };
            for (int i = 0; i < numbers; i++) {
                path.append(i == 0 ? "" : " ").append(Numbers.exact(at[i]));
            }
        }
        return path.toString();
    }

    private static int letter(StringBuilder path, char letter, int numbers) {
        path.append(letter);
        return numbers;
    }

    private void text(Element.Text text) {
        text.words().codePoints().forEach(characters.get(text.strong())::add);
        String x = Numbers.exact(text.x());
        String y = Numbers.exact(text.y());
        body.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" font-size=\"");
        body.append(Numbers.exact(text.size())).append("\" fill=\"").append(colour(text.argb()));
        body.append('"').append(text.strong() ? " font-weight=\"bold\"" : "");
        body.append(
                switch (text.side()) {
                    case LEFT -> "";
                    case CENTRE -> " text-anchor=\"middle\"";
                    case RIGHT -> " text-anchor=\"end\"";
                });
        body.append(text.upward() ? " transform=\"rotate(-90 " + x + " " + y + ")\"" : "");
        body.append('>').append(escaped(text.words())).append("</text>\n");
    }

    private void clipped(Element.Clipped clipped) {
        String id = "clip" + ++clips;
        definitions
                .append("<clipPath id=\"")
                .append(id)
                .append("\"><path d=\"")
                .append(path(clipped.place()))
                .append("\"/></clipPath>\n");
        body.append("<g clip-path=\"url(#").append(id).append(")\">\n");
        all(clipped.inside());
        body.append("</g>\n");
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The recipe inside; nothing where there is none. */
    static Optional<String> recipe(byte[] file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            // A figure names no other files, and what does shall not be followed.
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            NodeList found = builder.parse(new ByteArrayInputStream(file)).getElementsByTagNameNS(NAMESPACE, "recipe");
            return found.getLength() == 0
                    ? Optional.empty()
                    : Optional.of(found.item(0).getTextContent());
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException("it is no well-formed SVG", unreadable);
        }
    }
}
