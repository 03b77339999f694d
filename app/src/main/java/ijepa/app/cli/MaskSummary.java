package ijepa.app.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.PatchGrid;

/** What drawn masks are like, in words. */
final class MaskSummary {

    private MaskSummary() {}

    /** Prints how much of the patches is context and target, before and after the batch's cut. */
    static void print(PatchGrid grid, int images, List<MaskBatch> batches, PrintWriter print) {
        double before = batches.stream()
                .flatMap(batch -> Arrays.stream(batch.contextSizes()))
                .flatMapToInt(Arrays::stream)
                .average()
                .orElseThrow();
        double after = lengths(batches.stream().map(MaskBatch::context));
        double target = lengths(batches.stream().map(MaskBatch::target));
        print.printf(
                Locale.ROOT,
                "%d x %d patches, %d images, %d iterations%n"
                        + "context: %.1f%% of the patches as drawn, %.1f%% after the cut to the batch's shortest%n"
                        + "target: %.1f%% of the patches%n",
                grid.rows(),
                grid.columns(),
                images,
                batches.size(),
                100 * before / grid.size(),
                100 * after / grid.size(),
                100 * target / grid.size());
        print.flush();
    }

    private static double lengths(Stream<int[][][]> masks) {
        return masks.flatMap(Arrays::stream)
                .flatMap(Arrays::stream)
                .mapToInt(patches -> patches.length)
                .average()
                .orElseThrow();
    }
}
