package ijepa.app.cli.evaluate;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ijepa evaluate}: says which ways of judging there are. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {"Judge a checkpoint on pictures that it was not trained on.", ""},
        subcommands = {EvaluatePredictionCommand.class, EvaluateNeighboursCommand.class, CommandLine.HelpCommand.class})
public final class EvaluateCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say how to judge, for example: ijepa evaluate prediction pictures");
    }
}
