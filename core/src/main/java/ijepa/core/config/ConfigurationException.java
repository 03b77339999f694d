package ijepa.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ijepa.core.InputException;

/** A configuration with everything that is wrong with it. */
public final class ConfigurationException extends InputException {

    private final transient Map<String, String> byPath;

    ConfigurationException(String name, Map<String, String> byPath) {
        this(name, byPath, List.copyOf(byPath.values()));
    }

    private ConfigurationException(String name, Map<String, String> byPath, List<String> problems) {
        super(
                problems.size() == 1
                        ? name + ": " + problems.getFirst()
                        : name + " has " + problems.size() + " problems:\n  " + String.join("\n  ", problems));
        this.byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
    }

    /** One sentence for each field, in the order of the file's sections. */
    public List<String> problems() {
        return List.copyOf(byPath.values());
    }

    /** The same by what they are about: a field such as {@code optimization.lr}, or a section. */
    public Map<String, String> byPath() {
        return byPath;
    }
}
