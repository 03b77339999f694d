package ijepa.app.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import ijepa.core.InputException;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskStatistics;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.TorchGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ijepa bench masks}. */
@Command(
        name = "masks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Images a second that one core draws multi-block masks for, with the published settings; with --statistics",
            "those that it draws, counts and judges by the batch's cut, 10,000 at a time.",
            "The grids are 14 x 14 and 16 x 16 patches, those of the published models, unless --grid says others.",
            ""
        })
final class BenchMasksCommand implements Callable<Integer> {

    @Option(
            names = "--grid",
            split = ",",
            paramLabel = "SIDE",
            defaultValue = "14,16",
            description = "Sides of the square grids in patches (default: ${DEFAULT-VALUE}).")
    private int[] sides;

    @Option(
            names = "--batch-size",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,16,64,256",
            description = "Images an iteration (default: ${DEFAULT-VALUE}).")
    private int[] batchSizes;

    @Option(names = "--statistics", description = "Measure the statistics of 10,000 draws, cut at each batch size.")
    private boolean statistics;

    @Option(names = "--rounds", defaultValue = "9", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "0.3",
            description = "Length of a round; the warm-up lasts as long as three (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (rounds < 1 || !(seconds > 0 && seconds < 3600)) {
            throw new InputException(
                    "--rounds must be at least 1 and --seconds positive, not " + rounds + " and " + seconds + ".");
        }
        BenchReport report = new BenchReport(statistics ? "mask statistics" : "masks", "images/s");
        for (int side : sides) {
            for (int images : batchSizes) {
                if (images < 1) {
                    throw new InputException("--batch-size must be at least 1, not " + images + ".");
                }
                Map<String, Object> settings = new LinkedHashMap<>();
                settings.put("grid", side + "x" + side);
                settings.put("batch", images);
                report.add(settings, measure(MultiBlockSettings.published(new PatchGrid(side, side)), images));
            }
        }
        report.print(spec.commandLine().getOut(), json);
        return 0;
    }

    private Timing measure(MultiBlockSettings settings, int images) {
        MultiBlockSampler sampler = new MultiBlockSampler(settings);
        if (statistics) {
            return Timing.measure(
                    3 * seconds,
                    rounds,
                    seconds,
                    () -> MaskStatistics.of(sampler, MaskStatistics.ENOUGH_DRAWS, images, 0)
                            .draws());
        }
        TorchGenerator places = new TorchGenerator(0);
        long[] iteration = {0};
        return Timing.measure(3 * seconds, rounds, seconds, () -> {
            MaskBatch batch = sampler.sample(iteration[0]++, images, places);
            return batch.images();
        });
    }
}
