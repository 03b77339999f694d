package ijepa.renderer.figure;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

import ijepa.renderer.figure.Element.Pen;

/** Draws a page's elements with Java's two-dimensional drawing: on the screen, into a PNG and into a PDF. */
final class PageDrawing {

    private final Page page;
    private final Images images;

    /** Brings the pixels of a picture, the same object for the same pixels. */
    @FunctionalInterface
    interface Images {

        /**
         * A picture.
         *
         * @param across width in which it will appear, in points
         */
        BufferedImage of(Element.Picture picture, double across);
    }

    PageDrawing(Page page, Images images) {
        this.page = page;
        this.images = images;
    }

    /** Draws in points from the graphics' origin. */
    void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, page.width(), page.height()));
        all(graphics, page.elements());
    }

    private void all(Graphics2D graphics, List<Element> elements) {
        for (Element element : elements) {
            switch (element) {
                case Element.Picture picture -> picture(graphics, picture);
                case Element.Form form -> form(graphics, form);
                case Element.Text text -> text(graphics, text);
                case Element.Clipped clipped -> {
                    Shape before = graphics.getClip();
                    graphics.clip(clipped.place());
                    all(graphics, clipped.inside());
                    graphics.setClip(before);
                }
            }
        }
    }

    private void picture(Graphics2D graphics, Element.Picture picture) {
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                picture.smooth()
                        ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        Rectangle2D place = picture.place();
        BufferedImage image = images.of(picture, place.getWidth());
        AffineTransform to = AffineTransform.getTranslateInstance(place.getX(), place.getY());
        to.scale(place.getWidth() / image.getWidth(), place.getHeight() / image.getHeight());
        Composite before = graphics.getComposite();
        if (picture.opacity() < 1) {
            graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) picture.opacity()));
        }
        graphics.drawImage(image, to, null);
        graphics.setComposite(before);
    }

    private static void form(Graphics2D graphics, Element.Form form) {
        if (form.fill() != 0) {
            graphics.setColor(new Color(form.fill(), true));
            graphics.fill(form.shape());
        }
        form.pen().ifPresent(pen -> {
            graphics.setColor(new Color(pen.argb(), true));
            graphics.setStroke(stroke(pen));
            graphics.draw(form.shape());
        });
    }

    private static BasicStroke stroke(Pen pen) {
        float[] dashes = null;
        if (!pen.dashes().isEmpty()) {
            dashes = new float[pen.dashes().size()];
            for (int i = 0; i < dashes.length; i++) {
                dashes[i] = pen.dashes().get(i).floatValue();
            }
        }
        return new BasicStroke((float) pen.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
    }

    private void text(Graphics2D graphics, Element.Text text) {
        Font font = page.font().face(text.strong()).screen().deriveFont((float) text.size());
        double width = page.font().width(text.words(), text.strong(), text.size());
        double back = switch (text.side()) {
            case LEFT -> 0;
            case CENTRE -> width / 2;
            case RIGHT -> width;
        };
        graphics.setFont(font);
        graphics.setColor(new Color(text.argb(), true));
        AffineTransform before = graphics.getTransform();
        graphics.translate(text.x(), text.y());
        if (text.upward()) {
            graphics.rotate(-Math.PI / 2);
        }
        graphics.drawString(text.words(), (float) -back, 0);
        graphics.setTransform(before);
    }
}
