package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.image.ImageBatch;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.model.IJepa;
import ijepa.core.model.VisionTransformer;
import ijepa.core.tensor.DiffusionKernels;

/**
 * What a decoder learns from: pictures, and what the frozen networks make of them. Some of a batch are whole images with
 * the target encoder's average, the others single target blocks with the predictor's average, as {@link ConditionKind}
 * says. All is computed from one larger square of each picture, so that a block's pixels are not enlarged more than need be.
 */
final class DecoderBatches {

    private final IJepa model;
    private final MaskSampler masks;
    private final DiffusionKernels kernels;
    private final int side;
    private final double imageShare;

    /**
     * Batches for a decoder.
     *
     * @param masks      gives all images of a batch masks of one length
     * @param side       of the decoder's pictures in pixels
     * @param imageShare share of whole images, from 0 to 1
     */
    DecoderBatches(IJepa model, MaskSampler masks, DiffusionKernels kernels, int side, double imageShare) {
        this.model = model;
        this.masks = masks;
        this.kernels = kernels;
        this.side = side;
        this.imageShare = imageShare;
    }

    /**
     * One batch.
     *
     * @param pictures   {@code [B, 3, side, side]} from -1 to 1
     * @param embeddings D numbers of each
     */
    record Batch(NDArray pictures, List<float[]> embeddings, List<ConditionKind> kinds) {}

    /**
     * Side in pixels of the squares that batches are made from: the encoder's, or the smallest multiple of it in which a
     * block of the published size is as large as the decoder's pictures.
     */
    static int squareSide(int encoderSide, int decoderSide) {
        double blockSide = Math.sqrt(0.15) * encoderSide;
        return encoderSide * Math.max(1, (int) Math.ceil(decoderSide / blockSide));
    }

    /**
     * Makes a batch.
     *
     * @param squares normalised, of {@link #squareSide}
     * @param step    draws the blocks, with the seed
     */
    Batch make(NDManager scope, ImageBatch squares, long step, long seed) {
        int count = squares.count();
        int whole = (int) Math.round(count * imageShare);
        Shape shape = new Shape(count, 3, squares.size(), squares.size());
        NDArray pixels = scope.create(squares.pixels(), shape, DataType.FLOAT32);
        int own = model.spec().encoder().imageSize();
        NDArray seen = squares.size() == own ? pixels : kernels.resize(scope, pixels, own, own);
        NDArray patches = model.encoder().patchify(scope, seen, model.precision());
        NDList parts = new NDList();
        List<float[]> embeddings = new ArrayList<>();
        if (whole > 0) {
            NDArray tokens = model.targetEncoder().forward(scope, slice(patches, 0, whole), grid(), model.precision());
            addRows(tokens.mean(new int[] {1}), embeddings);
            parts.add(kernels.resize(scope, slice(pixels, 0, whole), side, side));
        }
        if (whole < count) {
            parts.add(blocks(scope, slice(pixels, whole, count), slice(patches, whole, count), step, seed, embeddings));
        }
        NDArray pictures = parts.size() == 1 ? parts.head() : NDArrays.concat(parts);
        List<ConditionKind> kinds = new ArrayList<>(Collections.nCopies(whole, ConditionKind.IMAGE));
        kinds.addAll(Collections.nCopies(count - whole, ConditionKind.BLOCK));
        return new Batch(
                kernels.scaleChannels(scope, pictures, PixelRange.SCALE, PixelRange.OFFSET), embeddings, kinds);
    }

    /** Crops of one target block an image; adds what the predictor says of each. */
    private NDArray blocks(
            NDManager scope, NDArray pixels, NDArray patches, long step, long seed, List<float[]> embeddings) {
        int count = (int) pixels.getShape().get(0);
        TorchGenerator places = new TorchGenerator(seed * 1_000_003 + step);
        MaskBatch drawn = masks.sample(step, count, places);
        int chosen = places.nextInt(drawn.target().length);
        NDArray contextIndex = index(scope, drawn.context()[0]);
        VisionTransformer encoder = model.encoder();
        NDArray context = encoder.forwardAt(scope, patches, contextIndex, grid(), model.precision());
        NDArray predicted = model.predictor()
                .orElseThrow()
                .forward(scope, context, contextIndex, index(scope, drawn.target()[chosen]), grid(), model.precision());
        addRows(predicted.mean(new int[] {1}), embeddings);
        int cell = (int) pixels.getShape().get(2) / grid().rows();
        List<int[]> rectangles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Block block = drawn.targetBlocks()[chosen][i].bounds(grid());
            rectangles.add(
                    new int[] {block.top() * cell, block.left() * cell, block.height() * cell, block.width() * cell});
        }
        return kernels.crops(scope, pixels, side, rectangles);
    }

    private PatchGrid grid() {
        return model.spec().encoder().grid();
    }

    private static NDArray slice(NDArray array, int from, int to) {
        return from == 0 && to == array.getShape().get(0) ? array : array.get(new NDIndex("{}:{}", from, to));
    }

    private static NDArray index(NDManager scope, int[][] patches) {
        long[] values = Arrays.stream(patches)
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        return scope.create(values, new Shape(patches.length, patches[0].length));
    }

    private static void addRows(NDArray pooled, List<float[]> into) {
        int dim = (int) pooled.getShape().get(1);
        float[] values = pooled.toFloatArray();
        for (int start = 0; start < values.length; start += dim) {
            into.add(Arrays.copyOfRange(values, start, start + dim));
        }
    }
}
