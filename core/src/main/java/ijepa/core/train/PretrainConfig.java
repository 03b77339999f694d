package ijepa.core.train;

import ijepa.core.InputException;
import ijepa.core.config.DataSection;
import ijepa.core.config.OptimizationSection;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.WorkbenchSection;
import ijepa.core.image.Augmentation;
import ijepa.core.image.LoaderSettings;
import ijepa.core.mask.Masking;
import ijepa.core.model.ModelSpec;
import ijepa.core.tensor.Precision;

/**
 * All that decides a pretraining run, besides the pictures.
 *
 * @param model        shape of the networks
 * @param masks        masking on the model's grid
 * @param loader       crops and batches
 * @param optimization schedules
 * @param loss         distance that is minimised
 * @param regulariser  what is added to it against collapse
 * @param precision    of matrix products
 * @param seed         of initialisation and mask places
 */
public record PretrainConfig(
        ModelSpec model,
        Masking masks,
        LoaderSettings loader,
        OptimizationConfig optimization,
        Loss loss,
        Regulariser regulariser,
        Precision precision,
        long seed) {

    public PretrainConfig {
        if (model.predictor().isEmpty()) {
            throw new IllegalArgumentException("Pretraining needs a predictor.");
        }
        if (!masks.grid().equals(model.encoder().grid())) {
            throw new IllegalArgumentException("The masks are for another grid than the model's.");
        }
    }

    /**
     * What a configuration file asks for.
     *
     * @throws InputException when it asks for something that this program does not train with
     */
    public static PretrainConfig of(PretrainFile file) {
        DataSection data = file.data();
        WorkbenchSection own = file.workbench();
        requireEqualLengths(file);
        ModelSpec model = file.meta()
                .model()
                .model(
                        data.cropSize(),
                        file.mask().patchSize(),
                        file.meta().predEmbDim(),
                        file.meta().predDepth());
        return new PretrainConfig(
                model,
                file.masking(),
                new LoaderSettings(
                        data.batchSize(),
                        data.cropSize(),
                        data.cropScale().from(),
                        data.cropScale().to(),
                        new Augmentation(
                                data.useHorizontalFlip(),
                                data.useColorDistortion(),
                                data.colorJitterStrength(),
                                data.useGaussianBlur()),
                        own.seed(),
                        threads(data.numWorkers()),
                        own.loader().ahead(),
                        (long) (own.loader().cacheGb() * 1e9)),
                optimization(file.optimization()),
                Loss.valueOf(own.loss().name()),
                regulariser(own.regulariser()),
                file.meta().useBfloat16() ? Precision.BF16 : Precision.FP32,
                own.seed());
    }

    /** Steps of an epoch over so many pictures; what makes no whole batch is left out. */
    public int iterationsPerEpoch(int pictures) {
        return pictures / loader.batchSize();
    }

    /** All images of a step have as many context patches, and as many target patches, as the others. */
    private static void requireEqualLengths(PretrainFile file) {
        String why = file.masking().whyUnequal();
        if (!why.isEmpty()) {
            throw new InputException("workbench.sampler.kind: " + why);
        }
    }

    /** The published files ask for ten decoding threads; more than there are processors only get in each other's way. */
    private static int threads(int workers) {
        int processors = Runtime.getRuntime().availableProcessors();
        return workers == 0 ? processors : Math.min(workers, processors);
    }

    private static OptimizationConfig optimization(OptimizationSection section) {
        return new OptimizationConfig(
                section.epochs(),
                section.warmup(),
                section.startLr(),
                section.lr(),
                section.finalLr(),
                section.weightDecay(),
                section.finalWeightDecay(),
                section.ema().from(),
                section.ema().to(),
                section.ipeScale());
    }

    private static Regulariser regulariser(WorkbenchSection.Spread spread) {
        return switch (spread.kind()) {
            case NONE -> new Regulariser.None();
            case VARIANCE_COVARIANCE ->
                new Regulariser.VarianceCovariance(
                        spread.weight(),
                        spread.covariance(),
                        Regulariser.Scope.valueOf(spread.scope().name()));
        };
    }
}
