package ijepa.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.model.BlockRun;
import ijepa.core.tensor.BlockCall;
import ijepa.core.tensor.Kernels;

/**
 * A network's transformer blocks, of which only what goes in is kept; each is computed again when its derivatives are wanted
 * (Chen, Xu, Zhang and Guestrin 2016). Takes the output of each block to be the next one's tokens.
 */
final class RecomputedBlocks implements BlockRun {

    private final Kernels kernels;
    private final List<BlockCall> calls = new ArrayList<>();
    private NDArray output;

    RecomputedBlocks(Kernels kernels) {
        this.kernels = kernels;
    }

    @Override
    public NDArray run(NDManager into, BlockCall call) {
        output = kernels.pass(into, call);
        // What follows the last block is recorded as usual, from here on.
        kernels.optimizer().requireGradients(List.of(output));
        calls.add(call);
        return output;
    }

    /** The last block's output. */
    NDArray output() {
        return output;
    }

    /** The first block's tokens. */
    List<NDArray> inputs() {
        BlockCall first = calls.getFirst();
        return first.inputs().subList(0, first.kind().tokens());
    }

    /**
     * Computes the blocks again, the last one first.
     *
     * @param gradient derivative by the output
     * @param found    takes the derivative by each parameter
     * @return derivatives by {@link #inputs}
     */
    List<NDArray> backward(NDManager into, NDArray gradient, Map<NDArray, NDArray> found) {
        List<NDArray> by = List.of(gradient);
        for (BlockCall call : calls.reversed()) {
            NDArray given = by.getFirst();
            List<NDArray> all = kernels.redo(into, call, given);
            int tokens = call.kind().tokens();
            for (int i = 0; i < call.parameters().size(); i++) {
                found.put(call.parameters().get(i), all.get(tokens + i));
            }
            given.close();
            by = List.copyOf(all.subList(0, tokens));
        }
        return by;
    }
}
