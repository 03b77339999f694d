package ijepa.app.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ijepa bench}: says which measurements there are. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how fast this machine is.",
            "Every measurement warms up first and gives the median over several rounds with its spread.",
            ""
        },
        subcommands = {
            BenchDecodeCommand.class,
            BenchLoaderCommand.class,
            BenchMasksCommand.class,
            BenchStepCommand.class,
            BenchWindowCommand.class,
            CommandLine.HelpCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure, for example: ijepa bench masks");
    }
}
