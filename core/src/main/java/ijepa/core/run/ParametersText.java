package ijepa.core.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ijepa.core.image.LoaderSettings;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.Range;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.model.PublishedSize;
import ijepa.core.tensor.Precision;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.Regulariser;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A configuration as YAML: the published code's sections, then those that it does not know. */
public final class ParametersText {

    private ParametersText() {}

    /**
     * The text of {@code params-ijepa.yaml}.
     *
     * @param pictures folder or list of the pictures
     * @param run      the run directory
     * @param writeTag {@code logging.write_tag}
     */
    public static String of(PretrainConfig config, Path pictures, Path run, String writeTag) {
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put("data", data(config.loader(), pictures));
        sections.put("logging", ordered("folder", run.toString(), "write_tag", writeTag));
        sections.put("mask", mask(config.masks(), config.model().encoder()));
        sections.put("meta", meta(config));
        sections.put("optimization", optimization(config.optimization()));
        sections.put(
                "loss",
                ordered(
                        "kind",
                        config.loss().name().toLowerCase(Locale.ROOT),
                        "regulariser",
                        regulariser(config.regulariser())));
        sections.put(
                "loader",
                ordered(
                        "ahead",
                        config.loader().ahead(),
                        "cache_bytes",
                        config.loader().cacheBytes()));
        sections.put("seed", config.seed());
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(sections);
    }

    private static Map<String, Object> data(LoaderSettings loader, Path pictures) {
        Path whole = pictures.toAbsolutePath().normalize();
        return ordered(
                "batch_size",
                loader.batchSize(),
                "color_jitter_strength",
                loader.augmentation().jitterStrength(),
                "crop_scale",
                List.of(loader.minScale(), loader.maxScale()),
                "crop_size",
                loader.imageSize(),
                "image_folder",
                whole.getFileName() == null ? "" : whole.getFileName() + "/",
                "num_workers",
                loader.threads(),
                "pin_mem",
                true,
                "root_path",
                whole.getParent() == null ? whole.toString() : whole.getParent().toString(),
                "use_color_distortion",
                loader.augmentation().distortion(),
                "use_gaussian_blur",
                loader.augmentation().blur(),
                "use_horizontal_flip",
                loader.augmentation().flip());
    }

    private static Map<String, Object> mask(MultiBlockSettings masks, EncoderSpec encoder) {
        return ordered(
                "allow_overlap", masks.allowOverlap(),
                "aspect_ratio", list(masks.targetAspect()),
                "enc_mask_scale", list(masks.contextScale()),
                "min_keep", masks.minKeep(),
                "num_enc_masks", masks.contexts(),
                "num_pred_masks", masks.targets(),
                "patch_size", encoder.patchSize(),
                "pred_mask_scale", list(masks.targetScale()));
    }

    private static Map<String, Object> meta(PretrainConfig config) {
        EncoderSpec encoder = config.model().encoder();
        PredictorSpec predictor = config.model().predictor().orElseThrow();
        String name = Arrays.stream(PublishedSize.values())
                .filter(size ->
                        size.encoder(encoder.imageSize(), encoder.patchSize()).equals(encoder))
                .map(size -> "vit_" + size.name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("vit_" + encoder.embedDim() + "x" + encoder.depth() + "x" + encoder.heads());
        return ordered(
                "copy_data",
                false,
                "load_checkpoint",
                false,
                "model_name",
                name,
                "pred_depth",
                predictor.depth(),
                "pred_emb_dim",
                predictor.dim(),
                "read_checkpoint",
                null,
                "use_bfloat16",
                config.precision() == Precision.BF16);
    }

    private static Map<String, Object> optimization(OptimizationConfig optimization) {
        return ordered(
                "ema", List.of(optimization.momentumStart(), optimization.momentumEnd()),
                "epochs", optimization.epochs(),
                "final_lr", optimization.finalLearningRate(),
                "final_weight_decay", optimization.finalWeightDecay(),
                "ipe_scale", optimization.iterationScale(),
                "lr", optimization.learningRate(),
                "start_lr", optimization.startLearningRate(),
                "warmup", optimization.warmupEpochs(),
                "weight_decay", optimization.weightDecay());
    }

    private static Object regulariser(Regulariser regulariser) {
        return switch (regulariser) {
            case Regulariser.None() -> "none";
            case Regulariser.VarianceCovariance(double weight, double covariance, Regulariser.Scope scope) ->
                ordered(
                        "kind",
                        "variance_covariance",
                        "weight",
                        weight,
                        "covariance",
                        covariance,
                        "scope",
                        scope.name().toLowerCase(Locale.ROOT));
        };
    }

    private static List<Double> list(Range range) {
        return List.of(range.min(), range.max());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
