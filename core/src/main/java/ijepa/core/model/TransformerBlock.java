package ijepa.core.model;

import java.util.List;
import java.util.SequencedMap;

import ai.djl.ndarray.NDArray;

/** Names and sizes of a transformer block's parameters, in the order the kernels take them. */
final class TransformerBlock {

    private static final String[] NAMES = {
        "norm1.weight", "norm1.bias", "attn.qkv.weight", "attn.qkv.bias", "attn.proj.weight", "attn.proj.bias",
        "norm2.weight", "norm2.bias", "mlp.fc1.weight", "mlp.fc1.bias", "mlp.fc2.weight", "mlp.fc2.bias"
    };

    private TransformerBlock() {}

    static void addShapes(SequencedMap<String, long[]> shapes, String prefix, int dim, int hidden) {
        long[][] sizes = {
            {dim},
            {dim},
            {3L * dim, dim},
            {3L * dim},
            {dim, dim},
            {dim},
            {dim},
            {dim},
            {hidden, dim},
            {hidden},
            {dim, hidden},
            {dim}
        };
        for (int i = 0; i < NAMES.length; i++) {
            shapes.put(prefix + NAMES[i], sizes[i]);
        }
    }

    static List<NDArray> of(NetworkParameters parameters, String prefix) {
        String[] names = new String[NAMES.length];
        for (int i = 0; i < NAMES.length; i++) {
            names[i] = prefix + NAMES[i];
        }
        return parameters.list(names);
    }
}
