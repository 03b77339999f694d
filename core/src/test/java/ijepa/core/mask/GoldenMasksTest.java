package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** Every case of the golden files, index by index. */
class GoldenMasksTest {

    private static JsonElement golden(String name) throws Exception {
        try (Reader reader = new InputStreamReader(
                GoldenMasksTest.class.getResourceAsStream("/golden/" + name), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        }
    }

    private static Range range(JsonObject from, String name) {
        JsonArray pair = from.getAsJsonArray(name);
        return new Range(pair.get(0).getAsDouble(), pair.get(1).getAsDouble());
    }

    static int[][][] masks(JsonArray json) {
        int[][][] masks = new int[json.size()][][];
        for (int k = 0; k < masks.length; k++) {
            JsonArray ofImages = json.get(k).getAsJsonArray();
            masks[k] = new int[ofImages.size()][];
            for (int b = 0; b < masks[k].length; b++) {
                JsonArray patches = ofImages.get(b).getAsJsonArray();
                masks[k][b] = new int[patches.size()];
                for (int i = 0; i < patches.size(); i++) {
                    masks[k][b][i] = patches.get(i).getAsInt();
                }
            }
        }
        return masks;
    }

    @Test
    void multiBlockIsTheOfficialCollatorBitForBit() throws Exception {
        JsonArray cases = golden("masks_multiblock.json").getAsJsonObject().getAsJsonArray("cases");
        assertThat(cases).isNotEmpty();
        for (JsonElement element : cases) {
            JsonObject one = element.getAsJsonObject();
            JsonArray size = one.getAsJsonArray("input_size");
            var sampler = new MultiBlockSampler(new MultiBlockSettings(
                    PatchGrid.ofImage(
                            size.get(0).getAsInt(),
                            size.get(1).getAsInt(),
                            one.get("patch_size").getAsInt()),
                    range(one, "pred_mask_scale"),
                    range(one, "enc_mask_scale"),
                    range(one, "aspect_ratio"),
                    one.get("npred").getAsInt(),
                    one.get("nenc").getAsInt(),
                    one.get("min_keep").getAsInt(),
                    one.get("allow_overlap").getAsBoolean()));
            TorchGenerator places = new TorchGenerator(one.get("global_seed").getAsLong());
            for (JsonElement step : one.getAsJsonArray("iterations")) {
                JsonObject expected = step.getAsJsonObject();
                MaskBatch batch = sampler.sample(
                        expected.get("iteration").getAsLong(),
                        one.get("batch_size").getAsInt(),
                        places);
                assertThat(batch.context()).isDeepEqualTo(masks(expected.getAsJsonArray("context")));
                assertThat(batch.target()).isDeepEqualTo(masks(expected.getAsJsonArray("target")));
            }
        }
    }
}
