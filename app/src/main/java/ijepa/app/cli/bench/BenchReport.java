package ijepa.app.cli.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.GsonBuilder;
import ijepa.app.cli.TextTable;

/** What was measured, as a table or as JSON from the same rows. */
public final class BenchReport {

    private final String bench;
    private final String unit;
    private final List<Row> rows = new ArrayList<>();

    private record Row(Map<String, Object> settings, Timing speed, Map<String, Object> details) {}

    /**
     * A report.
     *
     * @param bench name of the measurement
     * @param unit  of its speeds, such as {@code images/s}
     */
    public BenchReport(String bench, String unit) {
        this.bench = bench;
        this.unit = unit;
    }

    /**
     * Adds a measurement.
     *
     * @param settings what distinguishes it from the others, the same names in each row
     */
    public void add(Map<String, Object> settings, Timing speed) {
        add(settings, speed, Map.of());
    }

    /**
     * Adds a measurement.
     *
     * @param settings what distinguishes it from the others, the same names in each row
     * @param details  what else was measured, the same names in each row
     */
    public void add(Map<String, Object> settings, Timing speed, Map<String, Object> details) {
        rows.add(new Row(new LinkedHashMap<>(settings), speed, new LinkedHashMap<>(details)));
    }

    /** Prints all rows. */
    public void print(PrintWriter print, boolean json) {
        print.println(json ? json() : table());
        print.flush();
    }

    private String table() {
        List<String> headings = new ArrayList<>(rows.getFirst().settings.keySet());
        headings.addAll(List.of(">median " + unit, ">slowest", ">fastest", ">spread"));
        rows.getFirst().details.keySet().forEach(name -> headings.add(">" + name));
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(
                    row.settings.values().stream().map(String::valueOf).toList());
            cells.addAll(List.of(
                    number(row.speed.median()),
                    number(row.speed.slowest()),
                    number(row.speed.fastest()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * row.speed.spread())));
            row.details.values().forEach(value -> cells.add(String.valueOf(value)));
            table.row(cells.toArray(String[]::new));
        }
        return table.toString().stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : "%.2f", value);
    }

    private String json() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> line = new LinkedHashMap<>(row.settings);
            line.put("median", row.speed.median());
            line.put("slowest", row.speed.slowest());
            line.put("fastest", row.speed.fastest());
            line.put("rounds", row.speed.rounds());
            line.putAll(row.details);
            lines.add(line);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bench", bench);
        document.put("unit", unit);
        document.put("processors", Runtime.getRuntime().availableProcessors());
        document.put("java", Runtime.version().toString());
        document.put("results", lines);
        return new GsonBuilder().setPrettyPrinting().create().toJson(document);
    }
}
