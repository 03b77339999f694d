package ijepa.app.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.mask.Region;

/** Draws the layers of a patch canvas, lowest first. */
final class PatchPainter {

    private static final Color HALO = Color.gray(0, 0.55);
    private static final Color CONTEXT = Color.gray(1, 0.95);

    private final GraphicsContext graphics;
    private final GridGeometry at;
    private final PatchGrid grid;

    PatchPainter(GraphicsContext graphics, GridGeometry geometry) {
        this.graphics = graphics;
        this.at = geometry;
        this.grid = geometry.grid();
    }

    void picture(Image picture, boolean smooth, double opacity) {
        if (picture != null) {
            graphics.setGlobalAlpha(opacity);
            graphics.setImageSmoothing(smooth);
            graphics.drawImage(picture, at.left(), at.top(), at.width(), at.height());
            graphics.setGlobalAlpha(1);
        }
    }

    void cells(int[] colours) {
        if (colours == null || colours.length != grid.size()) {
            return;
        }
        for (int patch = 0; patch < colours.length; patch++) {
            int argb = colours[patch];
            int alpha = argb >>> 24;
            if (alpha > 0) {
                graphics.setFill(Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF, alpha / 255.0));
                fill(patch);
            }
        }
    }

    void dim(MaskLayout layout, Paint cover) {
        boolean[] seen = new boolean[grid.size()];
        for (int patch : layout.contextPatches()) {
            seen[patch] = true;
        }
        graphics.setFill(cover);
        for (int row = 0; row < grid.rows(); row++) {
            int from = row * grid.columns();
            for (int column = 0; column < grid.columns(); column++) {
                int start = column;
                while (column < grid.columns() && !seen[from + column]) {
                    column++;
                }
                if (column > start) {
                    graphics.fillRect(at.x(start), at.y(row), (column - start) * at.cell(), at.cell());
                }
            }
        }
    }

    /** Covers patches a little and draws diagonals over them. */
    void hatch(PatchSet patches, Paint cover) {
        double cell = at.cell();
        double step = cell / Math.max(1, Math.round(cell / 7));
        graphics.setGlobalAlpha(0.62);
        graphics.setFill(cover);
        for (int patch : patches.indices()) {
            fill(patch);
        }
        graphics.setGlobalAlpha(1);
        graphics.setStroke(Color.gray(1, 0.6));
        graphics.setLineWidth(1);
        for (int patch : patches.indices()) {
            double x = at.x(grid.column(patch));
            double y = at.y(grid.row(patch));
            for (double along = step; along < 2 * cell; along += step) {
                double over = Math.max(0, along - cell);
                double reach = Math.min(along, cell);
                graphics.strokeLine(x + over, y + reach, x + reach, y + over);
            }
        }
    }

    private void fill(int patch) {
        graphics.fillRect(at.x(grid.column(patch)), at.y(grid.row(patch)), at.cell(), at.cell());
    }

    void lines() {
        if (at.cell() < 4) {
            return;
        }
        graphics.setStroke(Color.gray(1, 0.14));
        graphics.setLineWidth(1);
        for (int row = 1; row < grid.rows(); row++) {
            double y = at.y(row) + 0.5;
            graphics.strokeLine(at.left(), y, at.left() + at.width(), y);
        }
        for (int column = 1; column < grid.columns(); column++) {
            double x = at.x(column) + 0.5;
            graphics.strokeLine(x, at.top(), x, at.top() + at.height());
        }
    }

    void blocks(LayoutState state, BlockRef selected, boolean badges) {
        MaskLayout layout = state.layout();
        for (int i = 0; i < layout.context().size(); i++) {
            Region region = layout.context().get(i);
            graphics.setLineDashes(6, 5);
            outline(region, HALO, 3, 1.5);
            outline(region, CONTEXT, 1.5, 1.5);
            graphics.setLineDashes(null);
        }
        for (int i = 0; i < layout.targets().size(); i++) {
            Region region = layout.targets().get(i);
            boolean isSelected = BlockRef.target(i).equals(selected);
            double width = isSelected ? 3 : 2;
            outline(region, HALO, width + 2, 2);
            outline(region, BlockColours.target(i), width, 2);
        }
        for (int i = layout.targets().size() - 1; badges && i >= 0; i--) {
            badge(layout.targets().get(i), i, state.isLocked(BlockRef.target(i)));
        }
    }

    void handles(LayoutState state, BlockRef selected) {
        if (state.has(selected) && state.region(selected) instanceof Block block) {
            handles(block, selected.isTarget() ? BlockColours.target(selected.index()) : Color.gray(0.25));
        }
    }

    /** Strokes the border of a region, just inside of it. */
    private void outline(Region region, Color colour, double width, double inset) {
        graphics.setStroke(colour);
        graphics.setLineWidth(width);
        if (region instanceof Block block) {
            graphics.strokeRect(
                    at.x(block.left()) + inset,
                    at.y(block.top()) + inset,
                    block.width() * at.cell() - 2 * inset,
                    block.height() * at.cell() - 2 * inset);
            return;
        }
        for (int patch : region.patches(grid)) {
            int row = grid.row(patch);
            int column = grid.column(patch);
            double x0 = at.x(column);
            double y0 = at.y(row);
            double x1 = at.x(column + 1);
            double y1 = at.y(row + 1);
            if (!region.contains(grid, row - 1, column)) {
                graphics.strokeLine(x0, y0 + inset, x1, y0 + inset);
            }
            if (!region.contains(grid, row + 1, column)) {
                graphics.strokeLine(x0, y1 - inset, x1, y1 - inset);
            }
            if (!region.contains(grid, row, column - 1)) {
                graphics.strokeLine(x0 + inset, y0, x0 + inset, y1);
            }
            if (!region.contains(grid, row, column + 1)) {
                graphics.strokeLine(x1 - inset, y0, x1 - inset, y1);
            }
        }
    }

    private void badge(Region region, int index, boolean locked) {
        int first = region.patches(grid)[0];
        double x = at.x(grid.column(first)) + 1;
        double y = at.y(grid.row(first)) + 1;
        double height = Math.clamp(at.cell() * 0.5, 13, 20);
        double width = locked ? height * 1.9 : height * 1.05;
        Color colour = BlockColours.target(index);
        Color ink = BlockColours.textOn(colour);
        graphics.setFill(colour);
        graphics.fillRoundRect(x, y, width, height, 5, 5);
        graphics.fillRect(x, y, 4, 4);
        graphics.setFill(ink);
        graphics.setFont(Font.font("Inter", FontWeight.BOLD, height * 0.7));
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.fillText(Integer.toString(index + 1), x + height * 0.53, y + height * 0.5);
        if (locked) {
            lock(x + height * 1.05, y + height * 0.18, height * 0.62, ink);
        }
    }

    private void lock(double x, double y, double size, Color ink) {
        graphics.setStroke(ink);
        graphics.setLineWidth(size * 0.14);
        graphics.strokeRoundRect(x + size * 0.22, y, size * 0.46, size * 0.75, size * 0.45, size * 0.45);
        graphics.setFill(ink);
        graphics.fillRoundRect(x + size * 0.05, y + size * 0.42, size * 0.8, size * 0.6, 2, 2);
    }

    private void handles(Block block, Color colour) {
        for (Handle handle : Handle.values()) {
            double x = handle.x(block, at);
            double y = handle.y(block, at);
            graphics.setFill(Color.WHITE);
            graphics.fillRect(x - 4, y - 4, 8, 8);
            graphics.setStroke(colour.darker());
            graphics.setLineWidth(1);
            graphics.strokeRect(x - 3.5, y - 3.5, 7, 7);
        }
    }

    void mark(int patch) {
        double x = at.x(grid.column(patch));
        double y = at.y(grid.row(patch));
        graphics.setLineWidth(4);
        graphics.setStroke(Color.gray(0, 0.8));
        graphics.strokeRect(x, y, at.cell(), at.cell());
        graphics.setLineWidth(2);
        graphics.setStroke(Color.WHITE);
        graphics.strokeRect(x, y, at.cell(), at.cell());
    }

    void hover(int patch) {
        double x = at.x(grid.column(patch));
        double y = at.y(grid.row(patch));
        graphics.setLineWidth(1);
        graphics.setStroke(Color.gray(0, 0.7));
        graphics.strokeRect(x - 0.5, y - 0.5, at.cell() + 2, at.cell() + 2);
        graphics.setStroke(Color.WHITE);
        graphics.strokeRect(x + 0.5, y + 0.5, at.cell(), at.cell());
    }
}
