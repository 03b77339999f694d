package ijepa.app.cli;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** Short options for what a run does besides learning: where it computes, what it writes and what it measures. */
final class MachineOptions extends FieldOptions {

    @Option(
            order = 22,
            names = "--device",
            paramLabel = "NAME",
            description = "auto, cpu or cuda:N: workbench.device.name.")
    void device(String value) {
        set("workbench.device.name", value);
    }

    @Option(
            order = 23,
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads for the networks, 0 leaves it to the engine: workbench.device.threads.")
    void threads(String value) {
        set("workbench.device.threads", value);
    }

    @Option(
            order = 24,
            names = "--seed",
            paramLabel = "N",
            description = "Of initialisation, order, crops and masks: workbench.seed.")
    void seed(String value) {
        set("workbench.seed", value);
    }

    @Option(
            order = 25,
            names = "--cache-gb",
            paramLabel = "GB",
            description = "Memory for decoded pictures: workbench.loader.cache_gb.")
    void cacheGb(String value) {
        set("workbench.loader.cache_gb", value);
    }

    @Option(
            order = 26,
            names = "--max-unreadable",
            paramLabel = "SHARE",
            description =
                    "End the run when more of the pictures cannot be used: workbench.loader.largest_unreadable_share.")
    void maxUnreadable(String value) {
        set("workbench.loader.largest_unreadable_share", value);
    }

    @Option(
            order = 27,
            names = "--checkpoint-every",
            paramLabel = "EPOCHS",
            description = "Epochs between checkpoints: workbench.checkpointing.every_epochs.")
    void checkpointEvery(String value) {
        set("workbench.checkpointing.every_epochs", value);
    }

    @Option(
            order = 28,
            names = "--checkpoint-minutes",
            paramLabel = "MINUTES",
            description = "Write one when the last is so old: workbench.checkpointing.every_minutes.")
    void checkpointMinutes(String value) {
        set("workbench.checkpointing.every_minutes", value);
    }

    @Option(
            order = 29,
            names = "--keep-last",
            paramLabel = "N",
            description = "Newest checkpoints to keep: workbench.checkpointing.keep_last.")
    void keepLast(String value) {
        set("workbench.checkpointing.keep_last", value);
    }

    @Option(
            order = 30,
            names = "--keep-every",
            paramLabel = "EPOCHS",
            description = "Keep every so many epochs' checkpoint: workbench.checkpointing.keep_every_epochs.")
    void keepEvery(String value) {
        set("workbench.checkpointing.keep_every_epochs", value);
    }

    @Option(
            order = 31,
            names = "--out",
            paramLabel = "FILE",
            description = "Model file to write besides, after every epoch, the weights alone: workbench.model_file.")
    void out(Path value) {
        set("workbench.model_file", quoted(value));
    }

    @Option(
            order = 32,
            names = "--probe",
            paramLabel = "FOLDER",
            description =
                    "Held-out pictures in the same class subfolders; their nearest neighbours' accuracy is measured: workbench.probe.folder.")
    void probe(Path value) {
        set("workbench.probe.folder", quoted(value));
    }

    @Option(
            order = 33,
            names = "--probe-every",
            paramLabel = "EPOCHS",
            description = "Epochs between probes, 0 for none: workbench.probe.every_epochs.")
    void probeEvery(String value) {
        set("workbench.probe.every_epochs", value);
    }
}
