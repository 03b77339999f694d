package ijepa.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ijepa.core.InputException;

/**
 * The text of a configuration while it is written: YAML, but not yet valid in its fields. Values are changed in place, so
 * that comments, order and what is not understood stay.
 *
 * <p>A path is {@code section.field}; {@code section.field[1]} is an element of a list.
 */
public final class ConfigurationText {

    private static final Pattern ELEMENT = Pattern.compile("(.+)\\[(\\d{1,3})]");

    private final String text;
    private final String name;
    private final Map<String, Object> values;

    private ConfigurationText(String text, String name, Map<String, Object> values) {
        this.text = text;
        this.name = name;
        this.values = values;
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @throws InputException when it is not YAML, with line and column, or no map
     */
    public static ConfigurationText parse(String text, String name) {
        return new ConfigurationText(text, name, YamlText.readMap(text, name));
    }

    /** The text as it was written. */
    public String text() {
        return text;
    }

    /** A value as YAML has it: text, number, truth value, list or map; empty where there is none or null. */
    public Optional<Object> value(String path) {
        Matcher element = ELEMENT.matcher(path);
        if (element.matches()) {
            int index = Integer.parseInt(element.group(2));
            return value(element.group(1))
                    .map(list -> list instanceof List<?> all && index < all.size() ? all.get(index) : null);
        }
        Object at = values;
        for (String field : path.split("\\.")) {
            if (!(at instanceof Map<?, ?> section)) {
                return Optional.empty();
            }
            at = YamlText.named(section).get(field);
        }
        return Optional.ofNullable(at);
    }

    /**
     * The same with another value in one place; the same text where the place has it already.
     *
     * @param value text, a number, a truth value, a list of them, or null
     */
    public ConfigurationText with(String path, Object value) {
        if (isSame(value(path).orElse(null), value)) {
            return this;
        }
        Matcher element = ELEMENT.matcher(path);
        if (!element.matches()) {
            return parse(YamlEdit.put(text, Arrays.asList(path.split("\\.")), value), name);
        }
        int index = Integer.parseInt(element.group(2));
        List<Object> list = value(element.group(1))
                .filter(List.class::isInstance)
                .<List<Object>>map(old -> new ArrayList<>((List<?>) old))
                .orElseGet(ArrayList::new);
        while (list.size() <= index) {
            list.add(value);
        }
        list.set(index, value);
        return parse(YamlEdit.put(text, Arrays.asList(element.group(1).split("\\.")), list), name);
    }

    /** The same with several values. */
    public ConfigurationText with(Map<String, Object> changes) {
        ConfigurationText changed = this;
        for (Map.Entry<String, Object> change : changes.entrySet()) {
            changed = changed.with(change.getKey(), change.getValue());
        }
        return changed;
    }

    private static boolean isSame(Object old, Object now) {
        if (old instanceof Number before && now instanceof Number after) {
            return before.doubleValue() == after.doubleValue();
        }
        return Objects.equals(old, now);
    }

    /**
     * The configuration.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public PretrainFile read() {
        return PretrainFile.parse(text, name, List.of());
    }
}
