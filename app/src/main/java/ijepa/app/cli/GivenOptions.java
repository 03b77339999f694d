package ijepa.app.cli;

import java.util.Collection;
import java.util.List;

import ijepa.core.InputException;
import picocli.CommandLine.Model.CommandSpec;

/** The options that a command line names: one that nothing would come of is refused rather than overlooked. */
public final class GivenOptions {

    private GivenOptions() {}

    /**
     * Refuses options that have no effect here.
     *
     * @param spec    of a command whose command line is parsed
     * @param reason  why, as the beginning of a sentence
     * @param useless their names, the first of each
     * @throws InputException when at least one of them was given
     */
    public static void refuse(CommandSpec spec, String reason, Collection<String> useless) {
        List<String> given = useless.stream()
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .toList();
        if (!given.isEmpty()) {
            throw new InputException(reason + ", so " + String.join(" and ", given) + " would have no effect: leave "
                    + (given.size() == 1 ? "it" : "them") + " out.");
        }
    }
}
