package ijepa.core.config;

import java.util.List;

import ijepa.core.InputException;

/** A configuration with everything that is wrong with it. */
public final class ConfigurationException extends InputException {

    private final transient List<String> problems;

    ConfigurationException(String name, List<String> problems) {
        super(
                problems.size() == 1
                        ? name + ": " + problems.getFirst()
                        : name + " has " + problems.size() + " problems:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each field, in the order of the file's sections. */
    public List<String> problems() {
        return problems;
    }
}
