package ijepa.app.cli.bench;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import ijepa.core.InputException;
import ijepa.core.image.Augmentation;
import ijepa.core.image.ImageBatch;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageLoader;
import ijepa.core.image.LoaderSettings;
import ijepa.core.image.LoaderStages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ijepa bench loader}. */
@Command(
        name = "loader",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Images a second that the loader brings from files to normalised batches.",
            "Each number of threads is measured with files decoded anew every time and with all pictures kept decoded.",
            "Shares say where the loader's threads spent their time.",
            ""
        })
final class BenchLoaderCommand implements Callable<Integer> {

    private static final int EPOCHS_WITHOUT_END = Integer.MAX_VALUE;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder of pictures, or a text file with one path a line.")
    private Path data;

    @Option(
            names = "--image-size",
            split = ",",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Sides of the crops in pixels (default: ${DEFAULT-VALUE}).")
    private int[] imageSizes;

    @Option(names = "--batch-size", defaultValue = "32", description = "Pictures a batch (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "Numbers of threads that decode (default: 1 and as many as there are processors).")
    private int[] threads;

    @Option(
            names = "--pictures",
            defaultValue = "512",
            description = "At most so many pictures are used, spread over the folder; decoded they must fit into memory"
                    + " (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(names = "--distortion", description = "With colour distortion of full strength and blur.")
    private boolean distortion;

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "1",
            description = "Length of a round; the warm-up lasts as long as three (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (rounds < 1 || !(seconds > 0 && seconds < 3600) || pictures < 1) {
            throw new InputException("--rounds and --pictures must be at least 1 and --seconds positive, not " + rounds
                    + ", " + pictures + " and " + seconds + ".");
        }
        ImageFolder folder = spread(ImageFolder.scan(data), Math.max(pictures, batchSize));
        BenchReport report = new BenchReport("loader", "images/s");
        int[] numbers = threads != null
                ? threads
                : IntStream.of(1, Runtime.getRuntime().availableProcessors())
                        .distinct()
                        .toArray();
        for (int size : imageSizes) {
            for (int number : numbers) {
                measure(report, folder, size, number, false);
                measure(report, folder, size, number, true);
            }
        }
        report.print(spec.commandLine().getOut(), json);
        return 0;
    }

    private void measure(BenchReport report, ImageFolder folder, int size, int number, boolean cached) {
        Augmentation augmentation = distortion ? new Augmentation(true, true, 1, true) : Augmentation.NONE;
        LoaderSettings settings = new LoaderSettings(
                batchSize, size, 0.3, 1, augmentation, 0, number, number + 1, cached ? Long.MAX_VALUE / 2 : 0);
        try (ImageLoader loader = new ImageLoader(folder, settings)) {
            Iterator<ImageBatch> batches = loader.from(0, 0, EPOCHS_WITHOUT_END);
            // Which pictures an incomplete last batch leaves out changes: after two epochs hardly one is not yet kept.
            for (int i = 0; i < 2 * loader.batchesPerEpoch(); i++) {
                batches.next();
            }
            Timing.measure(3 * seconds, 1, 0, () -> batches.next().count());
            LoaderStages before = loader.stages();
            Timing timing =
                    Timing.measure(0, rounds, seconds, () -> batches.next().count());
            LoaderStages spent = loader.stages().since(before);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("size", size);
            row.put("threads", number);
            row.put("pictures", cached ? "kept" : "decoded");
            report.add(row, timing, details(timing, number, spent));
            if (loader.unreadableCount() > 0) {
                spec.commandLine()
                        .getErr()
                        .println(loader.unreadableCount()
                                + " pictures could not be used. For example: "
                                + loader.unreadable().firstEntry().getValue());
            }
        }
    }

    private static Map<String, Object> details(Timing timing, int threads, LoaderStages spent) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("per thread", Math.round(timing.median() / threads));
        details.put("read", share(spent.reading(), spent));
        details.put("decode", share(spent.decoding(), spent));
        details.put("scale", share(spent.scaling(), spent));
        details.put("colours", share(spent.colours(), spent));
        return details;
    }

    private static String share(double part, LoaderStages spent) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * part / spent.total());
    }

    private static ImageFolder spread(ImageFolder all, int most) {
        int count = Math.min(all.size(), most);
        List<Path> files = IntStream.range(0, count)
                .mapToObj(i -> all.files().get((int) ((long) i * all.size() / count)))
                .toList();
        return new ImageFolder(all.root(), files, List.of(), Collections.nCopies(count, -1));
    }
}
