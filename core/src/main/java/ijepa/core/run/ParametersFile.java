package ijepa.core.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeSet;

import ijepa.core.InputException;
import ijepa.core.checkpoint.AtomicFile;
import ijepa.core.config.PretrainFile;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The settings of a run, as text that is kept as it comes and compared as values. */
final class ParametersFile {

    private ParametersFile() {}

    /**
     * The settings that differ between two texts.
     *
     * @return one line each, such as {@code optimization.lr: 0.001 then, 0.002 now}; empty where either is no YAML
     */
    static List<String> differences(String then, String now) {
        SequencedMap<String, Object> before = new LinkedHashMap<>();
        SequencedMap<String, Object> after = new LinkedHashMap<>();
        try {
            flatten("", load(then), before);
            flatten("", load(now), after);
        } catch (YamlEngineException noYaml) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            Object was = before.get(name);
            Object is = after.get(name);
            if (!Objects.equals(was, is)) {
                lines.add(name + ": " + (was == null ? "nothing" : was) + " then, " + (is == null ? "nothing" : is)
                        + " now");
            }
        }
        return lines;
    }

    private static Object load(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static void flatten(String name, Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> section) {
            section.forEach((key, inner) -> flatten(name.isEmpty() ? key + "" : name + "." + key, inner, into));
        } else {
            into.put(name, value);
        }
    }

    /**
     * The configuration that a run was started with.
     *
     * @param overrides values that go before the file's
     * @throws InputException when there is no run, or its file cannot be used
     */
    static PretrainFile configuration(RunDirectory directory, List<String> overrides) {
        directory.requireRun(RunKind.PRETRAINING);
        return PretrainFile.read(directory.parameters(), overrides);
    }

    /** The text that a run was started with; empty where there is none. */
    static String read(RunDirectory directory, RunKind kind) {
        try {
            Path file = directory.parameters(kind);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    static void write(RunDirectory directory, RunKind kind, String text) {
        AtomicFile.write(directory.parameters(kind), text.getBytes(StandardCharsets.UTF_8));
    }

    static void delete(RunDirectory directory, RunKind kind) {
        try {
            Files.deleteIfExists(directory.parameters(kind));
        } catch (IOException failure) {
            throw directory.unwritable(failure);
        }
    }
}
