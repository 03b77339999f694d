package ijepa.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import ijepa.core.config.PretrainFile;
import ijepa.core.config.SamplerSection;
import ijepa.core.config.WorkbenchSection;
import ijepa.core.run.PretrainRun;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunRequest;
import ijepa.core.run.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ijepa pretrain}. */
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Pretrain an I-JEPA model on a folder of pictures.",
            "Labels are not used. Everything is kept in a run directory: settings, metrics, log, checkpoints.",
            "A run that ended, however it ended, goes on from there with --resume.",
            "",
            "A first run, with the recipe for small scale:",
            "  ijepa pretrain pictures --run runs/first",
            "What it would do, without starting it:",
            "  ijepa pretrain pictures --check",
            "The same with other settings; every field can be set by its path:",
            "  ijepa pretrain pictures --epochs 100 --set optimization.final_lr=1e-5",
            "From a configuration of the official code:",
            "  ijepa pretrain --config in1k_vith14_ep300.yaml --set data.root_path=/data",
            "Go on after a stop or a power cut:",
            "  ijepa pretrain --resume --run runs/first",
            ""
        },
        footer = {
            "",
            "What is not given is what the configuration says: --config, else --recipe,",
            "else with --resume the run's own params-ijepa.yaml, else the recipe small.",
            "Ctrl+C ends a run with a checkpoint. docs/pretraining.md has every field.",
            "Exit status: 0 done, or told to stop, or with --check fit to start; 1 failed;",
            "2 wrong input."
        })
final class PretrainCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions configuration;

    @Mixin
    private RunOptions run;

    @Mixin
    private CheckOptions check;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private MachineOptions machine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        if (configuration.asksForList()) {
            print.print(ConfigurationOptions.list());
            print.flush();
            return 0;
        }
        RunDirectory directory = run.directory();
        if (check.isAsked(spec)) {
            return check.print(
                    this::read,
                    directory,
                    run.beginning(),
                    print,
                    spec.commandLine().getErr());
        }
        PretrainRun training =
                new PretrainRun(RunRequest.of(read(), directory, run.resume(), run.acceptChanges()), Lines.to(print));
        try (StopOnSignal _ = new StopOnSignal(training.training()::stop)) {
            return training.run() == RunState.FAILED ? 1 : 0;
        }
    }

    private PretrainFile read() {
        List<String> overrides = new ArrayList<>(settings.overrides());
        overrides.addAll(machine.overrides());
        PretrainFile file = configuration.read(run, overrides);
        refuseUseless(file.workbench());
        return file;
    }

    private void refuseUseless(WorkbenchSection settings) {
        run.refuseUseless(spec, "--from", false);
        if (settings.sampler().kind() != SamplerSection.Strategy.LAYOUT) {
            GivenOptions.refuse(spec, "Only --masks layout takes a layout", List.of("--layout"));
        }
        if (settings.regulariser().kind() == WorkbenchSection.SpreadKind.NONE) {
            GivenOptions.refuse(
                    spec,
                    "There is no term against collapse (--spread)",
                    List.of("--spread-covariance", "--spread-scope"));
        }
        if (settings.regulariser().kind() != WorkbenchSection.SpreadKind.VARIANCE_COVARIANCE) {
            GivenOptions.refuse(
                    spec, "Only the variance-covariance term has a covariance", List.of("--spread-covariance"));
        }
    }
}
