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

/** The encoder of section 3: a vision transformer without class token. B images, N patches, Nc context patches, D width. */
public final class VisionTransformer {

    private final EncoderSpec spec;
    private final NetworkParameters parameters;
    private final NDManager owner;
    private final Kernels kernels;
    private final Role role;
    private final List<NDArray> embedding;
    private final List<List<NDArray>> blocks = new ArrayList<>();
    private final List<NDArray> norm;
    private final Map<PatchGrid, List<NDArray>> embeddingByGrid = new ConcurrentHashMap<>();

    VisionTransformer(EncoderSpec spec, NetworkParameters parameters, NDManager owner, Kernels kernels, Role role) {
        this.spec = spec;
        this.parameters = parameters;
        this.owner = owner;
        this.kernels = kernels;
        this.role = role;
        embedding = parameters.list("patch_embed.proj.weight", "patch_embed.proj.bias", "pos_embed");
        for (int i = 0; i < spec.depth(); i++) {
            blocks.add(TransformerBlock.of(parameters, "blocks." + i + "."));
        }
        norm = parameters.list("norm.weight", "norm.bias");
    }

    /** Official names and sizes of the parameters, in the official order. */
    public static SequencedMap<String, long[]> shapes(EncoderSpec spec) {
        SequencedMap<String, long[]> shapes = new LinkedHashMap<>();
        int dim = spec.embedDim();
        shapes.put("pos_embed", new long[] {1, spec.grid().size(), dim});
        shapes.put("patch_embed.proj.weight", new long[] {dim, 3, spec.patchSize(), spec.patchSize()});
        shapes.put("patch_embed.proj.bias", new long[] {dim});
        for (int i = 0; i < spec.depth(); i++) {
            TransformerBlock.addShapes(shapes, "blocks." + i + ".", dim, spec.mlpDim());
        }
        shapes.put("norm.weight", new long[] {dim});
        shapes.put("norm.bias", new long[] {dim});
        return shapes;
    }

    public EncoderSpec spec() {
        return spec;
    }

    public NetworkParameters parameters() {
        return parameters;
    }

    /** Images {@code [B, 3, H, W]} as the other methods take them. */
    public NDArray patchify(NDManager into, NDArray images, Precision precision) {
        return kernels.patchify(into, images, spec.patchSize(), precision);
    }

    /**
     * All patches.
     *
     * @param patches from {@link #patchify}
     * @return {@code [B, N, D]}
     */
    public NDArray forward(NDManager into, NDArray patches, PatchGrid grid, Precision precision) {
        return finish(into, tokens(into, patches, grid, precision), precision);
    }

    /**
     * Only the patches of a context, which see nothing else.
     *
     * @param index their indices {@code [B, Nc]}
     * @return {@code [B, Nc, D]}
     */
    public NDArray forwardAt(NDManager into, NDArray patches, NDArray index, PatchGrid grid, Precision precision) {
        return forwardAt(into, patches, index, grid, precision, kernels::run);
    }

    /** What goes into the first block for all patches, {@code [B, N, D]}. */
    NDArray tokens(NDManager into, NDArray patches, PatchGrid grid, Precision precision) {
        return kernels.embed(into, patches, embedding(grid), precision);
    }

    /** What goes into the first block for some patches {@code index [B, Nc]}, {@code [B, Nc, D]}. */
    NDArray tokensAt(NDManager into, NDArray patches, NDArray index, PatchGrid grid, Precision precision) {
        return kernels.embedAt(into, patches, embedding(grid), index, precision);
    }

    /** The blocks, to look between them. */
    TransformerStack stack() {
        return new TransformerStack(blocks, norm, spec.heads(), kernels);
    }

    /** The same with blocks run in a way of one's own. */
    public NDArray forwardAt(
            NDManager into, NDArray patches, NDArray index, PatchGrid grid, Precision precision, BlockRun run) {
        NDArray x = tokensAt(into, patches, index, grid, precision);
        for (List<NDArray> block : blocks) {
            x = run.run(into, new BlockCall(Kind.WHOLE, List.of(x), block, spec.heads(), 0, precision));
        }
        return kernels.norm(into, x, norm);
    }

    /**
     * All patches seen, some of them wanted: what no other patch needs of the last block is computed for those only.
     *
     * @param rows which of the {@code B * N} patches, {@code [K]}
     * @return {@code [K, D]}
     */
    public NDArray forwardRows(NDManager into, NDArray patches, NDArray rows, PatchGrid grid, Precision precision) {
        NDArray x = kernels.embed(into, patches, embedding(grid), precision);
        for (List<NDArray> block : blocks.subList(0, blocks.size() - 1)) {
            x = kernels.block(into, x, block, spec.heads(), precision);
        }
        return kernels.norm(into, kernels.blockRows(into, x, blocks.getLast(), rows, spec.heads(), precision), norm);
    }

    /**
     * Only the patches of contexts of unequal length, one context after the other.
     *
     * @param rows   which of the {@code B * N} patches, {@code [K]}
     * @param places where each is in its image, {@code [K]}
     * @param table  of the contexts
     * @return {@code [K, D]}
     */
    public NDArray forwardPacked(
            NDManager into,
            NDArray patches,
            NDArray rows,
            NDArray places,
            TokenTable table,
            PatchGrid grid,
            Precision precision,
            BlockRun run) {
        NDArray x = kernels.embedRows(into, patches, embedding(grid), rows, places, precision);
        for (List<NDArray> block : blocks) {
            List<NDArray> inputs = List.of(x, table.rows(), table.hidden());
            x = run.run(into, new BlockCall(Kind.PACKED, inputs, block, spec.heads(), 0, precision));
        }
        return kernels.norm(into, x, norm);
    }

    private NDArray finish(NDManager into, NDArray tokens, Precision precision) {
        NDArray x = tokens;
        for (List<NDArray> block : blocks) {
            x = kernels.block(into, x, block, spec.heads(), precision);
        }
        return kernels.norm(into, x, norm);
    }

    /** Projection and positions for a grid; another grid than the native one gets its positions resized bicubically. */
    private List<NDArray> embedding(PatchGrid grid) {
        if (grid.equals(spec.grid())) {
            return embedding;
        }
        return embeddingByGrid.computeIfAbsent(
                grid,
                key -> List.of(
                        embedding.get(0),
                        embedding.get(1),
                        role.give(kernels.resizePositions(
                                owner,
                                embedding.get(2),
                                spec.grid().rows(),
                                spec.grid().columns(),
                                key.rows(),
                                key.columns()))));
    }
}
