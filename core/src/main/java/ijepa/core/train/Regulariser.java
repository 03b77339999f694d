package ijepa.core.train;

import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
    }

    /**
     * Sketched isotropic Gaussian regularisation, as LeJEPA has it (Balestriero and LeCun 2025, arXiv 2511.08544): the
     * context encoder's output should be normal with unit variance along random directions, which are new in each step.
     *
     * @param weight of the term beside the loss
     * @param slices directions, at least 1
     * @param points at which characteristic functions are compared, from -5 to 5; odd and at least 3
     * @param scope  of what is looked at
     */
    record SketchedGaussian(double weight, int slices, int points, Scope scope) implements Regulariser {

        public SketchedGaussian {
            require(weight > 0, "weight", weight);
            require(slices >= 1, "slices", slices);
            if (points < 3 || points % 2 == 0) {
                throw new InputException(
                        "regulariser.points is " + points + " but must be odd and at least 3; 17 is usual.");
            }
        }

        /** The unit directions of a step, {@code [D, slices]} in row-major order: the same whenever it is done. */
        float[] directions(long step, int features) {
            SplittableRandom random = new SplittableRandom(step);
            double[] drawn = new double[features * slices];
            double[] squares = new double[slices];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = random.nextGaussian();
                squares[i % slices] += drawn[i] * drawn[i];
            }
            float[] directions = new float[drawn.length];
            for (int i = 0; i < drawn.length; i++) {
                directions[i] = (float) (drawn[i] / Math.sqrt(squares[i % slices]));
            }
            return directions;
        }
    }

    private static void require(boolean holds, String field, double value) {
        if (!holds || Double.isInfinite(value)) {
            throw new InputException("regulariser." + field + " is " + value + " but must be a positive number.");
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
            case SketchedGaussian(double weight, int slices, int points, Scope scope) -> Optional.of(scope);
        };
    }

    /** The loss with this added for the context encoder's output of a pass. */
    default NDArray add(Kernels kernels, NDManager into, NDArray loss, ForwardPass pass, NDArray context, long step) {
        return looksAt()
                .map(scope -> add(kernels, into, loss, pass.seen(context, scope), pass.positions(), step))
                .orElse(loss);
    }

    /**
     * The loss with this added.
     *
     * @param positions N
     * @param step      its number, which decides what is random
     */
    default NDArray add(Kernels kernels, NDManager into, NDArray loss, Seen seen, int positions, long step) {
        return switch (this) {
            case None() -> loss;
            case VarianceCovariance(double weight, double covariance, Scope scope) -> {
                NDArray spread = switch (scope) {
                    case POOLED -> kernels.losses().spreadPooled(into, seen.vectors, covariance);
                    case TOKENS -> kernels.losses().spreadTokens(into, seen.vectors, seen.index, covariance, positions);
                };
                yield kernels.losses().addWeighted(into, loss, spread, weight);
            }
            case SketchedGaussian gaussian -> {
                int features = Math.toIntExact(seen.vectors.getShape().get(2));
                NDArray directions =
                        into.create(gaussian.directions(step, features), new Shape(features, gaussian.slices));
                NDArray distance = switch (gaussian.scope) {
                    case POOLED -> kernels.losses().sketchPooled(into, seen.vectors, directions, gaussian.points);
                    case TOKENS ->
                        kernels.losses()
                                .sketchTokens(into, seen.vectors, seen.index, directions, gaussian.points, positions);
                };
                yield kernels.losses().addWeighted(into, loss, distance, gaussian.weight);
            }
        };
    }
}
