package ijepa.core.run;

import java.util.List;
import java.util.Locale;

import ijepa.core.mask.Masking;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.ModelSpec;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.Regulariser;

/** The settings of a run in a few lines for people. */
final class SettingsSummary {

    private SettingsSummary() {}

    static List<String> of(PretrainConfig config) {
        OptimizationConfig schedule = config.optimization();
        return List.of(
                "model: " + of(config.model()) + "; in " + config.precision(),
                "masks: " + masks(config.masks()) + "; loss: "
                        + config.loss().name().toLowerCase(Locale.ROOT) + regulariser(config.regulariser()),
                String.format(
                        Locale.ROOT,
                        "schedule: %d epochs, batch %d, learning rate %.1e up to %.1e in %s epochs then down to %.1e, weight decay %s to %s, momentum %s to %s",
                        schedule.epochs(),
                        config.loader().batchSize(),
                        schedule.startLearningRate(),
                        schedule.learningRate(),
                        schedule.warmupEpochs(),
                        schedule.finalLearningRate(),
                        schedule.weightDecay(),
                        schedule.finalWeightDecay(),
                        schedule.momentumStart(),
                        schedule.momentumEnd()));
    }

    static String of(ModelSpec model) {
        EncoderSpec encoder = model.encoder();
        return String.format(
                        Locale.ROOT,
                        "encoder %d wide, %d deep, %d heads, patches of %d in %d pixels; ",
                        encoder.embedDim(),
                        encoder.depth(),
                        encoder.heads(),
                        encoder.patchSize(),
                        encoder.imageSize())
                + model.predictor()
                        .map(predictor -> String.format(
                                Locale.ROOT,
                                "predictor %d wide, %d deep, %d heads",
                                predictor.dim(),
                                predictor.depth(),
                                predictor.heads()))
                        .orElse("no predictor");
    }

    private static String masks(Masking masks) {
        return switch (masks) {
            case Masking.MultiBlock(var settings) -> "multiblock, " + settings.targets() + " targets";
            case Masking.Unbiased(var settings) -> "unbiased multiblock, " + settings.targets() + " targets";
            case Masking.Rasterized _ -> "rasterized";
            case Masking.LargeBlock(var grid, var scale, var aspect) ->
                "one block of " + scale.min() + " to " + scale.max() + " of the image";
            case Masking.RandomPatches(var grid, var ratio) ->
                "random, " + ratio.min() + " to " + ratio.max() + " of the patches";
            case Masking.Fixed(var layout) -> "one layout, " + layout.targets().size() + " targets";
        };
    }

    private static String regulariser(Regulariser regulariser) {
        return switch (regulariser) {
            case Regulariser.None() -> "";
            case Regulariser.VarianceCovariance(double weight, double covariance, Regulariser.Scope scope) ->
                ", with variance and covariance of " + scope.name().toLowerCase(Locale.ROOT) + " weighing " + weight
                        + " (covariance " + covariance + ")";
        };
    }
}
