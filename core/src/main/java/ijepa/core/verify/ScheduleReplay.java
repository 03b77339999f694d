package ijepa.core.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.Schedules;
import ijepa.core.train.TrainingStep;

/**
 * Replays a table of schedules. Its first line says the settings, {@code # ipe=50 epochs=20 warmup=4 ipe_scale=1.0
 * start_lr=2e-4 lr=1e-3 final_lr=1e-6 wd=0.04..0.4 ema=0.996..1.0}, its second the columns.
 */
final class ScheduleReplay {

    private final String name;
    private final Map<String, String> settings = new HashMap<>();

    private ScheduleReplay(String name, String firstLine) {
        this.name = name;
        for (String word : firstLine.replaceFirst("^#", "").strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                settings.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }

    static void run(GoldenFolder folder, Consumer<Check> listener) {
        String name = folder.file(GoldenFolder.SCHEDULES).toString();
        List<String> lines = folder.text(GoldenFolder.SCHEDULES).lines().toList();
        if (lines.size() < 3) {
            throw new InputException(
                    name + " should be a line of settings, a line of column names and one line a step.");
        }
        new ScheduleReplay(name, lines.getFirst()).compare(lines, listener);
    }

    private void compare(List<String> lines, Consumer<Check> listener) {
        Schedules schedules = schedules();
        List<String> columns = List.of(lines.get(1).strip().split(","));
        int step = column(columns, "step");
        int rate = column(columns, "lr");
        int decay = column(columns, "weight_decay");
        int momentum = column(columns, "ema");
        Worst rates = new Worst();
        Worst decays = new Worst();
        Worst momenta = new Worst();
        for (int i = 2; i < lines.size(); i++) {
            String[] cells = lines.get(i).strip().split(",");
            if (cells.length != columns.size()) {
                throw new InputException(name + ", line " + (i + 1) + ": " + cells.length + " cells under "
                        + columns.size() + " columns.");
            }
            long at = Math.round(number("line " + (i + 1), cells[step]));
            TrainingStep.Rates ours = TrainingStep.Rates.of(schedules, at);
            String place = "at step " + at;
            rates.add(place, Math.abs(ours.learningRate() - number(place, cells[rate])));
            decays.add(place, Math.abs(ours.weightDecay() - number(place, cells[decay])));
            momenta.add(place, Math.abs(ours.momentum() - number(place, cells[momentum])));
        }
        listener.accept(rates.check("schedule of the learning rate", Tolerance.SCHEDULE, "steps"));
        listener.accept(decays.check("schedule of weight decay", Tolerance.SCHEDULE, "steps"));
        listener.accept(momenta.check("schedule of momentum", Tolerance.SCHEDULE, "steps"));
    }

    private Schedules schedules() {
        double[] decay = range("wd");
        double[] momentum = range("ema");
        try {
            return Schedules.of(
                    new OptimizationConfig(
                            (int) setting("epochs"),
                            setting("warmup"),
                            setting("start_lr"),
                            setting("lr"),
                            setting("final_lr"),
                            decay[0],
                            decay[1],
                            momentum[0],
                            momentum[1],
                            settings.containsKey("ipe_scale") ? setting("ipe_scale") : 1),
                    (long) setting("ipe"));
        } catch (InputException impossible) {
            throw new InputException(name + ", first line: " + impossible.getMessage(), impossible);
        }
    }

    private double setting(String key) {
        return number(key, text(key));
    }

    /** A range written {@code 0.04..0.4}. */
    private double[] range(String key) {
        String[] ends = text(key).split("\\.\\.(?=\\d)", 2);
        if (ends.length != 2) {
            throw new InputException(name + ", first line: " + key + " should be a range such as 0.04..0.4.");
        }
        return new double[] {number(key, ends[0]), number(key, ends[1])};
    }

    private String text(String key) {
        String value = settings.get(key);
        if (value == null) {
            throw new InputException(name + ": its first line does not say " + key + ".");
        }
        return value;
    }

    private double number(String place, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException failure) {
            throw new InputException(name + ", " + place + ": '" + text + "' is not a number.", failure);
        }
    }

    private int column(List<String> columns, String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new InputException(name + " has no column " + column + ".");
        }
        return index;
    }
}
