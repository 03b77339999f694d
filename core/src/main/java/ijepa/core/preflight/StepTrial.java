package ijepa.core.preflight;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.StepMasks;
import ijepa.core.train.StepSettings;
import ijepa.core.train.TrainingStep;

/** A few steps on noise, to know how long one takes. */
final class StepTrial {

    /** On a processor time grows with the images, so that a few tell as much. */
    private static final int IMAGES_ON_PROCESSOR = 32;

    /** Time grows with the batches of a step, of which a second one may cost more than the first. */
    private static final int PARTS = 2;

    private StepTrial() {}

    /**
     * Seconds of one step with the whole batch, the fastest of some after one that does not count.
     *
     * @param steps at least 1
     */
    static double seconds(PretrainConfig config, ComputeDevice device, int steps) {
        int batch = config.loader().batchSize();
        int images = device instanceof ComputeDevice.Cpu ? Math.min(batch, IMAGES_ON_PROCESSOR) : batch;
        StepSettings whole = config.step();
        int parts = Math.min(whole.accumulate(), PARTS);
        StepSettings settings = new StepSettings(parts, whole.clipNorm(), whole.checkpointActivations());
        MaskSampler sampler = config.masks().sampler();
        TorchGenerator places = new TorchGenerator(config.seed());
        TrainingStep.Images noise = noise(images, config.loader().imageSize());
        // So small a rate that noise cannot break anything.
        TrainingStep.Rates rates = new TrainingStep.Rates(1e-6, 0, 1);
        double fastest = Double.POSITIVE_INFINITY;
        try (IJepa model = IJepa.load(
                        config.model(), new Initialisation(config.model(), config.seed()), device, config.precision());
                TrainingStep step =
                        new TrainingStep(model, config.loss(), config.regulariser(), AdamW.PUBLISHED, settings)) {
            for (int i = 0; i <= steps; i++) {
                MaskBatch drawn = sampler.sample(i, parts * images, places);
                StepMasks masks = new StepMasks(drawn.context(), drawn.target());
                long start = System.nanoTime();
                step.run(part -> noise, masks, rates);
                step.synchronise();
                if (i > 0) {
                    fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
                }
            }
        }
        return fastest * batch / images * whole.accumulate() / parts;
    }

    private static TrainingStep.Images noise(int images, int size) {
        int values = Math.multiplyExact(images, 3 * size * size);
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder());
        FloatBuffer floats = pixels.asFloatBuffer();
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < values; i++) {
            floats.put(i, (float) random.nextGaussian());
        }
        return new TrainingStep.Images(images, size, size, pixels);
    }
}
