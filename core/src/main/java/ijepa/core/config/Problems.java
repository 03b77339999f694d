package ijepa.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what is wrong with a configuration, the first complaint about each field. */
final class Problems {

    private final Map<String, String> byPath = new LinkedHashMap<>();

    void add(String path, String sentence) {
        byPath.putIfAbsent(path, sentence);
    }

    boolean concern(String path) {
        return byPath.containsKey(path);
    }

    /**
     * Complains unless a condition holds.
     *
     * @param wanted range and remedy, such as "at least 1; 64 to 256 is usual"
     */
    void require(boolean holds, String path, Object value, String wanted) {
        if (!holds) {
            add(path, path + " is " + value + " but must be " + wanted + ".");
        }
    }

    void requireRange(Interval value, String path, double largest, String wanted) {
        require(value.from() > 0 && value.from() <= value.to() && value.to() <= largest, path, value, wanted);
    }

    /** Whether nothing is wrong with a section or field and what lies below it. */
    boolean noneBelow(String path) {
        return byPath.keySet().stream()
                .noneMatch(complained -> complained.equals(path) || complained.startsWith(path + "."));
    }

    void throwIfAny(String name) {
        if (!byPath.isEmpty()) {
            throw new ConfigurationException(name, byPath);
        }
    }
}
