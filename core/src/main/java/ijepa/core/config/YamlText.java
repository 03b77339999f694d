package ijepa.core.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import ijepa.core.InputException;
import ijepa.core.Reason;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML text as plain maps, lists, numbers, strings and back, in the style that PyYAML gave the official files. */
final class YamlText {

    private static final DumpSettings STYLE = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .build();

    private YamlText() {}

    /** Reads a file that is a map. */
    static Map<String, Object> readMap(Path file) {
        try {
            return readMap(Files.readString(file), file.toString());
        } catch (NoSuchFileException missing) {
            throw new InputException("The configuration " + file + " does not exist.", missing);
        } catch (CharacterCodingException binary) {
            throw new InputException(file + " is no configuration: it is not UTF-8 text.", binary);
        } catch (IOException failure) {
            throw new InputException(
                    "The configuration " + file + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /**
     * Reads a document that is a map.
     *
     * @param name what messages call it
     */
    static Map<String, Object> readMap(String text, String name) {
        Object document = read(text, name);
        if (document instanceof Map<?, ?> map) {
            return named(map);
        }
        throw new InputException(name + " is no configuration: it should be YAML with the sections data, logging, mask,"
                + " meta and optimization.");
    }

    /** Reads any document; only plain values, no tags that make objects. */
    static Object read(String text, String name) {
        try {
            return new Load(LoadSettings.builder()
                            .setLabel(name)
                            .setSchema(new CoreSchema())
                            .build())
                    .loadFromString(text);
        } catch (MarkedYamlEngineException failure) {
            String place = failure.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                    .orElse("");
            throw new InputException(name + " is not YAML" + place + ": " + failure.getProblem() + ".", failure);
        } catch (YamlEngineException failure) {
            throw new InputException(name + " is not YAML: " + failure.getMessage() + ".", failure);
        }
    }

    /** A map whose keys are strings, in the order of the text; {@code 1:} is read as the name "1". */
    static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    static String write(Map<String, Object> document) {
        return new Dump(STYLE, new NumbersAsPythonWrites(STYLE)).dumpToString(document);
    }

    /** One value as it stands behind a name, quoted where it would be read as something else. */
    static String inline(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(YamlText::inline).collect(Collectors.joining(", ", "[", "]"));
            case Double number -> number(number);
            case null, default ->
                new Dump(STYLE, new NumbersAsPythonWrites(STYLE))
                        .dumpToString(value)
                        .strip();
        };
    }

    /** {@code 1e-6} is text to PyYAML, {@code 1.0e-06} a number: the official code must be able to read what we write. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
        }
        if (size == 0 || size >= 1e-4 && size < 1e16) {
            String plain =
                    new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String[] parts = Double.toString(value).split("E");
        int exponent = Integer.parseInt(parts[1]);
        return String.format(Locale.ROOT, "%se%s%02d", parts[0], exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static final class NumbersAsPythonWrites extends StandardRepresenter {

        NumbersAsPythonWrites(DumpSettings settings) {
            super(settings);
            representers.put(
                    Double.class, value -> representScalar(Tag.FLOAT, number((Double) value), ScalarStyle.PLAIN));
        }
    }

    /** The text of a value as a message shows it. */
    static String show(Object value) {
        return switch (value) {
            case null -> "empty";
            case String text -> "'" + text + "'";
            case Map<?, ?> map -> "a section";
            case List<?> list -> list.toString();
            default -> value.toString();
        };
    }

    /** A number, also one that was written as text such as {@code '1e-3'}. */
    static Optional<Double> asNumber(Object value) {
        return switch (value) {
            case Number number -> Optional.of(number.doubleValue()).filter(Double::isFinite);
            case String text -> {
                try {
                    yield Optional.of(Double.parseDouble(text.strip())).filter(Double::isFinite);
                } catch (NumberFormatException noNumber) {
                    yield Optional.empty();
                }
            }
            case null, default -> Optional.empty();
        };
    }
}
