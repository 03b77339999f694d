package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import ijepa.core.InputException;
import ijepa.core.preflight.PreflightReport;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.run.TrainingRun;
import ijepa.renderer.diffusion.DecoderPreflight;
import ijepa.renderer.diffusion.DecoderRun;
import ijepa.renderer.diffusion.DecoderSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "  ijepa decoder train --settings decoder.yaml --run runs/decoder --check",
            "  ijepa decoder train --resume --run runs/decoder --steps 40000",
            ""
        },
        footer = {"", "Exit status: 0 done or stopped; 1 failed; 2 wrong input."})
final class DecoderTrainCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings as YAML, one 'name: value' a line, by the names of params-decoder.yaml; options go"
                    + " before them.")
    private Path settings;

    @Option(
            names = "--check",
            description =
                    "Start nothing: look at settings, checkpoint, masks, pictures, the run or decoder that would be gone on with,"
                            + " device and disk.")
    private boolean check;

    @Option(names = "--json", description = "With --check: print JSON.")
    private boolean json;

    @Mixin
    private DecoderTrainOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        RunDirectory directory = run.directory();
        if (check) {
            return CheckOptions.print(look(directory), json, print);
        }
        GivenOptions.refuse(spec, CheckOptions.WITHOUT_CHECK, List.of("--json"));
        TrainingRun training =
                DecoderRun.of(read(directory), directory, run.resume(), run.acceptChanges(), Lines.to(print));
        try (StopOnSignal _ = new StopOnSignal(training::stop)) {
            return training.run() == RunState.FAILED ? 1 : 0;
        }
    }

    private DecoderSettings read(RunDirectory directory) {
        DecoderSettings before = DecoderSettings.STANDARD;
        if (settings != null) {
            before = DecoderSettings.read(settings);
        } else if (run.resume()) {
            before = DecoderSettings.read(directory);
        }
        DecoderSettings asked = before.with(options.values());
        run.refuseUseless(spec, "--start-from", asked.startFrom() != null);
        return asked;
    }

    private PreflightReport look(RunDirectory directory) {
        DecoderSettings asked;
        try {
            asked = read(directory);
        } catch (InputException refused) {
            return PreflightReport.refused(refused);
        }
        return DecoderPreflight.look(
                asked,
                directory,
                run.resume(),
                run.acceptChanges(),
                Lines.to(spec.commandLine().getErr()));
    }
}
