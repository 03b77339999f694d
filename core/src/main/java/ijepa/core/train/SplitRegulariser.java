package ijepa.core.train;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.train.Regulariser.Scope;
import ijepa.core.train.Regulariser.Seen;

/**
 * A regulariser over a batch that is done in parts. Its term is no sum over images, so the parts are looked at twice: first
 * only seen, which gives the term and its derivative by what was seen; then each part's loss is joined by a product with
 * that derivative, whose gradients are the term's (as Gao and others 2021 do it for contrastive losses).
 */
final class SplitRegulariser {

    private final Kernels kernels;
    private final NDManager scope;
    private final Regulariser regulariser;
    private final Scope looksAt;
    private final List<Seen> parts = new ArrayList<>();
    private NDArray derivative;
    private double value;

    SplitRegulariser(Kernels kernels, NDManager scope, Regulariser regulariser, Scope looksAt) {
        this.kernels = kernels;
        this.scope = scope;
        this.regulariser = regulariser;
        this.looksAt = looksAt;
    }

    /** Sees the next part in the first round; what it was made of may be freed. */
    void see(Seen part) {
        NDArray vectors = together(part.vectors()).stopGradient();
        vectors.attach(scope);
        // A copy: an array made from numbers of Java keeps them only as long as its own scope lives, views of it do
        // not.
        NDArray index = part.index().reshape(indexShape(part.index())).duplicate();
        index.attach(scope);
        parts.add(new Seen(vectors, index));
    }

    /** Means as contexts of one patch, {@code [B, 1, D]}; tokens as one context, {@code [1, K, D]}. */
    private NDArray together(NDArray vectors) {
        return switch (looksAt) {
            case POOLED -> vectors.mean(new int[] {1}, true);
            case TOKENS -> vectors.reshape(1, -1, vectors.getShape().get(2));
        };
    }

    private Shape indexShape(NDArray index) {
        return looksAt == Scope.TOKENS ? new Shape(1, index.size()) : index.getShape();
    }

    private int axis() {
        return looksAt == Scope.TOKENS ? 1 : 0;
    }

    /** Ends the first round. */
    void differentiate(int positions, long step) {
        NDArray all =
                NDArrays.concat(new NDList(parts.stream().map(Seen::vectors).toList()), axis());
        NDArray index = looksAt == Scope.TOKENS
                ? NDArrays.concat(new NDList(parts.stream().map(Seen::index).toList()), axis())
                : parts.getFirst().index();
        all.setRequiresGradient(true);
        NDArray term = regulariser.add(kernels, scope, scope.zeros(new Shape()), new Seen(all, index), positions, step);
        value = term.getFloat();
        Role.PARAMETER.give(all);
        derivative = kernels.optimizer().gradients(scope, term, List.of(all)).getFirst();
        // From here on it is an argument of its own, no longer in a list.
        derivative.setName(null);
    }

    /** The term of the whole batch. */
    double value() {
        return value;
    }

    /** What a part minimises, such that the mean of all parts' gradients is the whole's. */
    NDArray objective(NDManager into, int part, NDArray loss, Seen seen) {
        long start = parts.subList(0, part).stream()
                .mapToLong(before -> before.vectors().getShape().get(axis()))
                .sum();
        long end = start + parts.get(part).vectors().getShape().get(axis());
        NDArray mine = derivative.get(axis() == 0 ? "{}:{}" : ":, {}:{}", start, end);
        mine.attach(into);
        return kernels.losses().addProduct(into, loss, together(seen.vectors()), mine, parts.size());
    }
}
