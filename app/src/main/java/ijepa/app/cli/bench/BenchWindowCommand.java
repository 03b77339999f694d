package ijepa.app.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

import atlantafx.base.controls.ToggleSwitch;
import com.google.gson.GsonBuilder;
import com.sun.management.OperatingSystemMXBean;
import ijepa.app.cli.TextTable;
import ijepa.app.control.BlockRef;
import ijepa.app.control.PatchCanvas;
import ijepa.app.control.curve.CurveChart;
import ijepa.core.InputException;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ijepa bench window}. */
@Command(
        name = "window",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Open the window and time what a hand waits for, painting included: all panels after an edit, similarity under",
            "the pointer, a sweep; with --runs a folder of runs instead: its list, the newest run's curves, and what",
            "following it takes. It needs a display; times are too long by up to a pulse, a sixtieth of a second. Processor",
            "is what all threads together took for one round, which other programs on the machine change least.",
            ""
        })
final class BenchWindowCommand implements Callable<Integer> {

    private static final String PREDICT = "Predict";
    private static final String PRETRAIN = "Pretrain";
    private static final double QUIET_SECONDS = 2;

    /** Four targets on the bundled model's grid, the first with room to move. */
    private static final MaskLayout LAYOUT = new MaskLayout(
            new PatchGrid(8, 8),
            List.of(new Block(0, 0, 8, 7)),
            List.of(new Block(2, 2, 3, 3), new Block(0, 4, 4, 3), new Block(4, 4, 3, 4), new Block(5, 0, 3, 3)),
            false);

    @Option(names = "--rounds", defaultValue = "30", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--runs", paramLabel = "FOLDER", description = "Measure Pretrain with the runs in this folder.")
    private Path runs;

    @Option(
            names = "--pulses",
            defaultValue = "600",
            description = "Pulses that are timed, sixty a second at best (default: ${DEFAULT-VALUE}).")
    private int pulses;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Map<String, Measured> times = new LinkedHashMap<>();

    /**
     * One thing that was timed.
     *
     * @param seconds   of each round by the clock
     * @param processor seconds of all threads together for one round, which others on the machine change less
     */
    private record Measured(double[] seconds, double processor) {

        static Measured of(Supplier<double[]> work) {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long before = system.getProcessCpuTime();
            double[] seconds = work.get();
            return new Measured(seconds, (system.getProcessCpuTime() - before) / 1e9 / seconds.length);
        }

        double total() {
            return Arrays.stream(seconds).sum();
        }
    }

    @Override
    public Integer call() {
        if (rounds < 1 || pulses < 1) {
            throw new InputException(
                    "--rounds and --pulses must be at least 1, not " + rounds + " and " + pulses + ".");
        }
        if (runs != null && !Files.isDirectory(runs)) {
            throw new InputException(runs + " is no folder: --runs takes one that has runs in it.");
        }
        Path remembered = folder();
        if (runs == null) {
            predict(remembered);
        } else {
            Properties before = (Properties) System.getProperties().clone();
            System.setProperty("ijepa.runs", runs.toString());
            try {
                pretrain(remembered);
            } finally {
                System.setProperties(before);
            }
        }
        spec.commandLine().getOut().println(json ? json() : table());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("ijepa-bench");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void predict(Path remembered) {
        try (MeasuredWindow window = MeasuredWindow.open(PREDICT, remembered)) {
            window.paint(() -> {}, () -> cells(window, "predict-error") != null);
            MeasuredWindow.on(() -> {
                window.model().selection().layout().replace(LAYOUT);
                window.model().selection().layout().selectedProperty().set(BlockRef.target(0));
                return null;
            });
            measure("all panels after an edit", rounds, () -> edit(window));
            MeasuredWindow.on(() -> {
                window.node("follow-pointer", ToggleSwitch.class).setSelected(true);
                return null;
            });
            measure("similarity of the patch under the pointer", rounds, () -> hover(window));
            times.put(
                    "a pulse while the pointer moves over a patch in each",
                    Measured.of(() -> window.pulses(pulses, number -> move(window, number))));
            MeasuredWindow.on(() -> {
                window.node("follow-pointer", ToggleSwitch.class).setSelected(false);
                click(window, "mode-sweep");
                return null;
            });
            measure("sweep of a block over all places", Math.min(rounds, 5), () -> sweep(window));
        }
    }

    private static int[] cells(MeasuredWindow window, String id) {
        PatchCanvas canvas = window.node(id, PatchCanvas.class);
        return canvas == null ? null : canvas.cellsProperty().get();
    }

    private int edits;

    /** A block goes one patch to and fro; the errors come with everything else that a prediction shows. */
    private double edit(MeasuredWindow window) {
        int[] before = MeasuredWindow.on(() -> cells(window, "predict-error"));
        int by = edits++ % 2 == 0 ? 1 : -1;
        return window.paint(
                () -> window.model().selection().layout().nudge(by, 0), () -> cells(window, "predict-error") != before);
    }

    private int moves;

    private double hover(MeasuredWindow window) {
        String before = MeasuredWindow.on(() -> words(window));
        int number = moves++;
        return window.paint(() -> move(window, number), () -> !words(window).equals(before));
    }

    private static String words(MeasuredWindow window) {
        return window.node("predict-target", PatchCanvas.class).getAccessibleText();
    }

    /** Moves the pointer to another patch of the target embeddings than before. */
    private static void move(MeasuredWindow window, int number) {
        PatchCanvas canvas = window.node("predict-target", PatchCanvas.class);
        var at = canvas.geometry();
        int patches = canvas.gridProperty().get().size();
        int patch = number * 11 % patches;
        int columns = canvas.gridProperty().get().columns();
        // A mouse event is born in the scene, and finds its place in the node by itself.
        Point2D there =
                canvas.localToScene(at.x(patch % columns) + at.cell() / 2, at.y(patch / columns) + at.cell() / 2);
        Event.fireEvent(
                canvas,
                new MouseEvent(
                        MouseEvent.MOUSE_MOVED,
                        there.getX(),
                        there.getY(),
                        there.getX(),
                        there.getY(),
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        true,
                        null));
    }

    private double sweep(MeasuredWindow window) {
        int[] before = MeasuredWindow.on(() -> cells(window, "sweep-places"));
        return window.paint(
                () -> click(window, "run-sweep"),
                () -> cells(window, "sweep-places") != null && cells(window, "sweep-places") != before);
    }

    private static void click(MeasuredWindow window, String id) {
        javafx.scene.Node node = window.scene().lookup("#" + id);
        if (node instanceof Button button) {
            button.fire();
        } else if (node instanceof javafx.scene.control.ToggleButton toggle) {
            toggle.fire();
        }
    }

    private void pretrain(Path remembered) {
        long start = System.nanoTime();
        try (MeasuredWindow window = MeasuredWindow.open(PRETRAIN, remembered)) {
            double opened = (System.nanoTime() - start) / 1e9;
            times.put("the window, from nothing", Measured.of(() -> new double[] {opened}));
            once("its list of runs, after that", () -> window.paint(() -> {}, () -> listed(window) > 0));
            once("first points of the newest run", () -> window.paint(() -> {}, () -> points(window) > 0));
            once("all its points, after that", () -> loaded(window));
            Measured pulse = Measured.of(() -> window.pulses(pulses, number -> {}));
            times.put("a pulse with its curves on the screen", pulse);
            // Beside the JSON, not into it.
            (json ? spec.commandLine().getErr() : spec.commandLine().getOut())
                    .printf(
                            Locale.ROOT,
                            "%d runs; %,d points of the loss; %.1f pulses a second and %.1f%% of a core meanwhile%n",
                            MeasuredWindow.on(() -> listed(window)),
                            MeasuredWindow.on(() -> points(window)),
                            pulses / pulse.total(),
                            100 * pulse.processor() * pulses / pulse.total());
        }
    }

    private void once(String what, DoubleSupplier work) {
        times.put(what, Measured.of(() -> new double[] {work.getAsDouble()}));
    }

    private static int listed(MeasuredWindow window) {
        return window.node("runs", ListView.class).getItems().size();
    }

    private static int points(MeasuredWindow window) {
        CurveChart chart = window.node("curve-loss", CurveChart.class);
        return chart == null || chart.model().curvesProperty().get().isEmpty()
                ? 0
                : chart.model().curvesProperty().get().getFirst().samples().size();
    }

    /** Seconds until the last of the points that a run has by now; one at work gets more, slowly. */
    private static double loaded(MeasuredWindow window) {
        long start = System.nanoTime();
        double last = 0;
        int known = MeasuredWindow.on(() -> points(window));
        while ((System.nanoTime() - start) / 1e9 - last < QUIET_SECONDS) {
            int before = known;
            known = MeasuredWindow.on(() -> points(window));
            if (known > before + 100) {
                last = (System.nanoTime() - start) / 1e9;
            }
            window.paint(() -> {}, () -> true);
        }
        return last;
    }

    private void measure(String what, int count, DoubleSupplier once) {
        // The first rounds compile.
        for (int i = 0; i < Math.min(count, 10); i++) {
            once.getAsDouble();
        }
        times.put(what, Measured.of(() -> {
            double[] seconds = new double[count];
            for (int i = 0; i < count; i++) {
                seconds[i] = once.getAsDouble();
            }
            return seconds;
        }));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private String table() {
        TextTable table = new TextTable("ms until painted", ">fastest", ">median", ">99%", ">processor", ">rounds");
        times.forEach((what, measured) -> {
            double[] sorted = measured.seconds().clone();
            Arrays.sort(sorted);
            table.row(
                    what,
                    milliseconds(sorted[0]),
                    milliseconds(quantile(sorted, 0.5)),
                    milliseconds(quantile(sorted, 0.99)),
                    milliseconds(measured.processor()),
                    Integer.toString(sorted.length));
        });
        return table.toString().stripTrailing();
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f", seconds * 1000);
    }

    private String json() {
        return new GsonBuilder().setPrettyPrinting().create().toJson(Map.of("bench", "window", "results", times));
    }
}
