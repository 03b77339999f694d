package ijepa.app.cli;

import java.nio.file.Path;
import java.util.OptionalInt;

import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.model.IJepa;
import ijepa.core.run.RunDirectory;
import ijepa.core.tensor.Precision;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which weights are used, and where they compute. */
public final class ModelOptions {

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Weights, or a run whose newest checkpoint is taken (default: the small model that comes with the program).")
    private Path checkpoint;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "Attention heads of the encoder, where neither the file nor the published sizes say them.")
    private Integer heads;

    @Option(names = "--precision", defaultValue = "fp32", description = "fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Mixin
    private DeviceOptions device;

    private Path file;

    /** The file of weights, the same however long the command takes: a run may go on meanwhile. */
    private Path file() {
        if (file == null) {
            file = RunDirectory.weights(checkpoint);
        }
        return file;
    }

    /** What to call the weights. */
    public String name() {
        return checkpoint == null ? BundledModel.NAME : file().toString();
    }

    /** What to call them where there is little room: without their folder. */
    public String shortName() {
        return checkpoint == null ? BundledModel.NAME : file().getFileName().toString();
    }

    /** What they are computed with. */
    public Precision precision() {
        return precision;
    }

    /**
     * The weights' file, to be closed.
     *
     * @throws ijepa.core.InputException when it cannot be used
     */
    public Checkpoint open() {
        return checkpoint == null ? BundledModel.open() : open(file());
    }

    /**
     * Another file of weights, read as these are.
     *
     * @throws ijepa.core.InputException when it cannot be used
     */
    public Checkpoint open(Path file) {
        return Checkpoint.open(file, heads == null ? OptionalInt.empty() : OptionalInt.of(heads));
    }

    /** Loads opened weights to where they compute. */
    public IJepa load(Checkpoint weights) {
        return IJepa.load(weights.spec(), weights.parameters(), device.device(), precision);
    }

    /**
     * Loads the weights.
     *
     * @throws ijepa.core.InputException when they cannot be used
     */
    public IJepa load() {
        try (Checkpoint weights = open()) {
            return load(weights);
        }
    }
}
