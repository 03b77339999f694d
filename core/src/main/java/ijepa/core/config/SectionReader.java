package ijepa.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of one section. A field of the wrong type is a problem and is read as a stand-in, so that the other
 * fields get their turn; whoever reads must not use anything before {@link Problems#throwIfAny}.
 */
final class SectionReader {

    private final String path;
    private final Map<String, Object> values;
    private final boolean optional;
    private final Problems problems;
    private final Set<String> fields = new LinkedHashSet<>();
    private final Map<String, SectionReader> inner = new LinkedHashMap<>();

    private SectionReader(String path, Map<String, Object> values, boolean optional, Problems problems) {
        this.path = path;
        this.values = values;
        this.optional = optional;
        this.problems = problems;
    }

    /** A section that the official code needs whole. */
    static SectionReader required(String path, Object section, Problems problems) {
        if (!(section instanceof Map)) {
            problems.add(
                    path,
                    section == null
                            ? "the section " + path + " is missing."
                            : path + " is " + YamlText.show(section) + " but must be a section of named values.");
        }
        return new SectionReader(path, mapOf(section), false, problems);
    }

    /** A section of ours, which may be missing or have some of its fields only. */
    static SectionReader optional(String path, Object section, Problems problems) {
        if (section != null && !(section instanceof Map)) {
            problems.add(path, path + " is " + YamlText.show(section) + " but must be a section of named values.");
        }
        return new SectionReader(path, mapOf(section), true, problems);
    }

    private static Map<String, Object> mapOf(Object section) {
        return section instanceof Map<?, ?> map ? YamlText.named(map) : Map.of();
    }

    /** A section of ours inside this one. */
    SectionReader inner(String field) {
        SectionReader reader = optional(path + "." + field, values.get(field), problems);
        inner.put(field, reader);
        return reader;
    }

    int whole(String field, int otherwise) {
        return read(
                field,
                otherwise,
                "a whole number",
                value -> YamlText.asNumber(value)
                        .filter(number -> number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE)
                        .map(Double::intValue));
    }

    long wholeLong(String field, long otherwise) {
        return read(
                field,
                otherwise,
                "a whole number",
                value -> value instanceof Integer || value instanceof Long
                        ? Optional.of(((Number) value).longValue())
                        : Optional.empty());
    }

    double number(String field, double otherwise) {
        return read(field, otherwise, "a number", YamlText::asNumber);
    }

    boolean flag(String field, boolean otherwise) {
        return read(field, otherwise, "true or false", SectionReader::asFlag);
    }

    String text(String field, String otherwise) {
        return read(
                field,
                otherwise,
                "text",
                value -> value == null || value instanceof Map || value instanceof List
                        ? Optional.empty()
                        : Optional.of(value.toString()));
    }

    /** Text, or empty where the file says null. */
    Optional<String> nullableText(String field) {
        return read(
                field,
                Optional.empty(),
                "text or null",
                value -> value instanceof Map || value instanceof List
                        ? Optional.empty()
                        : Optional.of(Optional.ofNullable(value).map(Object::toString)));
    }

    Interval interval(String field, Interval otherwise) {
        return read(field, otherwise, "a list of two numbers such as " + otherwise, SectionReader::asInterval);
    }

    <E extends Enum<E>> E choice(String field, Class<E> type, E otherwise) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(nameOf(constant));
        }
        return read(field, otherwise, "one of " + String.join(", ", names), value -> {
            int index = value instanceof String text
                    ? names.indexOf(text.strip().toLowerCase(Locale.ROOT).replace('-', '_'))
                    : -1;
            return index < 0 ? Optional.empty() : Optional.of(type.getEnumConstants()[index]);
        });
    }

    /** How a file writes a constant. */
    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private interface Conversion<T> {
        Optional<T> of(Object value);
    }

    private <T> T read(String field, T otherwise, String wanted, Conversion<T> conversion) {
        fields.add(field);
        String full = path + "." + field;
        if (!values.containsKey(field)) {
            if (!optional && !problems.concern(path)) {
                problems.add(
                        full, full + " is missing and must be " + wanted + "; " + example(otherwise) + " is usual.");
            }
            return otherwise;
        }
        Object value = values.get(field);
        Optional<T> converted = conversion.of(value);
        if (converted.isEmpty()) {
            problems.add(full, full + " is " + YamlText.show(value) + " but must be " + wanted + ".");
        }
        return converted.orElse(otherwise);
    }

    private static String example(Object value) {
        return switch (value) {
            case Double number -> YamlText.number(number);
            case Enum<?> constant -> nameOf(constant);
            case Optional<?> maybe -> maybe.map(Object::toString).orElse("null");
            default -> value.toString();
        };
    }

    /** The words that YAML 1.1, and so the official code's reader, takes for truth values. */
    private static Optional<Boolean> asFlag(Object value) {
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        return value instanceof String text
                ? switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> Optional.of(true);
                    case "false", "no", "off" -> Optional.of(false);
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    private static Optional<Interval> asInterval(Object value) {
        if (!(value instanceof List<?> list) || list.size() != 2) {
            return Optional.empty();
        }
        return YamlText.asNumber(list.get(0))
                .flatMap(from -> YamlText.asNumber(list.get(1)).map(to -> new Interval(from, to)));
    }

    /** Full paths of the fields that were asked for. */
    List<String> known() {
        List<String> known = new ArrayList<>();
        fields.forEach(field -> known.add(path + "." + field));
        inner.values().forEach(reader -> known.addAll(reader.known()));
        return known;
    }

    /** What the section holds besides the fields that were asked for. */
    Map<String, Object> unknown() {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(fields);
        inner.forEach((field, reader) -> {
            Map<String, Object> below = reader.unknown();
            if (below.isEmpty()) {
                rest.remove(field);
            } else {
                rest.put(field, below);
            }
        });
        return rest;
    }
}
