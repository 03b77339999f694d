package ijepa.core.model;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.PatchGrid;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;

/** Answers what {@link InspectableModel} asks beyond a prediction. */
final class ModelInspection {

    /** Tokens that go through the predictor at once: enough to keep a processor busy, few enough for its caches. */
    private static final int TOKENS_AT_ONCE = 4096;

    private static final long UNTRAINED_SEED = 0;

    private final IJepa model;
    private final NDManager owner;
    private volatile Predictor untrained;

    /**
     * Looks into a model.
     *
     * @param owner keeps what is made once
     */
    ModelInspection(IJepa model, NDManager owner) {
        this.model = model;
        this.owner = owner;
    }

    Embeddings features(ForwardPass pass, int layer) {
        TransformerStack stack = stack(pass.network());
        stack.require(layer, pass.network());
        try (NDManager scope = model.newScope()) {
            return IJepa.download(stack.after(scope, tokens(scope, pass), layer, precision()));
        }
    }

    AttentionMaps attention(ForwardPass pass, int layer) {
        TransformerStack stack = stack(pass.network());
        stack.require(layer, pass.network());
        try (NDManager scope = model.newScope()) {
            NDArray x = tokens(scope, pass);
            for (int i = 0; i < layer - 1; i++) {
                x = stack.block(scope, x, i, precision());
            }
            return new AttentionMaps(
                    layer,
                    stack.heads(),
                    pass.patches(),
                    stack.attention(scope, x, layer - 1).toFloatArray());
        }
    }

    List<AttentionMaps> meanAttention(ForwardPass pass) {
        TransformerStack stack = stack(pass.network());
        try (NDManager scope = model.newScope()) {
            List<AttentionMaps> maps = new ArrayList<>();
            NDArray x = tokens(scope, pass);
            for (int i = 0; i < stack.depth(); i++) {
                try (NDManager inner = scope.newSubManager()) {
                    float[] mean =
                            stack.attention(inner, x, i).mean(new int[] {1}).toFloatArray();
                    maps.add(new AttentionMaps(i + 1, 1, pass.patches(), mean));
                }
                if (i + 1 < stack.depth()) {
                    x = stack.block(scope, x, i, precision());
                }
            }
            return maps;
        }
    }

    List<Embeddings> predictBlocks(ImageTensor image, int[] context, List<int[]> blocks, Progress progress) {
        Predictor network = model.requirePredictor();
        PatchGrid grid = model.grid(image);
        if (blocks.isEmpty()) {
            return List.of();
        }
        int size = blocks.getFirst().length;
        if (blocks.stream().anyMatch(block -> block.length != size)) {
            throw new IllegalArgumentException("Blocks that are predicted together have one size.");
        }
        List<Embeddings> predicted = new ArrayList<>();
        try (NDManager scope = model.newScope()) {
            NDArray index = IJepa.index(scope, context);
            NDArray encoded =
                    model.encoder().forwardAt(scope, patchify(scope, model.encoder(), image), index, grid, precision());
            int atOnce = Math.max(1, TOKENS_AT_ONCE / (context.length + size));
            for (int from = 0; from < blocks.size(); from += atOnce) {
                progress.reached((double) from / blocks.size());
                List<int[]> some = blocks.subList(from, Math.min(blocks.size(), from + atOnce));
                try (NDManager inner = scope.newSubManager()) {
                    NDArray found = network.forward(inner, encoded, index, rows(inner, some, size), grid, precision());
                    split(found.toFloatArray(), some.size(), size, predicted);
                }
            }
        }
        progress.reached(1);
        return predicted;
    }

    List<Embeddings> predictUntrained(Prediction prediction) {
        Predictor network = untrained();
        PatchGrid grid = model.grid(prediction.image());
        List<Embeddings> predicted = new ArrayList<>();
        try (NDManager scope = model.newScope()) {
            Embeddings seen = prediction.context();
            NDArray context = scope.create(seen.values(), new Shape(1, seen.count(), seen.dimension()));
            NDArray index = IJepa.index(scope, prediction.layout().contextPatches());
            for (Prediction.BlockPrediction block : prediction.blocks()) {
                try (NDManager inner = scope.newSubManager()) {
                    predicted.add(IJepa.download(network.forward(
                            inner, context, index, IJepa.index(inner, block.patches()), grid, precision())));
                }
            }
        }
        return predicted;
    }

    private synchronized Predictor untrained() {
        if (untrained == null) {
            PredictorSpec spec = model.requirePredictor().spec();
            EncoderSpec encoder = model.spec().encoder();
            untrained = new Predictor(
                    encoder,
                    spec,
                    NetworkParameters.read(
                            owner,
                            Network.PREDICTOR,
                            Predictor.shapes(encoder, spec),
                            new Initialisation(model.spec(), UNTRAINED_SEED),
                            Role.PARAMETER),
                    owner,
                    model.kernels());
        }
        return untrained;
    }

    private TransformerStack stack(Network network) {
        return switch (network) {
            case ENCODER -> model.encoder().stack();
            case TARGET_ENCODER -> model.targetEncoder().stack();
            case PREDICTOR -> model.requirePredictor().stack();
        };
    }

    /** What goes into the first block, {@code [1, S, W]}. */
    private NDArray tokens(NDManager scope, ForwardPass pass) {
        PatchGrid grid = model.grid(pass.image());
        for (int patch : pass.patches()) {
            if (patch >= grid.size()) {
                throw new InputException("Patch " + patch + " is outside the image's grid of " + grid.rows() + " x "
                        + grid.columns() + ": sample or draw new blocks.");
            }
        }
        NDArray seen = IJepa.index(scope, pass.seen());
        if (pass.network() == Network.PREDICTOR) {
            NDArray context = model.encoder()
                    .forwardAt(scope, patchify(scope, model.encoder(), pass.image()), seen, grid, precision());
            return model.requirePredictor()
                    .tokens(scope, context, seen, IJepa.index(scope, pass.asked()), grid, precision());
        }
        VisionTransformer encoder = pass.network() == Network.ENCODER ? model.encoder() : model.targetEncoder();
        NDArray patches = patchify(scope, encoder, pass.image());
        // All patches go the way that the target encoder takes in a prediction, so that the numbers are the same ones.
        return pass.seen().length == grid.size()
                ? encoder.tokens(scope, patches, grid, precision())
                : encoder.tokensAt(scope, patches, seen, grid, precision());
    }

    private NDArray patchify(NDManager scope, VisionTransformer encoder, ImageTensor image) {
        return encoder.patchify(scope, IJepa.upload(scope, image), precision());
    }

    private Precision precision() {
        return model.precision();
    }

    private static NDArray rows(NDManager scope, List<int[]> blocks, int size) {
        long[] all = new long[blocks.size() * size];
        for (int i = 0; i < all.length; i++) {
            all[i] = blocks.get(i / size)[i % size];
        }
        return scope.create(all, new Shape(blocks.size(), size));
    }

    private static void split(float[] values, int blocks, int size, List<Embeddings> into) {
        int length = values.length / blocks;
        for (int i = 0; i < blocks; i++) {
            float[] own = new float[length];
            System.arraycopy(values, i * length, own, 0, length);
            into.add(new Embeddings(size, length / size, own));
        }
    }
}
