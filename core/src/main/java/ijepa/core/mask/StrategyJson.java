package ijepa.core.mask;

import java.util.List;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import ijepa.core.InputException;

/**
 * A strategy as JSON; parameters have the official configuration's names:
 *
 * <pre>{@code
 * {"strategy": "multi_block", "pred_mask_scale": [0.15, 0.2], "enc_mask_scale": [0.85, 1.0], "aspect_ratio": [0.75, 1.5],
 *  "num_pred_masks": 4, "num_enc_masks": 1, "min_keep": 10, "allow_overlap": false}
 * {"strategy": "random", "ratio": [0.6, 0.6]}
 * }</pre>
 */
public final class StrategyJson {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private StrategyJson() {}

    public static String write(MaskStrategy strategy) {
        return GSON.toJson(toJson(strategy));
    }

    /** The same as an object, to be a part of a larger document. */
    public static JsonObject toJson(MaskStrategy strategy) {
        JsonObject json = new JsonObject();
        json.addProperty("strategy", strategy.kind().name().toLowerCase(java.util.Locale.ROOT));
        switch (strategy) {
            case MaskStrategy.MultiBlock(MultiBlockParameters parameters) -> put(json, parameters);
            case MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters parameters) -> put(json, parameters);
            case MaskStrategy.Rasterized() -> {
                // It has no parameters.
            }
            case MaskStrategy.OneBlock(Range scale, Range aspect) -> {
                put(json, "scale", scale);
                put(json, "aspect_ratio", aspect);
            }
            case MaskStrategy.RandomPatches(Range ratio) -> put(json, "ratio", ratio);
            case MaskStrategy.Custom(MaskLayout layout) ->
                json.add("layout", JsonParser.parseString(LayoutJson.write(layout)));
        }
        return json;
    }

    private static void put(JsonObject json, MultiBlockParameters parameters) {
        put(json, "pred_mask_scale", parameters.targetScale());
        put(json, "enc_mask_scale", parameters.contextScale());
        put(json, "aspect_ratio", parameters.targetAspect());
        json.addProperty("num_pred_masks", parameters.targets());
        json.addProperty("num_enc_masks", parameters.contexts());
        json.addProperty("min_keep", parameters.minKeep());
        json.addProperty("allow_overlap", parameters.allowOverlap());
    }

    private static void put(JsonObject json, String name, Range range) {
        json.add(name, GSON.toJsonTree(List.of(range.min(), range.max())));
    }

    /**
     * Reads a strategy.
     *
     * @param name what messages call the text
     * @throws InputException when it is none, naming the field
     */
    public static MaskStrategy read(String json, String name) {
        try {
            return read(JsonParser.parseString(json), name);
        } catch (JsonParseException failure) {
            throw new InputException(name + " holds no mask strategy: it is not JSON.", failure);
        }
    }

    /**
     * Reads a strategy from a part of a larger document.
     *
     * @param name what messages call it
     * @throws InputException when it is none, naming the field
     */
    public static MaskStrategy read(JsonElement json, String name) {
        if (json == null || !json.isJsonObject()) {
            throw new InputException(name + " holds no mask strategy: it is no JSON object.");
        }
        Fields fields = new Fields(json.getAsJsonObject(), name);
        try {
            return switch (fields.text("strategy")) {
                case "multi_block" -> new MaskStrategy.MultiBlock(fields.multiBlock());
                case "unbiased" -> new MaskStrategy.UnbiasedMultiBlock(fields.multiBlock());
                case "rasterized" -> new MaskStrategy.Rasterized();
                case "block" -> new MaskStrategy.OneBlock(fields.range("scale"), fields.range("aspect_ratio"));
                case "random" -> new MaskStrategy.RandomPatches(fields.range("ratio"));
                case "custom" -> new MaskStrategy.Custom(LayoutJson.read(GSON.toJson(fields.element("layout")), name));
                case String other ->
                    throw new InputException(name + ": there is no strategy \"" + other
                            + "\"; use multi_block, unbiased, rasterized, block, random or custom.");
            };
        } catch (IllegalArgumentException impossible) {
            throw new InputException(name + ": " + impossible.getMessage(), impossible);
        }
    }

    private record Fields(JsonObject json, String name) {

        JsonElement element(String field) {
            JsonElement element = json.get(field);
            if (element == null || element.isJsonNull()) {
                throw new InputException(name + ": \"" + field + "\" of the mask strategy is missing.");
            }
            return element;
        }

        String text(String field) {
            try {
                return element(field).getAsString();
            } catch (UnsupportedOperationException | IllegalStateException other) {
                throw wrong(field, "a word", other);
            }
        }

        Range range(String field) {
            double[] ends;
            try {
                ends = GSON.fromJson(element(field), double[].class);
            } catch (JsonParseException | NumberFormatException other) {
                throw wrong(field, "two numbers such as [0.15, 0.2]", other);
            }
            if (ends == null || ends.length != 2) {
                throw wrong(field, "two numbers such as [0.15, 0.2]", null);
            }
            try {
                return new Range(ends[0], ends[1]);
            } catch (IllegalArgumentException impossible) {
                throw new InputException(name + ": \"" + field + "\": " + impossible.getMessage(), impossible);
            }
        }

        int whole(String field) {
            try {
                double number = element(field).getAsDouble();
                if (number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE) {
                    return (int) number;
                }
                throw wrong(field, "a whole number", null);
            } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException other) {
                throw wrong(field, "a whole number", other);
            }
        }

        boolean flag(String field) {
            JsonElement element = element(field);
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean()) {
                throw wrong(field, "true or false", null);
            }
            return element.getAsBoolean();
        }

        MultiBlockParameters multiBlock() {
            return new MultiBlockParameters(
                    range("pred_mask_scale"),
                    range("enc_mask_scale"),
                    range("aspect_ratio"),
                    whole("num_pred_masks"),
                    whole("num_enc_masks"),
                    whole("min_keep"),
                    flag("allow_overlap"));
        }

        private InputException wrong(String field, String wanted, Exception cause) {
            return new InputException(
                    name + ": \"" + field + "\" of the mask strategy should be " + wanted + ".", cause);
        }
    }
}
