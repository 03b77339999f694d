package ijepa.renderer.figure;

import java.awt.geom.Path2D;
import java.util.Arrays;

/**
 * Fewer points that print the same: within each 600th of an inch the first, the lowest, the highest and the last are kept,
 * in their order, so no peak is lost.
 */
final class Decimation {

    /** In points: a dot of a 600 dpi printer. */
    private static final double DOT = 72.0 / 600;

    private Decimation() {}

    /**
     * The line through points of a page; those that are no numbers break it.
     *
     * @param x ascending for lines; not changed
     */
    static Path2D line(double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        int i = 0;
        while (i < x.length) {
            if (!(Double.isFinite(x[i]) && Double.isFinite(y[i]))) {
                i++;
                continue;
            }
            int end = i;
            while (end < x.length && Double.isFinite(x[end]) && Double.isFinite(y[end])) {
                end++;
            }
            run(path, x, y, i, end);
            i = end;
        }
        return path;
    }

    private static void run(Path2D path, double[] x, double[] y, int from, int to) {
        path.moveTo(x[from], y[from]);
        int i = from;
        while (i < to) {
            double dot = Math.floor(x[i] / DOT);
            int end = i;
            int low = i;
            int high = i;
            while (end < to && Math.floor(x[end] / DOT) == dot) {
                low = y[end] < y[low] ? end : low;
                high = y[end] > y[high] ? end : high;
                end++;
            }
            int[] kept = {i, low, high, end - 1};
            Arrays.sort(kept);
            for (int k = 0; k < kept.length; k++) {
                if ((k == 0 || kept[k] != kept[k - 1]) && kept[k] != from) {
                    path.lineTo(x[kept[k]], y[kept[k]]);
                }
            }
            i = end;
        }
    }
}
