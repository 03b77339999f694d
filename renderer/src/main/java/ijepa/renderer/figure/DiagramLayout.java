package ijepa.renderer.figure;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

import ijepa.renderer.figure.Element.Pen;
import ijepa.renderer.figure.Element.Side;
import ijepa.renderer.map.BlockPalette;

/** Lays out boxes in a grid, joined by arrows. */
final class DiagramLayout {

    private static final double HEAD = 4;
    private static final double PAD = 4;

    private final Ink ink;
    private final Panel.Diagram diagram;
    private final double left;
    private final double between;
    private final double box;
    private final double tall;

    DiagramLayout(Ink ink, Panel.Diagram diagram, double left, double width) {
        this.ink = ink;
        this.diagram = diagram;
        this.left = left;
        int columns = diagram.nodes().stream()
                        .mapToInt(Panel.Diagram.Node::column)
                        .max()
                        .orElse(0)
                + 1;
        between = Math.min(width / columns * 0.25, 5 * ink.size());
        box = (width - (columns - 1) * between) / columns;
        tall = 2 * PAD
                + ink.line()
                        * diagram.nodes().stream()
                                .mapToInt(
                                        node -> title(node).size() + lines(node).size())
                                .max()
                                .orElse(1);
    }

    private List<String> title(Panel.Diagram.Node node) {
        return ink.wrapped(node.title(), box - 2 * PAD, true);
    }

    private List<String> lines(Panel.Diagram.Node node) {
        List<String> lines = new ArrayList<>();
        node.lines().forEach(line -> lines.addAll(ink.wrapped(line, box - 2 * PAD, false)));
        return lines;
    }

    double draw(double top) {
        diagram.nodes().forEach(node -> node(node, top));
        diagram.arrows().forEach(arrow -> arrow(arrow, top));
        int rows =
                diagram.nodes().stream().mapToInt(Panel.Diagram.Node::row).max().orElse(0) + 1;
        return rows * tall + (rows - 1) * rowGap();
    }

    private double rowGap() {
        return 2.6 * ink.line();
    }

    private Rectangle2D place(Panel.Diagram.Node node, double top) {
        return new Rectangle2D.Double(
                left + node.column() * (box + between), top + node.row() * (tall + rowGap()), box, tall);
    }

    private void node(Panel.Diagram.Node node, double top) {
        Rectangle2D place = place(node, top);
        int colour = node.colour() < 0 ? Ink.GREY : BlockPalette.target(node.colour());
        RoundRectangle2D round = new RoundRectangle2D.Double(
                place.getX() + 0.5, place.getY() + 0.5, place.getWidth() - 1, place.getHeight() - 1, 6, 6);
        ink.fill(round, node.colour() < 0 ? Ink.GROUND : tint(colour));
        ink.stroke(round, Pen.of(0.9, colour));
        double y = place.getY() + PAD + ink.ascent();
        for (String line : title(node)) {
            ink.strong(line, place.getCenterX(), y, Ink.BLACK, Side.CENTRE);
            y += ink.line();
        }
        for (String line : lines(node)) {
            ink.text(line, place.getCenterX(), y, Ink.BLACK, Side.CENTRE);
            y += ink.line();
        }
    }

    /** A light form of a colour, on which black text reads well. */
    private static int tint(int argb) {
        int light = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            light = light << 8 | (int) Math.round(255 - 0.18 * (255 - (argb >> shift & 0xFF)));
        }
        return light;
    }

    private void arrow(Panel.Diagram.Arrow arrow, double top) {
        Rectangle2D from = place(diagram.nodes().get(arrow.from()), top);
        Rectangle2D to = place(diagram.nodes().get(arrow.to()), top);
        Path2D path = new Path2D.Double();
        double dx;
        double dy;
        double x;
        double y;
        if (from.getCenterX() == to.getCenterX()) {
            boolean down = to.getY() > from.getY();
            x = to.getCenterX();
            y = down ? to.getY() : to.getMaxY();
            dx = 0;
            dy = down ? 1 : -1;
            path.moveTo(x, down ? from.getMaxY() : from.getY());
        } else {
            boolean right = to.getX() > from.getX();
            x = right ? to.getX() : to.getMaxX();
            y = to.getCenterY();
            dx = right ? 1 : -1;
            dy = 0;
            double start = right ? from.getMaxX() : from.getX();
            path.moveTo(start, from.getCenterY());
            // In the gap beside the arrow's end, where no box is in the way.
            double turn = x - dx * between / 2;
            path.lineTo(turn, from.getCenterY());
            path.lineTo(turn, y);
        }
        path.lineTo(x - dx * HEAD * 0.8, y - dy * HEAD * 0.8);
        ink.stroke(path, new Pen(0.8, Ink.BLACK, arrow.dashed() ? List.of(2.5, 1.8) : List.of()));
        Path2D head = new Path2D.Double();
        head.moveTo(x, y);
        head.lineTo(x - dx * HEAD - dy * HEAD / 2.4, y - dy * HEAD - dx * HEAD / 2.4);
        head.lineTo(x - dx * HEAD + dy * HEAD / 2.4, y - dy * HEAD + dx * HEAD / 2.4);
        head.closePath();
        ink.fill(head, Ink.BLACK);
        words(arrow, from, to, dy != 0);
    }

    private void words(Panel.Diagram.Arrow arrow, Rectangle2D from, Rectangle2D to, boolean vertical) {
        if (arrow.words().isEmpty()) {
            return;
        }
        if (vertical) {
            double middle = (Math.max(from.getY(), to.getY()) + Math.min(from.getMaxY(), to.getMaxY())) / 2;
            ink.text(arrow.words(), from.getCenterX() + 4, middle + ink.size() * 0.35, Ink.GREY, Side.LEFT);
        } else if (from.getCenterY() == to.getCenterY()) {
            double middle = (Math.max(from.getX(), to.getX()) + Math.min(from.getMaxX(), to.getMaxX())) / 2;
            if (ink.width(arrow.words(), false) <= between) {
                ink.text(arrow.words(), middle, to.getCenterY() - 3, Ink.GREY, Side.CENTRE);
            }
        } else {
            // Beside the line's upright part, before it turns to its end.
            double turn = to.getX() > from.getX() ? to.getX() - between / 2 : to.getMaxX() + between / 2;
            ink.text(arrow.words(), turn - 3, to.getCenterY(), Ink.GREY, Side.RIGHT);
        }
    }
}
