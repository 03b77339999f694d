package ijepa.core.run;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.checkpoint.OptimizerState;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.checkpoint.Seal;
import ijepa.core.model.ParameterSource;
import ijepa.core.train.Position;
import ijepa.core.train.TrainingStart;

/**
 * Everything that a run goes on from, as one sealed safetensors file: the trained networks as in their own kind of file, so
 * that it opens as one too (of pretraining a {@link ijepa.core.checkpoint.ModelFile}); {@code optimizer.first_moment.*},
 * {@code .second_moment.*} and {@code .step_count.*} of each trained parameter; of pretraining {@code generator}, the state
 * of the generator of mask places; and in the metadata the position, the last loss, the fingerprints of settings and
 * pictures, and the number of threads, on which sums depend in their last bit.
 */
public final class TrainingCheckpoint implements AutoCloseable {

    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String ITERATION = "iteration";
    private static final String LOSS = "loss";
    private static final String CONFIG = "config_hash";
    private static final String PICTURES = "pictures_hash";
    private static final String THREADS = "threads";

    private final Path path;
    private final SafetensorsFile file;

    private TrainingCheckpoint(Path path, SafetensorsFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * What a checkpoint says besides numbers of the training itself.
     *
     * @param loss        of the last step
     * @param fingerprint of the run
     * @param threads     that the engine used
     */
    record Stamp(double loss, Fingerprint fingerprint, int threads) {}

    /**
     * Writes the state between two steps.
     *
     * @throws InputException when it cannot be written; what was there before stays
     */
    static void write(Trainee training, Stamp stamp, Path file) {
        Position position = training.position();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(STEP, Long.toString(position.step()));
        metadata.put(EPOCH, Integer.toString(position.epoch()));
        metadata.put(ITERATION, Integer.toString(position.iteration()));
        metadata.put(LOSS, Double.toString(stamp.loss));
        metadata.put(CONFIG, stamp.fingerprint.config());
        metadata.put(PICTURES, stamp.fingerprint.pictures());
        metadata.put(THREADS, Integer.toString(stamp.threads));
        training.state(metadata).sealed().write(file);
    }

    /**
     * Opens a checkpoint and checks all of its bytes.
     *
     * @throws InputException when it is damaged or no checkpoint of a training
     */
    public static TrainingCheckpoint open(Path path) {
        Seal.requireIntact(path);
        SafetensorsFile file = SafetensorsFile.open(path);
        try {
            TrainingCheckpoint checkpoint = new TrainingCheckpoint(path, file);
            checkpoint.position();
            checkpoint.threads();
            checkpoint.loss();
            return checkpoint;
        } catch (RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    /**
     * How far the run was, by the head of a checkpoint alone.
     *
     * @throws InputException when it does not say
     */
    static Position positionOf(Path path) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return new TrainingCheckpoint(path, file).position();
        }
    }

    public Path path() {
        return path;
    }

    /** How far the run was. */
    public Position position() {
        try {
            return new Position(number(STEP), Math.toIntExact(number(EPOCH)), Math.toIntExact(number(ITERATION)));
        } catch (IllegalArgumentException | ArithmeticException impossible) {
            throw new InputException(path + " is no checkpoint: " + impossible.getMessage(), impossible);
        }
    }

    /** Loss of the last step; not a number before the first. */
    double loss() {
        try {
            return Double.parseDouble(file.metadata().getOrDefault(LOSS, "NaN"));
        } catch (NumberFormatException failure) {
            throw new InputException(path + " is no checkpoint of a training: its loss is no number.", failure);
        }
    }

    /** Threads that the engine used on the processor. */
    int threads() {
        return Math.toIntExact(number(THREADS));
    }

    Fingerprint fingerprint() {
        return new Fingerprint(
                file.metadata().getOrDefault(CONFIG, ""), file.metadata().getOrDefault(PICTURES, ""));
    }

    private long number(String key) {
        try {
            return Long.parseLong(file.metadata().getOrDefault(key, "nothing"));
        } catch (NumberFormatException failure) {
            throw new InputException(
                    path + " is no checkpoint of a training: its metadata lacks " + key + ".", failure);
        }
    }

    private int[] places() {
        return Arrays.stream(file.longs(OptimizerState.GENERATOR))
                .mapToInt(word -> (int) word)
                .toArray();
    }

    /**
     * Where pretraining goes on. Reads from this file, which must stay open until the training is made.
     *
     * @throws InputException when it is of another training
     */
    public TrainingStart start() {
        ParameterSource source = source();
        return new TrainingStart(source, Optional.of(source), position(), places());
    }

    private ParameterSource source() {
        return new ParameterSource() {
            @Override
            public Set<String> names() {
                return file.entries().keySet();
            }

            @Override
            public long[] shape(String name) {
                return file.entry(name).sizes();
            }

            @Override
            public void read(String name, FloatBuffer into) {
                file.read(name, into);
            }
        };
    }

    @Override
    public void close() {
        file.close();
    }
}
