package ijepa.core.mask;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Rows and columns of a block that has no place yet. */
public record BlockSize(int height, int width) {

    /** Enough to meet every size that a range of scales and ratios can give on the grids in use. */
    private static final int PROBES = 4096;

    public int area() {
        return height * width;
    }

    /** Random numbers in [0, 1) that between them give every size that may be drawn. */
    static DoubleStream probes() {
        return IntStream.rangeClosed(0, PROBES).mapToDouble(i -> Math.min(i / (double) PROBES, 1 - 0x1p-24));
    }

    /**
     * The size the published code draws: one random number sets both scale and aspect ratio, and sides shrink until
     * smaller than the grid. May be empty on a grid of one row or column.
     *
     * @param random in [0, 1)
     */
    static BlockSize draw(PatchGrid grid, Range scale, Range aspect, double random) {
        int area = (int) (grid.size() * scale.at(random));
        double ratio = aspect.at(random);
        // Python's round: half to even.
        int height = (int) Math.rint(Math.sqrt(area * ratio));
        int width = (int) Math.rint(Math.sqrt(area / ratio));
        return new BlockSize(Math.min(height, grid.rows() - 1), Math.min(width, grid.columns() - 1));
    }
}
