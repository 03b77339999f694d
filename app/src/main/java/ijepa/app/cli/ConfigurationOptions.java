package ijepa.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.Recipe;
import picocli.CommandLine.Option;

/** Where a configuration comes from, and single values that go before it. */
final class ConfigurationOptions {

    private static final String LIST = "list";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration in the official YAML format, with or without our section workbench.")
    private Path config;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description =
                    "Configuration that comes with the program (default: " + Recipe.USUAL + "); list prints them all.")
    private String recipe;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Set one field of the configuration, such as optimization.lr=5e-4; may be repeated.")
    private List<String> values = new ArrayList<>();

    boolean asksForList() {
        return LIST.equals(recipe);
    }

    /** Names of all recipes with what they are. */
    static String list() {
        TextTable table = new TextTable("recipe", "what it is");
        for (Recipe each : Recipe.all()) {
            table.row(each.name(), each.about());
        }
        return table.toString();
    }

    /**
     * Reads the configuration: the file or recipe that is named, else that of the run to resume, else the usual recipe.
     *
     * @param shortOptions values of other options; those of {@code --set} go before them
     * @throws InputException when there is none or something in it is wrong
     */
    PretrainFile read(RunOptions run, List<String> shortOptions) {
        if (config != null && recipe != null) {
            throw new InputException("--config and --recipe are two places for the same: leave one out.");
        }
        List<String> overrides = new ArrayList<>(shortOptions);
        overrides.addAll(values);
        if (config != null) {
            return PretrainFile.read(config, overrides);
        }
        if (recipe == null && run.resume()) {
            return run.directory().configuration(overrides);
        }
        return Recipe.named(recipe == null ? Recipe.USUAL : recipe).read(overrides);
    }
}
