package ijepa.core.train;

import java.util.Iterator;

import ijepa.core.image.ImageBatch;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageLoader;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels.AdamW;

/** The training loop: pictures and masks in, steps, and a report after each. */
public final class Pretraining implements AutoCloseable {

    private final PretrainConfig config;
    private final ImageLoader loader;
    private final MaskSampler masks;
    private final TorchGenerator places;
    private final IJepa model;
    private final TrainingStep step;
    private final Schedules schedules;

    /**
     * A run from fresh parameters.
     *
     * @throws ijepa.core.InputException when the masks cannot be satisfied or there are too few pictures
     */
    public Pretraining(PretrainConfig config, ImageFolder folder, ComputeDevice device) {
        this.config = config;
        masks = new MultiBlockSampler(config.masks());
        loader = new ImageLoader(folder, config.loader());
        places = new TorchGenerator(config.seed());
        model = IJepa.load(
                config.model(), new Initialisation(config.model(), config.seed()), device, config.precision());
        step = new TrainingStep(model, config.loss(), config.regulariser(), AdamW.PUBLISHED);
        schedules = Schedules.of(config.optimization(), loader.batchesPerEpoch());
    }

    /**
     * One step as it was done.
     *
     * @param epoch          from 0
     * @param iteration      within the epoch, from 0
     * @param loss           before the update
     * @param contextPatches Nc
     * @param targetPatches  Nt
     * @param waitSeconds    spent waiting for pictures
     * @param seconds        the whole step, waiting included
     */
    public record Progress(
            int epoch,
            int iteration,
            double loss,
            TrainingStep.Rates rates,
            int contextPatches,
            int targetPatches,
            double waitSeconds,
            double seconds) {}

    /** Is told of a run. */
    public interface Listener {

        /** A step was done; return false to stop after it. */
        boolean stepped(Progress progress);

        /** An epoch was done, counting from 0. */
        void epochEnded(int epoch);
    }

    public IJepa model() {
        return model;
    }

    public int iterationsPerEpoch() {
        return loader.batchesPerEpoch();
    }

    public ImageLoader loader() {
        return loader;
    }

    /** Runs to the end, or until the listener says stop. */
    public void run(Listener listener) {
        long done = 0;
        for (int epoch = 0; epoch < config.optimization().epochs(); epoch++) {
            Iterator<ImageBatch> batches = loader.epoch(epoch, 0);
            for (int iteration = 0; batches.hasNext(); iteration++, done++) {
                long start = System.nanoTime();
                ImageBatch batch = batches.next();
                long loaded = System.nanoTime();
                MaskBatch drawn = masks.sample(done, batch.count(), places);
                StepMasks stepMasks = new StepMasks(drawn.context(), drawn.target());
                TrainingStep.Rates rates = TrainingStep.Rates.of(schedules, done);
                TrainingStep.Images images =
                        new TrainingStep.Images(batch.count(), batch.size(), batch.size(), batch.pixels());
                double loss = step.run(images, stepMasks, rates);
                Progress progress = new Progress(
                        epoch,
                        iteration,
                        loss,
                        rates,
                        stepMasks.contextPatches(),
                        stepMasks.targetPatches(),
                        (loaded - start) / 1e9,
                        (System.nanoTime() - start) / 1e9);
                if (!listener.stepped(progress)) {
                    return;
                }
            }
            listener.epochEnded(epoch);
        }
    }

    @Override
    public void close() {
        loader.close();
        step.close();
        model.close();
    }
}
