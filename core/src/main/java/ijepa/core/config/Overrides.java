package ijepa.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that replace those of a file, written {@code optimization.lr=5e-4}. */
final class Overrides {

    /** Of values that the document did not have. */
    private final List<String> newPaths = new ArrayList<>();

    /**
     * Puts values into a document.
     *
     * @param document is changed
     * @param texts    such as {@code optimization.ema=[0.99, 1.0]}
     */
    static Overrides apply(Map<String, Object> document, List<String> texts, Problems problems) {
        Overrides overrides = new Overrides();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String path = equals < 0 ? "" : text.substring(0, equals).strip();
            if (path.isEmpty() || path.indexOf('.') < 1 || path.endsWith(".")) {
                problems.add(
                        "--set " + text,
                        "--set " + text + " should be section.field=value, such as optimization.lr=5e-4.");
                continue;
            }
            Object value = YamlText.read(text.substring(equals + 1), "--set " + text);
            overrides.putAll(document, path, value);
        }
        return overrides;
    }

    /** A section's values are put one by one, so that those it does not name stay. */
    private void putAll(Map<String, Object> document, String path, Object value) {
        if (value instanceof Map<?, ?> values && !values.isEmpty()) {
            YamlText.named(values).forEach((name, inner) -> putAll(document, path + "." + name, inner));
        } else if (put(document, path, value)) {
            newPaths.add(path);
        }
    }

    /** Puts one value in its place; says whether the document had none there. */
    private static boolean put(Map<String, Object> document, String path, Object value) {
        String[] names = path.split("\\.");
        Map<String, Object> section = document;
        for (int i = 0; i < names.length - 1; i++) {
            Map<String, Object> inner =
                    section.get(names[i]) instanceof Map<?, ?> map ? YamlText.named(map) : new LinkedHashMap<>();
            section.put(names[i], inner);
            section = inner;
        }
        boolean isNew = !section.containsKey(names[names.length - 1]);
        section.put(names[names.length - 1], value);
        return isNew;
    }

    /** A field that neither the program nor the file knows is a slip of the pen. */
    void requireKnown(List<String> known, Problems problems) {
        for (String path : newPaths) {
            if (!known.contains(path)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(path, candidate)))
                        .orElseThrow();
                problems.add(path, "--set " + path + ": there is no such field; the nearest is " + nearest + ".");
            }
        }
    }

    /** Insertions, deletions and replacements that turn one text into the other (Levenshtein 1966). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
