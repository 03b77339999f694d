package ijepa.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Short options for the fields of a configuration that are changed most. Each becomes what {@code --set} with the field's
 * path would be, so that a field has one meaning and one check however it is given.
 */
abstract class FieldOptions {

    private final List<String> overrides = new ArrayList<>();

    /** The values that were given, such as {@code optimization.epochs=50}, in their order. */
    final List<String> overrides() {
        return List.copyOf(overrides);
    }

    /** Puts a value down as it was written; the parser calls with null for an option that was not given. */
    final void set(String path, Object value) {
        if (value != null) {
            overrides.add(path + "=" + value);
        }
    }

    /** A path as YAML text. */
    static String quoted(Path path) {
        return path == null
                ? null
                : "'" + path.toAbsolutePath().normalize().toString().replace("'", "''") + "'";
    }
}
