package ijepa.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.mask.PatchGrid;
import ijepa.core.tensor.BlockCall;
import ijepa.core.tensor.BlockCall.Kind;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;

/**
 * The predictor of section 3: a narrow transformer over an encoded context and the mask tokens of one target block. B
 * images, M target blocks, Nc and Nt patches of a context and of a target block, D encoder width, P own width.
 */
public final class Predictor {

    private final EncoderSpec encoder;
    private final PredictorSpec spec;
    private final NetworkParameters parameters;
    private final NDManager owner;
    private final Kernels kernels;
    private final List<NDArray> embedding;
    private final NDArray maskToken;
    private final List<List<NDArray>> blocks = new ArrayList<>();
    private final List<NDArray> output;
    private final Map<PatchGrid, NDArray> positionByGrid = new ConcurrentHashMap<>();

    Predictor(EncoderSpec encoder, PredictorSpec spec, NetworkParameters parameters, NDManager owner, Kernels kernels) {
        this.encoder = encoder;
        this.spec = spec;
        this.parameters = parameters;
        this.owner = owner;
        this.kernels = kernels;
        embedding = parameters.list("predictor_embed.weight", "predictor_embed.bias");
        maskToken = parameters.get("mask_token");
        for (int i = 0; i < spec.depth(); i++) {
            blocks.add(TransformerBlock.of(parameters, "predictor_blocks." + i + "."));
        }
        output = parameters.list(
                "predictor_norm.weight", "predictor_norm.bias", "predictor_proj.weight", "predictor_proj.bias");
    }

    /** Official names and sizes of the parameters, in the official order. */
    public static SequencedMap<String, long[]> shapes(EncoderSpec encoder, PredictorSpec spec) {
        SequencedMap<String, long[]> shapes = new LinkedHashMap<>();
        int dim = spec.dim();
        shapes.put("mask_token", new long[] {1, 1, dim});
        shapes.put("predictor_pos_embed", new long[] {1, encoder.grid().size(), dim});
        shapes.put("predictor_embed.weight", new long[] {dim, encoder.embedDim()});
        shapes.put("predictor_embed.bias", new long[] {dim});
        for (int i = 0; i < spec.depth(); i++) {
            // The published predictor keeps an MLP ratio of 4 whatever the encoder's is.
            TransformerBlock.addShapes(shapes, "predictor_blocks." + i + ".", dim, 4 * dim);
        }
        shapes.put("predictor_norm.weight", new long[] {dim});
        shapes.put("predictor_norm.bias", new long[] {dim});
        shapes.put("predictor_proj.weight", new long[] {encoder.embedDim(), dim});
        shapes.put("predictor_proj.bias", new long[] {encoder.embedDim()});
        return shapes;
    }

    public PredictorSpec spec() {
        return spec;
    }

    public NetworkParameters parameters() {
        return parameters;
    }

    /**
     * Predicts target blocks from a context.
     *
     * @param context      context encoder output {@code [B, Nc, D]}
     * @param contextIndex its patches {@code [B, Nc]}
     * @param targetIndex  the patches to predict {@code [M * B, Nt]}, block after block
     * @return {@code [M * B, Nt, D]} in float32
     */
    public NDArray forward(
            NDManager into,
            NDArray context,
            NDArray contextIndex,
            NDArray targetIndex,
            PatchGrid grid,
            Precision precision) {
        return forward(into, context, contextIndex, targetIndex, grid, precision, kernels::run);
    }

    /** The same with blocks run in a way of one's own. */
    public NDArray forward(
            NDManager into,
            NDArray context,
            NDArray contextIndex,
            NDArray targetIndex,
            PatchGrid grid,
            Precision precision,
            BlockRun run) {
        NDArray position = position(grid);
        NDArray seen = kernels.predictorContext(
                into, context, List.of(embedding.get(0), embedding.get(1), position), contextIndex, precision);
        NDArray tokens = kernels.predictorTokens(into, List.of(maskToken, position), targetIndex);
        int contextPatches = Math.toIntExact(contextIndex.getShape().get(1));
        NDArray x = run.run(into, call(Kind.FIRST, List.of(seen, tokens), blocks.getFirst(), 0, precision));
        if (blocks.size() == 1) {
            x = x.get(":, {}:", contextPatches);
        }
        for (int i = 1; i < blocks.size() - 1; i++) {
            x = run.run(into, call(Kind.WHOLE, List.of(x), blocks.get(i), 0, precision));
        }
        if (blocks.size() > 1) {
            x = run.run(into, call(Kind.TAIL, List.of(x), blocks.getLast(), contextPatches, precision));
        }
        return kernels.predictorOutput(into, x, output, precision);
    }

    /**
     * What goes into the first block for one target block: the context at the own width, then the mask tokens.
     *
     * @return {@code [1, Nc + Nt, P]}
     */
    NDArray tokens(
            NDManager into,
            NDArray context,
            NDArray contextIndex,
            NDArray targetIndex,
            PatchGrid grid,
            Precision precision) {
        NDArray position = position(grid);
        NDArray seen = kernels.predictorContext(
                into, context, List.of(embedding.get(0), embedding.get(1), position), contextIndex, precision);
        return seen.concat(kernels.predictorTokens(into, List.of(maskToken, position), targetIndex), 1);
    }

    /** The blocks, to look between them. */
    TransformerStack stack() {
        return new TransformerStack(blocks, output.subList(0, 2), spec.heads(), kernels);
    }

    /**
     * How sequences of unequal length are made up: each of a context, which several share, and the tokens of one block.
     *
     * @param contextPlaces where each context token is in its image, {@code [Kc]}
     * @param targetPlaces  where each patch to predict is, {@code [T]}, block after block
     * @param order         which of the context tokens and then the patches to predict each of a sequence's tokens is,
     *     {@code [K]}
     * @param wanted        which of the K are those to predict, {@code [T]}
     * @param table         of the sequences
     */
    public record Sequences(
            NDArray contextPlaces, NDArray targetPlaces, NDArray order, NDArray wanted, TokenTable table) {}

    /**
     * Predicts target blocks of unequal size from contexts of unequal length.
     *
     * @param context context encoder output, one context after the other {@code [Kc, D]}
     * @return {@code [T, D]} in float32
     */
    public NDArray forwardPacked(
            NDManager into, NDArray context, Sequences sequences, PatchGrid grid, Precision precision, BlockRun run) {
        NDArray position = position(grid);
        NDArray seen = kernels.predictorContext(
                        into,
                        context.expandDims(0),
                        List.of(embedding.get(0), embedding.get(1), position),
                        sequences.contextPlaces.expandDims(0),
                        precision)
                .squeeze(0);
        NDArray tokens = kernels.predictorTokens(
                        into, List.of(maskToken, position), sequences.targetPlaces.expandDims(0))
                .squeeze(0);
        NDArray rows = sequences.table.rows();
        NDArray hidden = sequences.table.hidden();
        NDArray x = run.run(
                into,
                call(
                        Kind.PACKED_FIRST,
                        List.of(seen, tokens, sequences.order, rows, hidden),
                        blocks.getFirst(),
                        0,
                        precision));
        if (blocks.size() == 1) {
            x = kernels.gatherRows(into, x, sequences.wanted.expandDims(0)).squeeze(0);
        }
        for (int i = 1; i < blocks.size() - 1; i++) {
            x = run.run(into, call(Kind.PACKED, List.of(x, rows, hidden), blocks.get(i), 0, precision));
        }
        if (blocks.size() > 1) {
            List<NDArray> inputs = List.of(x, rows, hidden, sequences.wanted);
            x = run.run(into, call(Kind.PACKED_TAIL, inputs, blocks.getLast(), 0, precision));
        }
        return kernels.predictorOutput(into, x, output, precision);
    }

    private BlockCall call(Kind kind, List<NDArray> inputs, List<NDArray> block, int first, Precision precision) {
        return new BlockCall(kind, inputs, block, spec.heads(), first, precision);
    }

    private NDArray position(PatchGrid grid) {
        NDArray position = parameters.get("predictor_pos_embed");
        PatchGrid own = encoder.grid();
        if (grid.equals(own)) {
            return position;
        }
        return positionByGrid.computeIfAbsent(
                grid,
                key -> Role.PARAMETER.give(kernels.resizePositions(
                        owner, position, own.rows(), own.columns(), key.rows(), key.columns())));
    }
}
