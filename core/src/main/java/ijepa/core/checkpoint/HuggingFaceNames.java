package ijepa.core.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The names of an encoder's tensors in Hugging Face's {@code IJepaModel}. */
final class HuggingFaceNames {

    static final String MARK = "embeddings.patch_embeddings.projection.weight";
    static final String LAYER = "encoder.layer.";

    private static final Map<String, String> IN_A_BLOCK = new LinkedHashMap<>();

    static {
        IN_A_BLOCK.put("norm1", "layernorm_before");
        IN_A_BLOCK.put("attn.proj", "attention.output.dense");
        IN_A_BLOCK.put("norm2", "layernorm_after");
        IN_A_BLOCK.put("mlp.fc1", "intermediate.dense");
        IN_A_BLOCK.put("mlp.fc2", "output.dense");
    }

    private HuggingFaceNames() {}

    /**
     * Official names without the network's, each with the names of the tensors whose rows make it up: three for queries,
     * keys and values, else one.
     */
    static SequencedMap<String, List<String>> byOfficialName(int depth) {
        SequencedMap<String, List<String>> names = new LinkedHashMap<>();
        names.put("pos_embed", List.of("embeddings.position_embeddings"));
        for (String kind : List.of("weight", "bias")) {
            names.put("patch_embed.proj." + kind, List.of("embeddings.patch_embeddings.projection." + kind));
            names.put("norm." + kind, List.of("layernorm." + kind));
            for (int i = 0; i < depth; i++) {
                String official = "blocks." + i + ".";
                String layer = LAYER + i + ".";
                String attention = layer + "attention.attention.";
                IN_A_BLOCK.forEach((ours, theirs) ->
                        names.put(official + ours + "." + kind, List.of(layer + theirs + "." + kind)));
                names.put(
                        official + "attn.qkv." + kind,
                        List.of(attention + "query." + kind, attention + "key." + kind, attention + "value." + kind));
            }
        }
        return names;
    }
}
