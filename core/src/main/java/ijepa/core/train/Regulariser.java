package ijepa.core.train;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.InputException;
import ijepa.core.tensor.Kernels;

/** What is added to the published loss against collapse. The published code adds nothing. */
public sealed interface Regulariser {

    /** The published loss alone. */
    record None() implements Regulariser {}

    /**
     * Variance and covariance of the context encoder's output, as VICReg defines them and C-JEPA (Mo and Tong 2024) adds
     * them to I-JEPA.
     *
     * @param weight     of the whole term beside the loss
     * @param covariance weight of the covariance within the term
     * @param scope      of what the spread is measured
     */
    record VarianceCovariance(double weight, double covariance, Scope scope) implements Regulariser {

        public VarianceCovariance {
            require(weight > 0, "weight", weight);
            require(covariance >= 0, "covariance", covariance);
        }

        private static void require(boolean holds, String field, double value) {
            if (!holds || Double.isInfinite(value)) {
                throw new InputException("regulariser." + field + " is " + value + " but must be a positive number.");
            }
        }
    }

    /** Of what a spread is measured over the batch. */
    enum Scope {
        /** Each image's mean over its context patches. */
        POOLED,
        /** Every context patch, after the mean of its position is taken off. */
        TOKENS
    }

    /**
     * What is looked at.
     *
     * @param vectors {@code [B, Nc, D]}, context encoder output
     * @param index   its patches {@code [B, Nc]}, which matter where tokens are looked at
     */
    record Seen(NDArray vectors, NDArray index) {}

    /** Of what this looks at; nothing where it adds nothing. */
    default Optional<Scope> looksAt() {
        return switch (this) {
            case None() -> Optional.empty();
            case VarianceCovariance(double weight, double covariance, Scope scope) -> Optional.of(scope);
        };
    }

    /** The loss with this added for the context encoder's output of a pass. */
    default NDArray add(Kernels kernels, NDManager into, NDArray loss, ForwardPass pass, NDArray context) {
        return looksAt()
                .map(scope -> add(kernels, into, loss, pass.seen(context, scope), pass.positions()))
                .orElse(loss);
    }

    /**
     * The loss with this added.
     *
     * @param positions N
     */
    default NDArray add(Kernels kernels, NDManager into, NDArray loss, Seen seen, int positions) {
        return switch (this) {
            case None() -> loss;
            case VarianceCovariance(double weight, double covariance, Scope scope) -> {
                NDArray spread = switch (scope) {
                    case POOLED -> kernels.spreadPooled(into, seen.vectors, covariance);
                    case TOKENS -> kernels.spreadTokens(into, seen.vectors, seen.index, covariance, positions);
                };
                yield kernels.addWeighted(into, loss, spread, weight);
            }
        };
    }
}
