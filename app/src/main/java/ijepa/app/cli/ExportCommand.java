package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.HuggingFaceWriter;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.checkpoint.OfficialWriter;
import ijepa.core.checkpoint.OptimizerSource;
import ijepa.core.model.Network;
import ijepa.core.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Write a checkpoint in another format, for other programs or to pass it on.",
            "",
            "The target encoder, which the paper evaluates, for Hugging Face transformers:",
            "  ijepa export model.safetensors --format huggingface --out ijepa_tiny/",
            "All three networks for the published code, with the optimiser's state where there is one:",
            "  ijepa export model.safetensors --format official --out jepa-latest.pth.tar",
            "The newest checkpoint of a run, to go on with it in the published code:",
            "  ijepa export runs/first --format official --out jepa-latest.pth.tar",
            "A published checkpoint at half the size, without the optimiser's state:",
            "  ijepa export jepa-latest.pth.tar --format safetensors --type float16 --out model.safetensors",
            ""
        })
final class ExportCommand implements Callable<Integer> {

    /** What to write. */
    enum Format {
        OFFICIAL,
        HUGGINGFACE,
        SAFETENSORS
    }

    /** What numbers are stored as. */
    enum Type {
        FLOAT32(ElementType.F32),
        FLOAT16(ElementType.F16);

        private final ElementType stored;

        Type(ElementType stored) {
            this.stored = stored;
        }
    }

    /** One network alone. */
    enum Encoder {
        TARGET_ENCODER(Network.TARGET_ENCODER),
        ENCODER(Network.ENCODER);

        private final Network network;

        Encoder(Network network) {
            this.network = network;
        }
    }

    @Parameters(
            paramLabel = "CHECKPOINT|RUN",
            description = "Anything that ijepa inspect reads, or a run directory, whose newest checkpoint is taken.")
    private Path checkpoint;

    @Option(names = "--format", required = true, description = "official, huggingface or safetensors.")
    private Format format;

    @Option(
            names = "--network",
            description =
                    "target_encoder or encoder: this one alone. Hugging Face folders hold one (default: target_encoder), official checkpoints all three, safetensors all three unless given.")
    private Encoder encoder;

    @Option(
            names = "--out",
            required = true,
            description =
                    "File to write, or folder for huggingface. One of that name is replaced when the new one is whole.")
    private Path out;

    @Option(names = "--type", defaultValue = "float32", description = "float32 or float16 (default: ${DEFAULT-VALUE}).")
    private Type type;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "Attention heads of the encoder where neither the file nor a published size says them.")
    private Integer heads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (format == Format.OFFICIAL && encoder != null) {
            throw new InputException("--network does not go with --format official, which holds all three networks.");
        }
        if (format != Format.HUGGINGFACE && Files.isDirectory(out)) {
            throw new InputException(out + " is a folder: --out should name a file.");
        }
        if (format == Format.HUGGINGFACE && Files.isRegularFile(out)) {
            throw new InputException(out + " is a file: --out should name a folder.");
        }
        Path file = RunDirectory.weights(checkpoint);
        try (Checkpoint source = Checkpoint.open(file, heads == null ? OptionalInt.empty() : OptionalInt.of(heads))) {
            switch (format) {
                case OFFICIAL -> writeOfficial(source);
                case HUGGINGFACE ->
                    HuggingFaceWriter.write(
                            source.spec().encoder(),
                            encoder == null ? Network.TARGET_ENCODER : encoder.network,
                            source.parameters(),
                            type.stored,
                            out);
                case SAFETENSORS ->
                    ModelFile.write(
                            source.spec(), source.parameters(), networks(source), type.stored, source.details(), out);
            }
        }
        PrintWriter print = spec.commandLine().getOut();
        print.println("wrote " + out + " from " + file);
        print.flush();
        return 0;
    }

    private List<Network> networks(Checkpoint source) {
        return encoder != null
                ? List.of(encoder.network)
                : Arrays.stream(Network.values()).filter(source::has).toList();
    }

    private void writeOfficial(Checkpoint source) {
        OfficialWriter.Progress progress = new OfficialWriter.Progress(
                (int) source.detail("epoch").orElse(0),
                source.detail("loss").orElse(0),
                (int) source.detail("batch_size").orElse(0),
                (int) source.detail("world_size").orElse(1),
                source.detail("lr").orElse(1e-3));
        new OfficialWriter(source.spec(), source.parameters(), type.stored)
                .write(out, progress, source.optimizer().map(OptimizerSource::of));
    }
}
