package ijepa.core.tensor;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * A transformer block with what it is given.
 *
 * @param kind       which of the kernels
 * @param inputs     its arrays, tokens first
 * @param parameters in the order of {@code kernels.py}
 * @param first      of {@link Kind#TAIL}: the first token that is wanted; else 0
 */
public record BlockCall(
        Kind kind, List<NDArray> inputs, List<NDArray> parameters, int heads, int first, Precision precision) {

    /** The kernels of transformer blocks that are trained, in the order of {@code kernels.py}. */
    public enum Kind {
        /** {@link Kernels#block}. */
        WHOLE(1),
        /** {@link Kernels#blockTail}. */
        TAIL(1),
        /** {@link Kernels#predictorFirst}. */
        FIRST(2),
        /** {@link Kernels#blockPacked}. */
        PACKED(1),
        /** {@link Kernels#blockPackedTail}. */
        PACKED_TAIL(1),
        /** {@link Kernels#predictorFirstPacked}. */
        PACKED_FIRST(2);

        private final int tokens;

        Kind(int tokens) {
            this.tokens = tokens;
        }

        /** How many of its inputs are tokens. */
        public int tokens() {
            return tokens;
        }
    }

    public BlockCall {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }
}
