package ijepa.renderer.figure.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.image.Image;
import ijepa.core.image.ImageReading;
import ijepa.core.model.IJepa;
import ijepa.core.run.Metric;
import ijepa.core.run.MetricsReader;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunStatus;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.predict.Digests;

/**
 * Finds, checks and opens the files of recipes. The model and the decoder that were used last stay open, because a figure
 * is drawn many times before it is good. One thread at a time.
 */
public final class FigureInputs implements AutoCloseable {

    /** A file that was changed a moment ago may be changed again without its time telling. */
    private static final long SETTLED_MILLIS = 2_000;

    /** Photographs that come with the program. */
    @FunctionalInterface
    public interface Samples {

        /**
         * The bytes of one.
         *
         * @throws IOException when there is none of that name
         */
        byte[] read(String name) throws IOException;
    }

    private final Optional<Path> recipeFolder;
    private final Samples samples;
    private final Map<String, Hash> hashes = new HashMap<>();
    private String modelPath;
    private IJepa model;
    private String decoderPath;
    private Decoder decoder;

    /** A hash, and what the file looked like when it was taken. */
    private record Hash(long size, long modified, String sha256) {}

    /**
     * Inputs.
     *
     * @param recipeFolder where files are looked for that are not in the working directory
     */
    public FigureInputs(Optional<Path> recipeFolder, Samples samples) {
        this.recipeFolder = recipeFolder;
        this.samples = samples;
    }

    /**
     * The recipe with the hashes of all its files.
     *
     * @param acceptChanges whether a file may differ from what the recipe says
     * @throws InputException when files are missing, or were changed and may not be, with all their names
     */
    public FigureRecipe sealed(FigureRecipe recipe, boolean acceptChanges) {
        List<String> problems = new ArrayList<>();
        FigureRecipe sealed = recipe.withFiles(file -> sealed(file, acceptChanges, problems));
        if (!problems.isEmpty()) {
            throw new InputException(
                    String.join(" ", problems.stream().distinct().toList()));
        }
        return sealed;
    }

    private FileInput sealed(FileInput file, boolean acceptChanges, List<String> problems) {
        try {
            String found = hash(file);
            if (!acceptChanges
                    && file.sha256().isPresent()
                    && !file.sha256().get().equals(found)) {
                problems.add(file.path() + " is not what the figure was made from (its SHA-256 begins with "
                        + found.substring(0, 12) + ", not "
                        + file.sha256()
                                .get()
                                .substring(0, Math.min(12, file.sha256().get().length()))
                        + "): put the old file back, or accept the new one (--accept-changes).");
            }
            return file.withHash(found);
        } catch (InputException missing) {
            problems.add(missing.getMessage());
            return file;
        }
    }

    private String hash(FileInput file) {
        if (file.path().equals(FileInput.BUNDLED)) {
            return Digests.sha256(BundledModel.content());
        }
        if (file.path().equals(FileInput.BUNDLED_DECODER)) {
            return Digests.sha256(BundledDecoder.content());
        }
        if (file.path().startsWith(FileInput.SAMPLE)) {
            return Digests.sha256(sample(file));
        }
        Path path = hashed(file);
        try {
            long size = Files.size(path);
            long modified = Files.getLastModifiedTime(path).toMillis();
            Hash known = hashes.get(file.path());
            if (known == null || known.size != size || known.modified != modified) {
                boolean settled = System.currentTimeMillis() - modified > SETTLED_MILLIS;
                known = new Hash(size, modified, Digests.sha256(path));
                if (settled) {
                    hashes.put(file.path(), known);
                }
            }
            return known.sha256;
        } catch (IOException failure) {
            throw new InputException(
                    "The figure's file " + file.path() + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /** The file whose content stands for an input: of a run its metrics, of a model folder its weights. */
    private Path hashed(FileInput file) {
        Path path = path(file);
        if (!Files.isDirectory(path)) {
            return path;
        }
        Path metrics = new RunDirectory(path).metrics();
        Path weights = path.resolve("model.safetensors");
        if (Files.exists(metrics) || Files.exists(weights)) {
            return Files.exists(metrics) ? metrics : weights;
        }
        throw new InputException("The figure's folder " + file.path()
                + " holds neither a run (metrics.jsonl) nor a model (model.safetensors): name another.");
    }

    private Path path(FileInput file) {
        Path given = Path.of(file.path());
        if (Files.exists(given)) {
            return given;
        }
        return recipeFolder
                .map(folder -> folder.resolve(given))
                .filter(Files::exists)
                .orElseThrow(
                        () -> new InputException(
                                file.sha256().isEmpty()
                                        ? "There is no file " + file.path() + "."
                                        : "The figure is made from " + file.path()
                                                + ", and it is not there: put it back, or say where it is now (--replace OLD=NEW)."));
    }

    private byte[] sample(FileInput file) {
        try {
            return samples.read(file.name());
        } catch (IOException missing) {
            throw new InputException("There is no sample image " + file.name() + " in this program.", missing);
        }
    }

    /** A photograph, whole. */
    Image image(FileInput file) {
        return file.path().startsWith(FileInput.SAMPLE)
                ? ImageReading.decode(sample(file), file.name(), ImageReading.Orientation.UPRIGHT)
                : ImageReading.read(path(file));
    }

    /** All records of a run's metrics. */
    List<Metric> metrics(FileInput run) {
        try {
            List<Metric> found = new MetricsReader(new RunDirectory(path(run))).poll();
            if (found.isEmpty()) {
                throw new InputException(
                        "The run " + run.path() + " has no metrics yet: let it take some steps first.");
            }
            return found;
        } catch (IOException failure) {
            throw new InputException(
                    "The metrics of the run " + run.path() + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /** Steps that an epoch of a run has as its status says; empty where that is missing. */
    OptionalDouble stepsPerEpoch(FileInput run) {
        return RunStatus.read(new RunDirectory(path(run)))
                .map(RunStatus::progress)
                .filter(progress -> progress.totalSteps() > 0 && progress.epochs() > 0)
                .map(progress -> OptionalDouble.of(progress.totalSteps() / (double) progress.epochs()))
                .orElse(OptionalDouble.empty());
    }

    /** The networks of a checkpoint; they stay open until others are asked for. */
    IJepa model(FileInput file) {
        String wanted = file.path() + " " + hash(file);
        if (!wanted.equals(modelPath)) {
            closeModel();
            try (Checkpoint checkpoint = file.path().equals(FileInput.BUNDLED)
                    ? BundledModel.open()
                    : Checkpoint.open(path(file), OptionalInt.empty())) {
                model = IJepa.load(
                        checkpoint.spec(), checkpoint.parameters(), ComputeDevice.parse("auto"), Precision.FP32);
                modelPath = wanted;
            }
        }
        return model;
    }

    /** A decoder; it stays open until another is asked for. */
    Decoder decoder(FileInput file) {
        String wanted = file.path() + " " + hash(file);
        if (!wanted.equals(decoderPath)) {
            closeDecoder();
            ComputeDevice device = ComputeDevice.parse("auto");
            decoder = file.path().equals(FileInput.BUNDLED_DECODER)
                    ? BundledDecoder.load(device, Precision.FP32)
                    : Decoder.load(path(file), device, Precision.FP32);
            decoderPath = wanted;
        }
        return decoder;
    }

    private void closeModel() {
        if (model != null) {
            model.close();
            model = null;
            modelPath = null;
        }
    }

    private void closeDecoder() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
            decoderPath = null;
        }
    }

    @Override
    public void close() {
        closeModel();
        closeDecoder();
    }
}
