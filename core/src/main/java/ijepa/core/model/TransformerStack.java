package ijepa.core.model;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.InputException;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Precision;

/**
 * The blocks of a transformer one by one, for looking between them. S tokens, W their width.
 *
 * @param blocks parameters of every block
 * @param norm   weight and bias of the norm behind the last
 */
record TransformerStack(List<List<NDArray>> blocks, List<NDArray> norm, int heads, Kernels kernels) {

    int depth() {
        return blocks.size();
    }

    /**
     * Refuses a layer that is not there.
     *
     * @param layer from 1
     */
    void require(int layer, Network network) {
        if (layer < 1 || layer > depth()) {
            throw new InputException("There is no layer " + layer + ": the "
                    + network.prefix().replace("_", " ").replace(".", "") + " has layers 1 to " + depth() + ".");
        }
    }

    /** Tokens {@code [1, S, W]} after some blocks, with the norm where those are all. */
    NDArray after(NDManager into, NDArray tokens, int layers, Precision precision) {
        NDArray x = tokens;
        for (int i = 0; i < layers; i++) {
            x = block(into, x, i, precision);
        }
        return layers == depth() ? kernels.norm(into, x, norm) : x;
    }

    NDArray block(NDManager into, NDArray tokens, int index, Precision precision) {
        return kernels.block(into, tokens, blocks.get(index), heads, precision);
    }

    /** Attention weights {@code [1, heads, S, S]} inside a block that gets these tokens. */
    NDArray attention(NDManager into, NDArray tokens, int index) {
        return kernels.attention(into, tokens, blocks.get(index), heads);
    }
}
