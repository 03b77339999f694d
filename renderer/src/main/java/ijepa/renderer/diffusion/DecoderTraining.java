package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.SpokenProgress;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.eval.PooledFeatures;
import ijepa.core.image.ImageBatch;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageLoader;
import ijepa.core.image.LoaderSettings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.run.Metric;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DeviceMemory;
import ijepa.core.train.Position;
import ijepa.renderer.diffusion.DecoderTrainingConfig.Conditions;

/**
 * A decoder's training step by step: pictures in, frozen embeddings, and a report after each. What decides the next step is
 * in weights, optimiser, scale of conditions and {@link #position} only, for all that is drawn comes from the seed and the
 * step's number.
 */
final class DecoderTraining implements AutoCloseable {

    /** Batches whose embeddings give the scale of conditions. */
    private static final int SCALE_BATCHES = 16;
    /** Embeddings of the rarer kind that they hold at least: one alone has no deviation. */
    private static final int SCALE_EXAMPLES = 64;
    /** Pictures that give the sketch's linear maps, some for each of an embedding's numbers. */
    private static final int SKETCH_EXAMPLES = 8192;

    private final DecoderTrainingConfig config;
    private final DecoderSpec spec;
    private final ComputeDevice device;
    private final ImageLoader loader;
    private final DecoderTrainingStep step;
    private final DecoderBatches batches;
    private final Map<ConditionKind, Double> sketchExplains = new EnumMap<>(ConditionKind.class);
    private final Conditioning conditioning;
    private final Consumer<String> says;
    private final long earlierSteps;
    private Position position;
    private Iterator<ImageBatch> squares;

    /**
     * A training.
     *
     * @param model frozen, with a predictor if there are to be blocks; stays open as long as this
     * @param given where it starts; fresh where this is empty
     * @param says  is told how far it is with what comes before the first step, where that takes long
     * @throws InputException when the model lacks a predictor, there are too few pictures, or no masks can be drawn
     */
    DecoderTraining(
            IJepa model,
            DecoderSpec spec,
            ImageFolder folder,
            DecoderTrainingConfig config,
            Optional<DecoderStart> given,
            Consumer<String> says) {
        if (config.imageShare() < 1 && model.predictor().isEmpty()) {
            throw new InputException("The checkpoint has no predictor, so there is nothing to learn blocks from: use a"
                    + " checkpoint with all three networks, or whole images only (--image-share 1).");
        }
        DecoderStart start = given.orElseGet(() -> DecoderStart.fresh(spec, config.seed()));
        this.config = config;
        this.spec = spec;
        device = model.device();
        EncoderSpec encoder = model.spec().encoder();
        boolean cached = config.conditions() == Conditions.CACHED;
        LoaderSettings settings = new LoaderSettings(
                config.batchSize(),
                DecoderBatches.squareSide(encoder.imageSize(), config.imageSize()),
                config.minScale(),
                1,
                !cached,
                config.seed(),
                Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8),
                2,
                config.cacheBytes());
        loader = cached ? ImageLoader.ofCentres(folder, settings) : new ImageLoader(folder, settings);
        step = new DecoderTrainingStep(
                spec, start, config.decay(), config.weighting(), model.device(), config.precision());
        batches = new DecoderBatches(
                model,
                config.masks().nearestOn(encoder.grid()).sampler(encoder.grid()),
                step.network().kernels(),
                config.imageSize(),
                config.imageShare(),
                cached && config.imageShare() > 0 ? Optional.of(averages(model, folder, says)) : Optional.empty());
        this.says = says;
        conditioning = conditioning(start);
        position = start.position();
        earlierSteps = start.earlierSteps();
    }

    private static Map<Integer, float[]> averages(IJepa model, ImageFolder folder, Consumer<String> says) {
        PooledFeatures.Labelled all = new PooledFeatures(
                        folder, model.spec().encoder().imageSize())
                .encode(model, new SpokenProgress(says, "encoding all pictures"));
        Map<Integer, float[]> byPlace = new HashMap<>();
        for (int i = 0; i < all.places().length; i++) {
            byPlace.put(all.places()[i], all.vectors().row(i));
        }
        return byPlace;
    }

    public DecoderSpec spec() {
        return spec;
    }

    public ImageLoader loader() {
        return loader;
    }

    /** How far it is; an epoch is one pass over the pictures. */
    public Position position() {
        return position;
    }

    /** Steps that the weights were trained for, those before this training included. */
    public long trainedSteps() {
        return position.step() + earlierSteps;
    }

    /** Goes to the next epoch's beginning, once all steps of an epoch are done. */
    public void closeEpoch() {
        position = position.nextEpoch();
    }

    /**
     * Does the next step of the epoch, of which one must be left.
     *
     * @return with the values {@code mse}, {@code vb} and {@code lr}
     * @throws ijepa.core.train.NonFiniteLossException when the loss is no number; nothing is updated then
     */
    public Metric.Named step() {
        Position before = position;
        long began = System.nanoTime();
        if (squares == null) {
            squares = loader.from(position.epoch(), position.iteration(), Integer.MAX_VALUE);
        }
        ImageBatch pictures = squares.next();
        long ready = System.nanoTime();
        double rate = config.rate(before.step());
        DecoderTrainingStep.Loss loss = step(pictures, before.step(), rate);
        position = before.stepped();
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        values.put("mse", loss.squared());
        values.put("vb", loss.bound());
        values.put("lr", rate);
        return Metric.Named.of(
                before,
                loss.squared() + loss.bound(),
                values,
                pictures.count(),
                (ready - began) / 1e9,
                (System.nanoTime() - began) / 1e9,
                device);
    }

    private DecoderTrainingStep.Loss step(ImageBatch pictures, long number, double rate) {
        return withRoom(() -> compute(pictures, number, rate), device, pictures.count());
    }

    /** Says what to do when a step has no room on the device. */
    static <T> T withRoom(Supplier<T> step, ComputeDevice device, int pictures) {
        try {
            return step.get();
        } catch (RuntimeException | OutOfMemoryError failure) {
            if (!DeviceMemory.isExhausted(failure)) {
                throw failure;
            }
            throw new InputException(
                    "There is not enough memory on " + device + " for a step of " + pictures
                            + " pictures: start with a smaller --batch-size, such as "
                            + Math.max(1, pictures / 2) + ", or a smaller decoder.",
                    failure);
        }
    }

    private DecoderTrainingStep.Loss compute(ImageBatch pictures, long number, double rate) {
        try (NDManager scope = step.newScope()) {
            DecoderBatches.Batch batch = batches.make(scope, pictures, number, config.seed());
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(config.seed() * 7_919 + number);
            int dim = spec.unet().conditionDim();
            float[] values = new float[pictures.count() * dim];
            for (int i = 0; i < pictures.count(); i++) {
                ConditionKind kind = batch.kinds().get(i);
                float[] condition = random.nextDouble() < config.dropping()
                        ? conditioning.scale().dropped(kind)
                        : conditioning
                                .scale()
                                .condition(kind, batch.embeddings().get(i));
                System.arraycopy(condition, 0, values, i * dim, dim);
            }
            NDArray conditions = scope.create(values, new Shape(pictures.count(), dim));
            Optional<NDArray> sketches = conditioning
                    .sketch()
                    .map(sketch -> sketch.pictures(scope, step.network().kernels(), values, dim, config.imageSize()));
            return step.run(scope, batch.pictures(), conditions, sketches, rate, random.nextLong());
        }
    }

    private Conditioning conditioning(DecoderStart start) {
        LearntConditions own = LearntConditions.of(config);
        EnumSet<ConditionKind> fresh = EnumSet.copyOf(own.kinds());
        start.learnt().ifPresent(before -> fresh.removeAll(before.kinds()));
        // What the weights know stays as they know it.
        ConditionScale scale = start.scale()
                .map(before -> fresh.isEmpty() ? before : before.with(fresh, measureScale()))
                .orElseGet(this::measureScale);
        Optional<Sketch> sketch = Optional.empty();
        if (spec.unet().hasSketch()) {
            sketch = start.sketch()
                    .map(before -> fresh.isEmpty() ? before : before.with(fresh, measureSketch(scale, fresh)))
                    .or(() -> Optional.of(measureSketch(scale, own.kinds())));
        }
        return new Conditioning(scale, sketch, start.learnt().map(own::after).orElse(own));
    }

    private ConditionScale measureScale() {
        List<float[]> embeddings = new ArrayList<>();
        List<ConditionKind> kinds = new ArrayList<>();
        double rarer = Math.min(config.imageShare(), 1 - config.imageShare());
        int batches = rarer > 0
                ? (int) Math.max(SCALE_BATCHES, Math.ceil(SCALE_EXAMPLES / (config.batchSize() * rarer)))
                : SCALE_BATCHES;
        forFirst(batches, "measuring the scale of conditions", batch -> {
            embeddings.addAll(batch.embeddings());
            kinds.addAll(batch.kinds());
        });
        return ConditionScale.measure(spec.embeddingDim(), embeddings, kinds);
    }

    /**
     * Measures maps, and what those of some kinds explain.
     *
     * @param kinds those whose maps are used
     */
    private Sketch measureSketch(ConditionScale scale, Set<ConditionKind> kinds) {
        List<Sketch.Example> examples = new ArrayList<>();
        int side = config.sketch();
        int pixels = 3 * side * side;
        forFirst(Math.max(1, SKETCH_EXAMPLES / config.batchSize()), "measuring sketches", batch -> {
            float[] coarse = step.network()
                    .kernels()
                    .resize(batch.pictures().getManager(), batch.pictures(), side, side)
                    .toFloatArray();
            for (int i = 0; i < batch.kinds().size(); i++) {
                examples.add(new Sketch.Example(
                        scale.condition(batch.kinds().get(i), batch.embeddings().get(i)),
                        Arrays.copyOfRange(coarse, i * pixels, (i + 1) * pixels)));
            }
        });
        // One in eight is kept back to see what the maps are worth.
        List<Sketch.Example> others = new ArrayList<>();
        for (int i = examples.size() - examples.size() % 8 - 1; i >= 0; i -= 8) {
            others.add(examples.remove(i));
        }
        Sketch sketch = Sketch.measure(side, examples);
        for (ConditionKind kind : kinds) {
            double explained = sketch.explained(kind, others);
            if (Double.isFinite(explained)) {
                sketchExplains.put(kind, explained);
            }
        }
        return sketch;
    }

    /** {@link Sketch#explained} of each kind, where the sketch was measured here. */
    Map<ConditionKind, Double> sketchExplains() {
        return sketchExplains;
    }

    /** Looks at the batches that the first epoch begins with. */
    private void forFirst(int count, String what, Consumer<DecoderBatches.Batch> look) {
        SpokenProgress progress = new SpokenProgress(says, what);
        Iterator<ImageBatch> first = loader.epoch(0, 0);
        for (int i = 0; i < count && first.hasNext(); i++) {
            progress.reached((double) i / count);
            try (NDManager scope = step.newScope()) {
                look.accept(batches.make(scope, first.next(), i, config.seed()));
            }
        }
    }

    /** The decoder as it is now, to draw with between two steps; it goes on with the training. */
    Decoder decoder() {
        return Decoder.of(spec, conditioning, trainedSteps(), step.average(), device);
    }

    /**
     * Writes the decoder as it is now.
     *
     * @param type       float32, or float16 for half the size
     * @param withOnline whether the learning weights are kept beside their average
     */
    public void write(ElementType type, boolean withOnline, Path file) {
        DecoderFile.collect(
                        spec,
                        conditioning,
                        step.average(),
                        withOnline ? step.network() : null,
                        type,
                        Map.of("step", Long.toString(trainedSteps())))
                .write(file);
    }

    /** All that the next step depends on besides the configuration; the file opens as a decoder too. */
    SafetensorsWriter state(Map<String, String> metadata) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put(DecoderFile.EARLIER_STEPS, Long.toString(earlierSteps));
        SafetensorsWriter writer =
                DecoderFile.collect(spec, conditioning, step.average(), step.network(), ElementType.F32, all);
        step.addState(writer);
        return writer;
    }

    @Override
    public void close() {
        loader.close();
        step.close();
    }
}
