package ijepa.core.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.BlockCall;

/** How the transformer blocks of a network are run one after the other. */
@FunctionalInterface
public interface BlockRun {

    /** The output of a block, which belongs to the manager. */
    NDArray run(NDManager into, BlockCall call);
}
