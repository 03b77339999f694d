package ijepa.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.run.TrainingRun;
import ijepa.renderer.diffusion.DecoderRun;
import ijepa.renderer.diffusion.DecoderSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ijepa decoder train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Train a decoder for a checkpoint on a folder of pictures.",
            "Encoder and predictor stay as they are; labels are not used. Everything is kept in a run directory as"
                    + " pretraining does it: settings, metrics, log, checkpoints, and sheets of samples. A run that"
                    + " ended, however it ended, goes on with --resume.",
            "",
            "  ijepa decoder train --checkpoint model.safetensors --data pictures --run runs/decoder",
            "  ijepa decoder train --resume --run runs/decoder --steps 40000",
            ""
        },
        footer = {"", "Exit status: 0 done or stopped; 1 failed; 2 wrong input."})
final class DecoderTrainCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Mixin
    private DecoderTrainOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        RunDirectory directory = run.directory();
        DecoderSettings settings = run.resume()
                ? DecoderSettings.read(directory).with(options.values())
                : DecoderSettings.of(options.values());
        TrainingRun training = DecoderRun.of(settings, directory, run.resume(), run.acceptChanges(), line -> {
            print.println(line);
            print.flush();
        });
        try (StopOnSignal _ = new StopOnSignal(training::stop)) {
            return training.run() == RunState.FAILED ? 1 : 0;
        }
    }
}
