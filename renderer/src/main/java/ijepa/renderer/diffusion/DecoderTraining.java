package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.image.ImageBatch;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageLoader;
import ijepa.core.image.LoaderSettings;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.model.IJepa;
import ijepa.core.model.WeightsDigest;

/** The loop of a decoder's training: pictures in, frozen embeddings, steps, and a report after each. */
public final class DecoderTraining implements AutoCloseable {

    /** Batches whose embeddings give the scale of conditions. */
    private static final int SCALE_BATCHES = 16;

    private final IJepa model;
    private final DecoderTrainingConfig config;
    private final DecoderSpec spec;
    private final ImageLoader loader;
    private final DecoderTrainingStep step;
    private final DecoderBatches batches;
    private ConditionScale scale;
    private long done;

    /**
     * A training from fresh weights.
     *
     * @param model       frozen, with a predictor if there are to be blocks
     * @param encoderName what to call it
     * @throws InputException when the model lacks a predictor or there are too few pictures
     */
    public DecoderTraining(IJepa model, String encoderName, ImageFolder folder, DecoderTrainingConfig config) {
        if (config.imageShare() < 1 && model.predictor().isEmpty()) {
            throw new InputException("The checkpoint has no predictor, so there is nothing to learn blocks from: use a"
                    + " checkpoint with all three networks, or whole images only (--image-share 1).");
        }
        this.model = model;
        this.config = config;
        int encoderSide = model.spec().encoder().imageSize();
        spec = DecoderSpec.of(
                config.network(),
                config.imageSize(),
                model.spec().encoder().embedDim(),
                WeightsDigest.of(model),
                encoderName);
        loader = new ImageLoader(
                folder,
                new LoaderSettings(
                        config.batchSize(),
                        DecoderBatches.squareSide(encoderSide, config.imageSize()),
                        config.minScale(),
                        1,
                        true,
                        config.seed(),
                        1,
                        2,
                        config.cacheBytes()));
        step = new DecoderTrainingStep(spec, config.seed(), config.decay(), model.device(), config.precision());
        batches = new DecoderBatches(
                model,
                new MultiBlockSampler(MultiBlockSettings.nearestToPublished(
                        model.spec().encoder().grid())),
                step.network().kernels(),
                config.imageSize(),
                config.imageShare());
    }

    /**
     * One step as it was done.
     *
     * @param step    from 1
     * @param loss    before the update
     * @param seconds of the step, waiting for pictures included
     */
    public record Progress(long step, DecoderTrainingStep.Loss loss, double seconds) {}

    /** Is told of each step; returns false to stop after it. */
    @FunctionalInterface
    public interface Listener {
        boolean stepped(Progress progress);
    }

    public DecoderSpec spec() {
        return spec;
    }

    public ImageLoader loader() {
        return loader;
    }

    /** Steps done so far. */
    public long done() {
        return done;
    }

    /** Runs to the configured number of steps, or until the listener says stop. */
    public void run(Listener listener) {
        if (scale == null) {
            scale = measureScale();
        }
        for (int epoch = 0; done < config.steps(); epoch++) {
            Iterator<ImageBatch> squares = loader.epoch(epoch, 0);
            while (squares.hasNext() && done < config.steps()) {
                long start = System.nanoTime();
                DecoderTrainingStep.Loss loss = step(squares.next());
                if (!listener.stepped(new Progress(done, loss, (System.nanoTime() - start) / 1e9))) {
                    return;
                }
            }
        }
    }

    private DecoderTrainingStep.Loss step(ImageBatch squares) {
        try (NDManager scope = step.newScope()) {
            DecoderBatches.Batch batch = batches.make(scope, squares, done, config.seed());
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(config.seed() * 7_919 + done);
            int dim = spec.unet().conditionDim();
            float[] values = new float[squares.count() * dim];
            for (int i = 0; i < squares.count(); i++) {
                ConditionKind kind = batch.kinds().get(i);
                float[] condition = random.nextDouble() < config.dropping()
                        ? scale.dropped(kind)
                        : scale.condition(kind, batch.embeddings().get(i));
                System.arraycopy(condition, 0, values, i * dim, dim);
            }
            NDArray conditions = scope.create(values, new Shape(squares.count(), dim));
            double rate = config.learningRate() * Math.min(1, (done + 1.0) / Math.max(1, config.warmup()));
            DecoderTrainingStep.Loss loss = step.run(scope, batch.pictures(), conditions, rate, random.nextLong());
            done++;
            return loss;
        }
    }

    private ConditionScale measureScale() {
        List<float[]> embeddings = new ArrayList<>();
        List<ConditionKind> kinds = new ArrayList<>();
        Iterator<ImageBatch> squares = loader.epoch(0, 0);
        for (int i = 0; i < SCALE_BATCHES && squares.hasNext(); i++) {
            try (NDManager scope = step.newScope()) {
                DecoderBatches.Batch batch = batches.make(scope, squares.next(), i, config.seed());
                embeddings.addAll(batch.embeddings());
                kinds.addAll(batch.kinds());
            }
        }
        return ConditionScale.measure(spec.embeddingDim(), embeddings, kinds);
    }

    /**
     * Writes the decoder as it is now.
     *
     * @param type       float32, or float16 for half the size
     * @param withOnline whether the learning weights are kept beside their average
     */
    public void write(ElementType type, boolean withOnline, Path file) {
        if (scale == null) {
            throw new IllegalStateException("The decoder has not begun to learn.");
        }
        DecoderFile.write(spec, scale, step.average(), withOnline ? step.network() : null, done, type, file);
    }

    @Override
    public void close() {
        loader.close();
        step.close();
    }
}
