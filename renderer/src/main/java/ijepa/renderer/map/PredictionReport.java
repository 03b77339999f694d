package ijepa.renderer.map;

import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.mask.LayoutJson;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Prediction;

/**
 * One prediction's numbers as JSON: what was predicted from what, and by every distance each block's error beside the
 * trivial baselines'. {@code mean} is the mean over the blocks.
 *
 * @param image      the picture's file as the user gave it
 * @param fit        how it was made square
 * @param checkpoint name or file of the weights
 * @param model      their shape
 * @param sampler    where the layout came from: a sampler with seed and iteration, or a file
 * @param precision  what matrix products were computed in
 * @param device     where
 */
public record PredictionReport(
        String image, String fit, String checkpoint, ModelSpec model, Origin sampler, String precision, String device) {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    /** Where a layout came from. */
    public sealed interface Origin {

        /** Drawn by the published multi-block sampler. */
        record Sampled(long seed, long iteration, int minKeep) implements Origin {}

        /** Read from a file. */
        record File(String name) implements Origin {}
    }

    /**
     * The document.
     *
     * @param more further members, by name
     */
    public String json(Prediction prediction, Baselines.Rivals rivals, Map<String, ?> more) {
        JsonObject document = new JsonObject();
        document.addProperty("image", image);
        document.addProperty("fit", fit);
        document.addProperty("height", prediction.image().height());
        document.addProperty("width", prediction.image().width());
        document.addProperty("checkpoint", checkpoint);
        document.add("encoder", encoder(model.encoder()));
        document.addProperty("precision", precision);
        document.addProperty("device", device);
        document.add("sampler", origin());
        document.add("layout", JsonParser.parseString(LayoutJson.write(prediction.layout())));
        document.addProperty("context_patches", prediction.context().count());
        document.addProperty("mean_embedding_of", rivals.ofSet() ? "image set" : "image");
        JsonObject errors = new JsonObject();
        for (Distance distance : Distance.values()) {
            errors.add(distance.key(), errors(prediction, BlockErrors.of(prediction, distance, rivals)));
        }
        document.add("errors", errors);
        more.forEach((name, value) -> document.add(name, GSON.toJsonTree(value)));
        return GSON.toJson(document);
    }

    private static JsonObject encoder(EncoderSpec spec) {
        JsonObject encoder = new JsonObject();
        encoder.addProperty("image_size", spec.imageSize());
        encoder.addProperty("patch_size", spec.patchSize());
        encoder.addProperty("embed_dim", spec.embedDim());
        encoder.addProperty("depth", spec.depth());
        encoder.addProperty("num_heads", spec.heads());
        return encoder;
    }

    private JsonObject origin() {
        JsonObject object = new JsonObject();
        switch (sampler) {
            case Origin.Sampled(long seed, long iteration, int minKeep) -> {
                object.addProperty("name", "multiblock");
                object.addProperty("seed", seed);
                object.addProperty("iteration", iteration);
                object.addProperty("min_keep", minKeep);
            }
            case Origin.File(String name) -> object.addProperty("file", name);
        }
        return object;
    }

    private static JsonObject errors(Prediction prediction, BlockErrors errors) {
        JsonObject object = new JsonObject();
        object.addProperty("title", errors.distance().title());
        JsonArray blocks = new JsonArray();
        List<BlockErrors.Entry> entries = errors.blocks();
        for (int m = 0; m < entries.size(); m++) {
            JsonObject block = new JsonObject();
            block.addProperty("block", m);
            block.addProperty("patches", prediction.blocks().get(m).patches().length);
            put(block, entries.get(m));
            blocks.add(block);
        }
        object.add("blocks", blocks);
        JsonObject mean = new JsonObject();
        put(mean, errors.mean());
        object.add("mean", mean);
        return object;
    }

    private static void put(JsonObject object, BlockErrors.Entry entry) {
        put(object, "predicted", entry.predicted());
        put(object, "mean_embedding", entry.meanEmbedding());
        put(object, "nearest_context", entry.nearestContext());
        put(object, "untrained_predictor", entry.untrained());
        put(object, "predicted_over_mean_embedding", entry.overMean());
        put(object, "predicted_over_nearest_context", entry.overNearest());
        put(object, "predicted_over_untrained_predictor", entry.overUntrained());
    }

    /** JSON has no infinity and nothing that is not a number. */
    private static void put(JsonObject object, String name, double value) {
        if (Double.isFinite(value)) {
            object.addProperty(name, value);
        } else {
            object.add(name, JsonNull.INSTANCE);
        }
    }
}
