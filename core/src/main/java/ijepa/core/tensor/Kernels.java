package ijepa.core.tensor;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The typed face of {@code kernels.py}: one method a kernel. B images, N patches, Nc context patches, Nt target patches,
 * M target blocks, D encoder width, P predictor width.
 *
 * <p>Results belong to the manager that is given, so that closing a step's manager frees all of it. May be used by several
 * threads at once.
 */
public final class Kernels extends KernelModule {

    /** What engines with oneDNN run, and what those without it do. */
    static final List<List<String>> SOURCES =
            List.of(List.of("kernels.py", "packed.py"), List.of("kernels.py", "packed_absent.py"));

    private final LossKernels losses = new LossKernels(this);
    private final OptimizerKernels optimizer = new OptimizerKernels(this);

    Kernels(TensorEngine engine, ComputeDevice device) {
        this(engine, device, SOURCES);
    }

    /** Kernels of these sources, the first that the engine takes. */
    Kernels(TensorEngine engine, ComputeDevice device, List<List<String>> sources) {
        super(engine, device, sources, "Kernels");
    }

    /** Losses and what is added to them. */
    public LossKernels losses() {
        return losses;
    }

    /** Autograd and what changes weights. */
    public OptimizerKernels optimizer() {
        return optimizer;
    }

    /**
     * What an array is when it goes into a kernel as part of a list. Lists reach the engine by the arrays' names, so an
     * array is given its role once, when it is made, and keeps it.
     */
    public enum Role {
        /** A parameter of a network. */
        PARAMETER("p[]"),
        /** A parameter of the target encoder, which is in one list while the encoder's is in the other. */
        TARGET("k[]"),
        /** An array that a kernel takes as one of several. */
        INPUT("x[]"),
        GRADIENT("g[]"),
        /** A gradient that is added to one of the others. */
        PART_GRADIENT("a[]"),
        FIRST_MOMENT("m[]"),
        SECOND_MOMENT("v[]"),
        STEP_COUNT("t[]");

        private final String listName;

        Role(String listName) {
            this.listName = listName;
        }

        /** Gives an array this role and returns it. */
        public NDArray give(NDArray array) {
            array.setName(listName);
            return array;
        }
    }

    // ---- vision transformer

    /** {@code [B, 3, H, W]} to {@code [B, N, 3 * patch * patch]}, in the precision that matrix products use. */
    public NDArray patchify(NDManager into, NDArray images, int patchSize, Precision precision) {
        return one(into, "patchify", List.of(images), List.of(), constant(patchSize, precision.flag()));
    }

    /**
     * Patches {@code [B, N, 3 * patch * patch]} to {@code [B, N, D]} with positions.
     *
     * @param parameters weight, bias, position {@code [1, N, D]}
     */
    public NDArray embed(NDManager into, NDArray patches, List<NDArray> parameters, Precision precision) {
        return one(into, "embed", List.of(patches), parameters, constant(precision.flag()));
    }

    /** Like {@link #embed} for the patches {@code index [B, Nc]} only: {@code [B, Nc, D]}. */
    public NDArray embedAt(
            NDManager into, NDArray patches, List<NDArray> parameters, NDArray index, Precision precision) {
        NDList arguments = new NDList(patches);
        arguments.addAll(parameters);
        arguments.add(index);
        arguments.add(constant(precision.flag()));
        return call(into, "embed_at", arguments).singletonOrThrow();
    }

    /** One transformer block, {@code [B, N, D]} to {@code [B, N, D]}; parameters in the order of {@code kernels.py}. */
    public NDArray block(NDManager into, NDArray tokens, List<NDArray> parameters, int heads, Precision precision) {
        return one(into, "block", List.of(tokens), parameters, constant(heads, precision.flag()));
    }

    /** One transformer block of which only the tokens from {@code first} on are wanted: {@code [B, N - first, D]}. */
    public NDArray blockTail(
            NDManager into, NDArray tokens, List<NDArray> parameters, int heads, int first, Precision precision) {
        return one(into, "block_tail", List.of(tokens), parameters, constant(heads, precision.flag(), first));
    }

    /**
     * One transformer block of which only some patches are wanted: {@code [K, D]}.
     *
     * @param rows which of the {@code B * N}, {@code [K]}
     */
    public NDArray blockRows(
            NDManager into, NDArray tokens, List<NDArray> parameters, NDArray rows, int heads, Precision precision) {
        NDList arguments = new NDList(tokens);
        arguments.addAll(parameters);
        arguments.add(rows);
        arguments.add(constant(heads, precision.flag()));
        return call(into, "block_rows", arguments).singletonOrThrow();
    }

    /**
     * Layer norm over features, eps 1e-6.
     *
     * @param parameters weight, bias
     */
    public NDArray norm(NDManager into, NDArray tokens, List<NDArray> parameters) {
        return one(into, "norm", List.of(tokens), parameters);
    }

    /** Attention weights of one block in float32: {@code [B, heads, N, N]}, rows sum to 1. */
    public NDArray attention(NDManager into, NDArray tokens, List<NDArray> parameters, int heads) {
        return one(into, "attention", List.of(tokens), parameters, constant(heads));
    }

    /** A position grid {@code [1, rows * columns, D]} resized bicubically. */
    public NDArray resizePositions(
            NDManager into, NDArray position, int rows, int columns, int newRows, int newColumns) {
        NDList arguments = new NDList(unnamed(into, position));
        arguments.add(constant(rows, columns, newRows, newColumns));
        return call(into, "resize_positions", arguments).singletonOrThrow();
    }

    // ---- predictor

    /**
     * Context {@code [B, Nc, D]} at the predictor's width with positions: {@code [B, Nc, P]}.
     *
     * @param parameters weight, bias, position {@code [1, N, P]}
     * @param index      the context's patches {@code [B, Nc]}
     */
    public NDArray predictorContext(
            NDManager into, NDArray context, List<NDArray> parameters, NDArray index, Precision precision) {
        NDList arguments = new NDList(context);
        arguments.addAll(parameters);
        arguments.add(index);
        arguments.add(constant(precision.flag()));
        return call(into, "predictor_context", arguments).singletonOrThrow();
    }

    /**
     * Mask tokens with positions: {@code [M * B, Nt, P]}.
     *
     * @param parameters mask token {@code [1, 1, P]}, position {@code [1, N, P]}
     * @param index      the targets' patches {@code [M * B, Nt]}, block after block
     */
    public NDArray predictorTokens(NDManager into, List<NDArray> parameters, NDArray index) {
        NDList arguments = new NDList(parameters.size() + 1);
        arguments.addAll(parameters);
        arguments.add(index);
        return call(into, "predictor_tokens", arguments).singletonOrThrow();
    }

    /**
     * The predictor's first block on context {@code [B, Nc, P]} followed by tokens {@code [M * B, Nt, P]}: {@code [M * B,
     * Nc + Nt, P]}. What the M copies of a context share is computed once.
     */
    public NDArray predictorFirst(
            NDManager into, NDArray context, NDArray tokens, List<NDArray> parameters, int heads, Precision precision) {
        return one(into, "predictor_first", List.of(context, tokens), parameters, constant(heads, precision.flag()));
    }

    /**
     * Norm and projection to the encoder's width: {@code [B, Nt, D]}, float32.
     *
     * @param parameters norm weight, norm bias, weight, bias
     */
    public NDArray predictorOutput(NDManager into, NDArray tokens, List<NDArray> parameters, Precision precision) {
        return one(into, "predictor_output", List.of(tokens), parameters, constant(precision.flag()));
    }

    // ---- targets

    /** The layer norm over features that the loss's targets go through: no affine, eps 1e-5. */
    public NDArray normaliseTargets(NDManager into, NDArray tokens) {
        return one(into, "normalise_targets", List.of(tokens), List.of());
    }

    /** Rows {@code [K, D]} at {@code index [M * B, Nt]}, block after block: {@code [M * B, Nt, D]}. */
    public NDArray gatherRows(NDManager into, NDArray rows, NDArray index) {
        return one(into, "gather_rows", List.of(rows, index), List.of());
    }

    // ---- sequences of unequal length: their tokens one after the other, K in all

    /**
     * Some patches embedded with their positions: {@code [K, D]}.
     *
     * @param parameters weight, bias, position {@code [1, N, D]}
     * @param rows       which of the {@code B * N} patches, {@code [K]}
     * @param places     where each is in its image, {@code [K]}
     */
    public NDArray embedRows(
            NDManager into,
            NDArray patches,
            List<NDArray> parameters,
            NDArray rows,
            NDArray places,
            Precision precision) {
        return call(into, "embed_rows", listed(List.of(patches), parameters, rows, places, constant(precision.flag())))
                .singletonOrThrow();
    }

    /**
     * One transformer block: {@code [K, D]}.
     *
     * @param rows   which place each token has in a table of S sequences of L places, {@code [K]}
     * @param hidden {@code [S, 1, 1, L]}: minus infinity where a sequence has ended, else 0
     */
    public NDArray blockPacked(
            NDManager into,
            NDArray tokens,
            List<NDArray> parameters,
            NDArray rows,
            NDArray hidden,
            int heads,
            Precision precision) {
        NDArray settings = constant(heads, precision.flag());
        return call(into, "block_packed", listed(List.of(tokens), parameters, rows, hidden, settings))
                .singletonOrThrow();
    }

    /** Such a block of which only some tokens are wanted, {@code wanted [T]}: {@code [T, D]}. */
    public NDArray blockPackedTail(
            NDManager into,
            NDArray tokens,
            List<NDArray> parameters,
            NDArray rows,
            NDArray hidden,
            NDArray wanted,
            int heads,
            Precision precision) {
        NDArray settings = constant(heads, precision.flag());
        return call(into, "block_packed_tail", listed(List.of(tokens), parameters, rows, hidden, wanted, settings))
                .singletonOrThrow();
    }

    /**
     * The predictor's first block on sequences made of contexts {@code [Kc, P]} and tokens {@code [T, P]}: {@code [K, P]}.
     *
     * @param order which of the contexts' and then the tokens' each token of the sequences is, {@code [K]}
     */
    public NDArray predictorFirstPacked(
            NDManager into,
            NDArray context,
            NDArray tokens,
            List<NDArray> parameters,
            NDArray order,
            NDArray rows,
            NDArray hidden,
            int heads,
            Precision precision) {
        NDArray settings = constant(heads, precision.flag());
        return call(
                        into,
                        "predictor_first_packed",
                        listed(List.of(context, tokens), parameters, order, rows, hidden, settings))
                .singletonOrThrow();
    }

    /**
     * Means of each sequence's tokens: {@code [n, D]}.
     *
     * @param owner whose each token is, {@code [K]}
     * @param count n, each with at least one token
     */
    public NDArray poolRows(NDManager into, NDArray tokens, NDArray owner, int count) {
        return one(into, "pool_rows", List.of(tokens, owner), List.of(), constant(count));
    }

    private static NDList listed(List<NDArray> arrays, List<NDArray> parameters, NDArray... more) {
        NDList arguments = new NDList(arrays.size() + parameters.size() + more.length);
        arguments.addAll(arrays);
        arguments.addAll(parameters);
        arguments.addAll(List.of(more));
        return arguments;
    }

    // ---- transformer blocks computed again for the backward pass

    /** A block, of which autograd records everything that is trained. */
    public NDArray run(NDManager into, BlockCall call) {
        List<NDArray> x = call.inputs();
        List<NDArray> p = call.parameters();
        int heads = call.heads();
        Precision precision = call.precision();
        return switch (call.kind()) {
            case WHOLE -> block(into, x.get(0), p, heads, precision);
            case TAIL -> blockTail(into, x.get(0), p, heads, call.first(), precision);
            case FIRST -> predictorFirst(into, x.get(0), x.get(1), p, heads, precision);
            case PACKED -> blockPacked(into, x.get(0), p, x.get(1), x.get(2), heads, precision);
            case PACKED_TAIL -> blockPackedTail(into, x.get(0), p, x.get(1), x.get(2), x.get(3), heads, precision);
            case PACKED_FIRST ->
                predictorFirstPacked(into, x.get(0), x.get(1), p, x.get(2), x.get(3), x.get(4), heads, precision);
        };
    }

    /** The same numbers, of which autograd records nothing. */
    public NDArray pass(NDManager into, BlockCall call) {
        try (NDManager views = into.newSubManager()) {
            NDList arguments = inputs(views, call.inputs());
            arguments.addAll(call.parameters());
            arguments.add(settings(call));
            return call(into, "pass_block", arguments).singletonOrThrow();
        }
    }

    /**
     * Computes a block once more and gives its derivatives by its tokens, in their order, and then by its parameters.
     *
     * @param gradient derivative by its output
     */
    public List<NDArray> redo(NDManager into, BlockCall call, NDArray gradient) {
        try (NDManager views = into.newSubManager()) {
            NDList arguments = inputs(views, call.inputs());
            arguments.addAll(call.parameters());
            arguments.add(unnamed(views, gradient));
            arguments.add(settings(call));
            return call(into, "redo_block", arguments);
        }
    }

    private NDArray settings(BlockCall call) {
        return constant(
                call.heads(),
                call.precision().flag(),
                call.first(),
                call.kind().ordinal(),
                call.kind().tokens());
    }

    static NDList inputs(NDManager into, List<NDArray> arrays) {
        NDList named = new NDList(arrays.size());
        arrays.forEach(array -> named.add(Role.INPUT.give(unnamed(into, array))));
        return named;
    }

    // ---- looking at features

    /**
     * What a set of vectors {@code [n, D]} fills of its space.
     *
     * @param deviation     mean standard deviation of a feature
     * @param effectiveRank exponential of the entropy of the centred set's singular values' shares (Roy and Vetterli
     *     2007): from 1, all vectors on a line, to D
     */
    public record FeatureSpread(double deviation, double effectiveRank) {}

    /** Measures vectors {@code [n, D]}. */
    public FeatureSpread featureSpread(NDManager into, NDArray vectors) {
        float[] found = one(into, "feature_spread", List.of(vectors), List.of()).toFloatArray();
        return new FeatureSpread(found[0], found[1]);
    }

    /**
     * The nearest of a bank by cosine similarity.
     *
     * @param similarities {@code [q, k]}, largest first
     * @param indices      {@code [q, k]} places in the bank
     */
    public record Nearest(NDArray similarities, NDArray indices) {}

    /** The k of {@code bank [n, D]} that are nearest to each of {@code queries [q, D]}. */
    public Nearest nearest(NDManager into, NDArray queries, NDArray bank, int k) {
        NDList found = call(into, "nearest", new NDList(queries, bank, constant(k)));
        return new Nearest(found.get(0), found.get(1));
    }

    /** The values in bfloat16, which only other kernels can take. */
    public NDArray halve(NDManager into, NDArray array) {
        return one(into, "halve", List.of(array), List.of());
    }

    /** The first value of an array of any precision; waits until it is there. */
    float firstValue(NDManager into, NDArray array) {
        return one(into, "first_value", List.of(array), List.of()).toFloatArray()[0];
    }

    /** {@code a @ b}: to measure what the machine can do. */
    public NDArray matmul(NDManager into, NDArray a, NDArray b, Precision precision) {
        return one(into, "matmul", List.of(a, b), List.of(), constant(precision.flag()));
    }
}
