package ijepa.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ijepa decoder}: says which commands there are. */
@Command(
        name = "decoder",
        mixinStandardHelpOptions = true,
        description = {
            "Turn embeddings back into pixels, as in the paper's Figures 6 and 7.",
            "A decoder is trained for one checkpoint, whose networks stay as they are.",
            ""
        },
        subcommands = {
            DecoderTrainCommand.class,
            DecoderSampleCommand.class,
            DecoderEvaluateCommand.class,
            DecoderInspectCommand.class,
            CommandLine.HelpCommand.class
        })
final class DecoderCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for example: ijepa decoder sample");
    }
}
