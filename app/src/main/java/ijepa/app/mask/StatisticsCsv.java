package ijepa.app.mask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ijepa.core.mask.Histogram;
import ijepa.core.mask.MaskStatistics;
import ijepa.core.mask.Truncation;

/** Statistics as comma-separated values, one row for each number that is drawn; the strategies one below the other. */
public final class StatisticsCsv {

    private StatisticsCsv() {}

    /** Where the patches lie: one row a patch. */
    public static String probabilities(StatisticsModel.Result result) {
        List<String> rows = new ArrayList<>();
        rows.add("strategy,row,column,context_as_drawn,context_seen,target,batch_size,draws");
        strategies(result).forEach((name, counted) -> {
            for (int patch = 0; patch < counted.grid().size(); patch++) {
                rows.add(String.format(
                        Locale.ROOT,
                        "%s,%d,%d,%.5f,%.5f,%.5f,%d,%d",
                        name,
                        counted.grid().row(patch),
                        counted.grid().column(patch),
                        counted.contextProbability()[patch],
                        counted.seenProbability()[patch],
                        counted.targetProbability()[patch],
                        counted.batch(),
                        counted.draws()));
            }
        });
        return String.join("\n", rows) + "\n";
    }

    /** How large masks are: one row for each number of patches that came up. */
    public static String sizes(StatisticsModel.Result result) {
        List<String> rows = new ArrayList<>();
        rows.add("strategy,quantity,value,count");
        strategies(result).forEach((name, counted) -> {
            add(rows, name, "context_patches", counted.contextPatches());
            add(rows, name, "target_patches", counted.targetPatches());
            add(rows, name, "target_block_patches", counted.blockPatches());
            add(rows, name, "patches_lost_to_targets", counted.lostPatches());
            add(rows, name, "tries", counted.tries());
        });
        return String.join("\n", rows) + "\n";
    }

    private static void add(List<String> rows, String name, String quantity, Histogram histogram) {
        for (int value = 0; value < histogram.counts().length; value++) {
            if (histogram.counts()[value] > 0) {
                rows.add(name + "," + quantity + "," + value + "," + histogram.counts()[value]);
            }
        }
    }

    /** What the cut leaves: one row for each batch size. */
    public static String truncation(StatisticsModel.Result result) {
        List<String> rows = new ArrayList<>();
        rows.add("strategy,batch_size,mean_context_share,kept_of_drawn");
        strategies(result).forEach((name, counted) -> {
            for (int batch = 1; batch <= Truncation.LARGEST_BATCH; batch *= 2) {
                rows.add(String.format(
                        Locale.ROOT,
                        "%s,%d,%.5f,%.5f",
                        name,
                        batch,
                        counted.truncation().meanShare(batch),
                        counted.truncation().kept(batch)));
            }
        });
        return String.join("\n", rows) + "\n";
    }

    private static Map<String, MaskStatistics> strategies(StatisticsModel.Result result) {
        Map<String, MaskStatistics> all = new LinkedHashMap<>();
        result.first().ifPresent(counted -> all.put("A", counted));
        result.second().ifPresent(counted -> all.put("B", counted));
        return all;
    }
}
