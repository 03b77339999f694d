package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.image.Resampling;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;

/**
 * Held-out pictures as a decoder of one kind of condition is judged by them, and how a decoded picture is encoded again. A
 * whole image goes through the target encoder and is averaged. A block goes through it alone, at its place but without its
 * surroundings, from which the encoder could otherwise guess what the block should hold; its tokens are layer-normed, as
 * what the predictor learns to give, and averaged.
 */
final class EvaluationSet {

    private final IJepa model;
    private final ConditionKind kind;
    private final List<Item> items;
    private final Embeddings conditions;
    private final Embeddings real;

    /**
     * One picture.
     *
     * @param pixels what should be decoded, of the decoder's size
     * @param block  where it is; the whole grid of a whole image
     */
    private record Item(Image pixels, Block block) {}

    private EvaluationSet(
            IJepa model, ConditionKind kind, List<Item> items, List<float[]> conditions, List<float[]> real) {
        this.model = model;
        this.kind = kind;
        this.items = items;
        this.conditions = embeddings(conditions);
        this.real = embeddings(real);
    }

    /**
     * Reads and encodes the pictures of a folder; those that cannot be read are left out.
     *
     * @param side     of the decoder's pictures in pixels
     * @param masks    draws one block a picture
     * @param seed     of the blocks
     * @param listener is told of every picture
     * @return nothing when the listener stopped it
     * @throws InputException when fewer than two can be read
     */
    static Optional<EvaluationSet> of(
            IJepa model,
            ConditionKind kind,
            ImageFolder folder,
            int side,
            MaskStrategy masks,
            long seed,
            DecoderEvaluation.Listener listener) {
        int own = model.spec().encoder().imageSize();
        PatchGrid grid = model.spec().encoder().grid();
        MaskStrategy strategy = masks.nearestOn(grid);
        TorchGenerator places = new TorchGenerator(seed);
        List<Item> items = new ArrayList<>();
        List<float[]> conditions = new ArrayList<>();
        List<float[]> real = new ArrayList<>();
        for (int i = 0; i < folder.size(); i++) {
            Block block = new Block(0, 0, grid.rows(), grid.columns());
            MaskLayout layout = null;
            if (kind == ConditionKind.BLOCK) {
                MaskLayout drawn = strategy.sampler(grid).sample(i, 1, places).seen(0);
                layout = drawn.withTargets(drawn.targets().subList(0, 1));
                block = layout.targets().getFirst().bounds(grid);
            }
            Image picture;
            try {
                picture = ImageReading.read(folder.files().get(i), ImageReading.Orientation.AS_STORED);
            } catch (InputException unreadable) {
                continue;
            }
            Image square = Fit.CENTRE_CROP.apply(picture, DecoderBatches.squareSide(own, side));
            ImageTensor seen = Normalisation.apply(Fit.CENTRE_CROP.apply(picture, own));
            Item item = new Item(Resampling.resize(square, BlockWindow.crop(square, grid, block), side, side), block);
            items.add(item);
            real.add(encode(model, kind, item.pixels, block));
            conditions.add(
                    layout == null
                            ? model.encodeTarget(seen).mean()
                            : model.predict(seen, layout)
                                    .blocks()
                                    .getFirst()
                                    .predicted()
                                    .mean());
            if (!listener.goesOn("encoding", i + 1, folder.size())) {
                return Optional.empty();
            }
        }
        if (items.size() < 2) {
            throw new InputException("Of the pictures in " + folder.root() + " only " + items.size()
                    + " can be read, but a decoder is judged by comparing at least two.");
        }
        return Optional.of(new EvaluationSet(model, kind, items, conditions, real));
    }

    static Embeddings embeddings(List<float[]> rows) {
        int dim = rows.getFirst().length;
        float[] values = new float[rows.size() * dim];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * dim, dim);
        }
        return new Embeddings(rows.size(), dim, values);
    }

    ConditionKind kind() {
        return kind;
    }

    int size() {
        return items.size();
    }

    /** What is decoded, {@code [n, D]}. */
    Embeddings conditions() {
        return conditions;
    }

    /** The real pixels, brought to the decoder's size and encoded as a decoded picture is, {@code [n, D]}. */
    Embeddings real() {
        return real;
    }

    Image pixels(int item) {
        return items.get(item).pixels;
    }

    /** Encodes what was decoded in place of an item's pixels. */
    float[] encode(Image decoded, int item) {
        return encode(model, kind, decoded, items.get(item).block);
    }

    private static float[] encode(IJepa model, ConditionKind kind, Image decoded, Block block) {
        int side = model.spec().encoder().imageSize();
        if (kind == ConditionKind.IMAGE) {
            return model.encodeTarget(Normalisation.apply(Resampling.resize(decoded, side, side)))
                    .mean();
        }
        PatchGrid grid = model.spec().encoder().grid();
        int patch = model.spec().encoder().patchSize();
        ImageTensor pixels =
                Normalisation.apply(Resampling.resize(decoded, block.width() * patch, block.height() * patch));
        float[] picture = new float[3 * side * side];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < pixels.height(); y++) {
                System.arraycopy(
                        pixels.values(),
                        (channel * pixels.height() + y) * pixels.width(),
                        picture,
                        (channel * side + block.top() * patch + y) * side + block.left() * patch,
                        pixels.width());
            }
        }
        int[] patches = block.patches(grid);
        try (NDManager scope = model.newScope()) {
            NDArray all = model.targetEncoder()
                    .patchify(scope, scope.create(picture, new Shape(1, 3, side, side)), model.precision());
            long[] index = new long[patches.length];
            for (int i = 0; i < index.length; i++) {
                index[i] = patches[i];
            }
            NDArray tokens = model.targetEncoder()
                    .forwardAt(scope, all, scope.create(index, new Shape(1, index.length)), grid, model.precision());
            return model.kernels()
                    .normaliseTargets(scope, tokens)
                    .mean(new int[] {1})
                    .toFloatArray();
        }
    }
}
