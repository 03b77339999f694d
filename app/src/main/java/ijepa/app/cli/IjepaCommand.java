package ijepa.app.cli;

import java.io.PrintWriter;

import ijepa.app.cli.bench.BenchCommand;
import ijepa.app.cli.evaluate.EvaluateCommand;
import ijepa.app.cli.figure.FigureCommand;
import ijepa.core.InputException;
import ijepa.core.Program;
import ijepa.core.tensor.DeviceMemory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ijepa} and its subcommands. */
@Command(
        name = "ijepa",
        description = {
            "See, steer and train a joint-embedding predictive architecture.",
            "Without a command it opens the window."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            MasksCommand.class,
            PredictCommand.class,
            PretrainCommand.class,
            DecoderCommand.class,
            RunsCommand.class,
            EvaluateCommand.class,
            FigureCommand.class,
            InspectCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        })
public final class IjepaCommand {

    /**
     * Runs one command line.
     *
     * @return the exit status: 0 fine, 1 the command failed or a check did not hold, 2 the input or an option is wrong
     */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine ijepa = new CommandLine(new IjepaCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(IjepaCommand::refuse)
                .setExecutionExceptionHandler(IjepaCommand::report);
        tellVersion(ijepa);
        return ijepa;
    }

    /** Every command has the option, and the parser does not pass its words on. */
    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().version("ijepa " + Program.VERSION);
        command.getSubcommands().values().forEach(IjepaCommand::tellVersion);
    }

    /** A wrong option gets its sentence and where to read on; the whole help would hide it. */
    private static int refuse(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("ijepa: " + message(failure));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return 2;
    }

    /** The parser wraps what an option's own method throws, and would show that method's name. */
    private static String message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputException) {
                return cause.getMessage();
            }
        }
        return failure.getMessage();
    }

    /** Wrong input gets its sentence and nothing else; anything else is a defect and shows where it happened. */
    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof InputException || failure instanceof IllegalArgumentException) {
            PrintWriter err = command.getErr();
            err.println("ijepa: " + failure.getMessage());
            err.flush();
            return 2;
        }
        if (DeviceMemory.isExhausted(failure)) {
            command.getErr()
                    .println("ijepa: There is not enough memory for this, on the device or beside it: "
                            + failure.getMessage());
            command.getErr().flush();
            return 1;
        }
        throw failure;
    }
}
