package ijepa.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.Range;

/** A strategy of masking as fields of a configuration. */
public final class SamplerSettings {

    private static final String KIND = "workbench.sampler.kind";

    private SamplerSettings() {}

    /**
     * The fields that train with a strategy, by path.
     *
     * @param layout file of a custom strategy's layout; of the others it is not asked
     */
    public static Map<String, Object> of(MaskStrategy strategy, Optional<Path> layout) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (strategy) {
            case MaskStrategy.MultiBlock(MultiBlockParameters parameters) -> {
                fields.put(KIND, "multiblock");
                put(fields, parameters);
            }
            case MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters parameters) -> {
                fields.put(KIND, "unbiased");
                put(fields, parameters);
            }
            case MaskStrategy.Rasterized() -> fields.put(KIND, "rasterized");
            case MaskStrategy.OneBlock(Range scale, Range aspect) -> {
                fields.put(KIND, "block");
                fields.put("workbench.sampler.block_scale", list(scale));
                fields.put("mask.aspect_ratio", list(aspect));
            }
            case MaskStrategy.RandomPatches(Range ratio) -> {
                fields.put(KIND, "random");
                fields.put("workbench.sampler.ratio", list(ratio));
            }
            case MaskStrategy.Custom custom -> {
                fields.put(KIND, "layout");
                fields.put(
                        "workbench.sampler.layout",
                        layout.map(file -> file.toAbsolutePath().toString()).orElse(null));
            }
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, MultiBlockParameters parameters) {
        fields.put("mask.pred_mask_scale", list(parameters.targetScale()));
        fields.put("mask.enc_mask_scale", list(parameters.contextScale()));
        fields.put("mask.aspect_ratio", list(parameters.targetAspect()));
        fields.put("mask.num_pred_masks", parameters.targets());
        fields.put("mask.num_enc_masks", parameters.contexts());
        fields.put("mask.min_keep", parameters.minKeep());
        fields.put("mask.allow_overlap", parameters.allowOverlap());
    }

    private static List<Double> list(Range range) {
        return List.of(range.min(), range.max());
    }
}
