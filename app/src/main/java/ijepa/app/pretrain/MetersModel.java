package ijepa.app.pretrain;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What a run and the machine use, as bars with words. */
public final class MetersModel {

    private static final double GIBIBYTE = 1 << 30;

    /**
     * A bar.
     *
     * @param share from 0 to 1; below 0 where it has no bound
     * @param text  the number with its unit
     */
    public record Meter(String title, double share, String text) {}

    // Properties

    private final ReadOnlyObjectWrapper<List<Meter>> meters = new ReadOnlyObjectWrapper<>(List.of());

    public ReadOnlyObjectProperty<List<Meter>> metersProperty() {
        return meters.getReadOnlyProperty();
    }

    // Commands

    /**
     * Takes new readings.
     *
     * @param run null for none; uses nothing of this machine unless it is at work on it
     */
    void read(FollowedRunModel run, Machine machine) {
        Meter memory = new Meter(
                "Machine memory",
                machine.usedBytes() / (double) machine.totalBytes(),
                String.format(
                        Locale.ROOT,
                        "%.1f of %.1f GiB",
                        machine.usedBytes() / GIBIBYTE,
                        machine.totalBytes() / GIBIBYTE));
        Meter processors = new Meter(
                "Processors",
                machine.load(),
                machine.load() < 0 ? "unknown" : String.format(Locale.ROOT, "%.0f %%", 100 * machine.load()));
        if (run == null || !run.isAtWorkHere() || run.data().steps() == 0) {
            meters.set(List.of(memory, processors));
            return;
        }
        double held = run.data().newest(RunTag.MEMORY);
        double waits = run.data().newest(RunTag.WAIT_SHARE);
        meters.set(List.of(
                new Meter(
                        "Memory of the run",
                        held * GIBIBYTE / machine.totalBytes(),
                        String.format(Locale.ROOT, "%.2f GiB", held)),
                new Meter("Waiting for data", waits, String.format(Locale.ROOT, "%.1f %%", 100 * waits)),
                new Meter(
                        "Speed",
                        -1,
                        String.format(Locale.ROOT, "%.0f images/s", run.data().newest(RunTag.IMAGES_PER_SECOND))),
                memory,
                processors));
    }
}
