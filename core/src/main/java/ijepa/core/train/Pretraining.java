package ijepa.core.train;

import java.util.Iterator;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.image.ImageBatch;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageLoader;
import ijepa.core.mask.MaskSampler;
import ijepa.core.model.IJepa;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.OptimizerKernels.AdamW;

/**
 * Pretraining step by step: pictures and masks in, and a report after each. What decides the next step is in four places
 * only, networks, optimiser, {@link #position} and {@link #places}: a run that starts from a copy of them is the same run.
 */
public final class Pretraining implements AutoCloseable {

    /** Steps between measurements of the target embeddings' spread, which costs a singular value decomposition. */
    private static final int SPREAD_EVERY = 20;

    private final PretrainConfig config;
    private final int pictures;
    private final ImageLoader loader;
    private final MaskSampler masks;
    private final IJepa model;
    private final TrainingStep step;
    private final Schedules schedules;
    private final long totalSteps;
    private Position position;
    private int[] places;
    private LoadedParts batches;
    private MasksAhead ahead;

    /**
     * A run from a given start. The start's sources are read here and not needed afterwards.
     *
     * @throws ijepa.core.InputException when the masks cannot be satisfied, there are too few pictures, or the start lacks
     *     something that this configuration needs or lies beyond its last epoch
     */
    public Pretraining(PretrainConfig config, ImageFolder folder, ComputeDevice device, TrainingStart start) {
        this.config = config;
        position = start.position();
        places = start.places().clone();
        masks = config.masks().sampler();
        pictures = folder.size();
        if (iterationsPerEpoch() == 0 && config.step().accumulate() > 1) {
            throw new InputException(folder.root() + " has " + pictures + " pictures, fewer than the "
                    + config.effectiveBatch()
                    + " of one step: lower workbench.step.accumulate or data.batch_size, or add"
                    + " pictures.");
        }
        position.requireWithin(config.optimization().epochs());
        totalSteps = position.step() + stepsOfAllEpochs() - scheduled(position);
        loader = new ImageLoader(
                folder, config.loader(), config.model().encoder().patchSize());
        model = IJepa.load(config.model(), start.parameters(), device, config.precision());
        step = new TrainingStep(
                model, config.loss(), config.regulariser(), AdamW.PUBLISHED, config.step(), start.optimizerState());
        schedules = Schedules.of(config.optimization(), iterationsPerEpoch());
    }

    /**
     * One step as it was done.
     *
     * @param step           its number, from 0
     * @param epoch          from 0
     * @param iteration      within the epoch, from 0
     * @param loss           before the update
     * @param measures       what else was looked at
     * @param contextPatches Nc
     * @param targetPatches  Nt
     * @param waitSeconds    spent waiting for pictures and masks
     * @param seconds        the whole step, waiting included
     */
    public record Progress(
            long step,
            int epoch,
            int iteration,
            double loss,
            StepMeasures measures,
            TrainingStep.Rates rates,
            int contextPatches,
            int targetPatches,
            double waitSeconds,
            double seconds) {}

    public IJepa model() {
        return model;
    }

    public Optimizer optimizer() {
        return step.optimizer();
    }

    /** How far the run is. */
    public Position position() {
        return position;
    }

    /** State of the generator of mask places before the next step. */
    public int[] places() {
        return places.clone();
    }

    public int iterationsPerEpoch() {
        return config.iterationsPerEpoch(pictures);
    }

    /** Steps of the whole run: those that were done before it began here, and those that its epochs have left. */
    public long totalSteps() {
        return totalSteps;
    }

    private long stepsOfAllEpochs() {
        return (long) config.optimization().epochs() * iterationsPerEpoch();
    }

    /**
     * Where the schedules are at a position. It is the number of its step, unless the run went on with another number of
     * steps an epoch: then epochs count, so that every schedule ends with the last one.
     */
    private long scheduled(Position at) {
        return (long) at.epoch() * iterationsPerEpoch() + Math.min(at.iteration(), iterationsPerEpoch());
    }

    public ImageLoader loader() {
        return loader;
    }

    /** Goes to the next epoch's beginning, once all steps of an epoch are done. */
    public void closeEpoch() {
        position = position.nextEpoch();
    }

    private void prepareAhead() {
        if (batches == null) {
            int parts = config.step().accumulate();
            Iterator<ImageBatch> single = loader.from(
                    position.epoch(),
                    position.iteration() * parts,
                    config.optimization().epochs(),
                    iterationsPerEpoch() * parts);
            boolean twice = parts > 1 && config.regulariser().looksAt().isPresent();
            batches = new LoadedParts(single, twice);
            ahead = new MasksAhead(masks, places, position.step(), totalSteps, config.effectiveBatch());
        }
    }

    /**
     * Does the next step of the epoch, of which one must be left.
     *
     * @param diverged is told of a step that could not be done because a value was no number
     * @throws NonFiniteLossException when a loss or gradient is no number; the networks are as before that step
     */
    public Progress step(Consumer<Divergence> diverged) {
        prepareAhead();
        Position before = position;
        long start = System.nanoTime();
        batches.begin();
        MasksAhead.Drawn drawn = ahead.next();
        long ready = System.nanoTime();
        TrainingStep.Rates rates = TrainingStep.Rates.of(schedules, scheduled(before));
        StepMeasures.Observer measures =
                new StepMeasures.Observer(model.kernels(), step.optimizer().slots(), before.step() % SPREAD_EVERY == 0);
        double loss;
        try {
            loss = step.run(batches, drawn.masks(), rates, measures);
        } catch (NonFiniteLossException failure) {
            int images = config.loader().batchSize();
            StepMasks seen = drawn.masks().slice(batches.number() * images, images);
            diverged.accept(new Divergence(before, batches.current(), seen, rates, failure));
            throw failure;
        }
        position = before.stepped();
        places = drawn.placesAfter();
        return new Progress(
                before.step(),
                before.epoch(),
                before.iteration(),
                loss,
                measures.measured(),
                rates,
                drawn.masks().contextPatches(),
                drawn.masks().targetPatches(),
                (ready - start + batches.waited()) / 1e9,
                (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
        }
        loader.close();
        step.close();
        model.close();
    }
}
