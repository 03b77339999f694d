package ijepa.app.decode;

import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

import ijepa.app.control.BlockColours;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;

/** One picture of the grid: the image, what of it is hidden, and a sample inside a block's box. */
final class PictureCell extends Canvas {

    /** As in figures: hidden is no black, which could be a picture's. */
    private static final Color HIDDEN = Color.rgb(0xD0, 0xD5, 0xDA);

    private static final Color EDGE = Color.gray(0, 0.25);
    private static final Color WAITING = Color.gray(0.5, 0.25);
    private static final double BAR = 3;

    PictureCell(String name, double side) {
        super(side, side);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
    }

    /** The whole cell is one picture. */
    PictureCell picture(Image picture) {
        getGraphicsContext2D().drawImage(picture, 0, 0, getWidth(), getHeight());
        return this;
    }

    /** The whole cell is one block of a picture. */
    PictureCell part(Image picture, PatchGrid grid, Block block) {
        double across = picture.getWidth() / grid.columns();
        double down = picture.getHeight() / grid.rows();
        getGraphicsContext2D()
                .drawImage(
                        picture,
                        block.left() * across,
                        block.top() * down,
                        block.width() * across,
                        block.height() * down,
                        0,
                        0,
                        getWidth(),
                        getHeight());
        return this;
    }

    /** Covers what the context encoder does not see. */
    PictureCell hide(MaskLayout layout) {
        PatchGrid grid = layout.grid();
        PatchSet context = PatchSet.of(layout.contextPatches());
        GraphicsContext graphics = getGraphicsContext2D();
        graphics.setFill(HIDDEN);
        for (int patch = 0; patch < grid.size(); patch++) {
            if (!context.contains(patch)) {
                // Whole pixels, so that neighbours leave no seams.
                double x = Math.floor(grid.column(patch) * getWidth() / grid.columns());
                double y = Math.floor(grid.row(patch) * getHeight() / grid.rows());
                graphics.fillRect(
                        x,
                        y,
                        Math.floor((grid.column(patch) + 1) * getWidth() / grid.columns()) - x,
                        Math.floor((grid.row(patch) + 1) * getHeight() / grid.rows()) - y);
            }
        }
        return this;
    }

    /** Puts a picture into a block's box. */
    PictureCell inside(Image picture, PatchGrid grid, Block block) {
        Rectangle2D box = box(grid, block);
        getGraphicsContext2D().drawImage(picture, box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        return this;
    }

    /** Outlines a block in its colour. */
    PictureCell outline(PatchGrid grid, Block block, int number) {
        Rectangle2D box = box(grid, block);
        GraphicsContext graphics = getGraphicsContext2D();
        graphics.setStroke(EDGE);
        graphics.setLineWidth(4);
        graphics.strokeRect(box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        graphics.setStroke(BlockColours.target(number));
        graphics.setLineWidth(2);
        graphics.strokeRect(box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        return this;
    }

    private Rectangle2D box(PatchGrid grid, Block block) {
        double across = getWidth() / grid.columns();
        double down = getHeight() / grid.rows();
        return new Rectangle2D(
                block.left() * across, block.top() * down, block.width() * across, block.height() * down);
    }

    /** An empty slot. */
    PictureCell waiting() {
        getGraphicsContext2D().setFill(WAITING);
        getGraphicsContext2D().fillRect(0, 0, getWidth(), getHeight());
        return this;
    }

    /** How far a sample is, at the lower edge; nothing once it is done. */
    PictureCell share(double share) {
        if (share < 1) {
            GraphicsContext graphics = getGraphicsContext2D();
            graphics.setFill(EDGE);
            graphics.fillRect(0, getHeight() - BAR, getWidth(), BAR);
            graphics.setFill(Color.WHITE);
            graphics.fillRect(0, getHeight() - BAR, share * getWidth(), BAR);
        }
        return this;
    }

    void clear() {
        getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
    }
}
