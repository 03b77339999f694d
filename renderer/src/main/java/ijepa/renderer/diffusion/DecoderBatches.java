package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    private final Optional<Map<Integer, float[]>> cached;

    /**
     * Batches for a decoder.
     *
     * @param side       of the decoder's pictures in pixels
     * @param imageShare share of whole images, from 0 to 1
     * @param cached     the target encoder's averages by pictures' places in the folder, where they are known; a picture
     *     that is missing there gets its average computed
     */
    DecoderBatches(
            IJepa model,
            MaskSampler masks,
            DiffusionKernels kernels,
            int side,
            double imageShare,
            Optional<Map<Integer, float[]>> cached) {
        this.model = model;
        this.masks = masks;
        this.kernels = kernels;
        this.side = side;
        this.imageShare = imageShare;
        this.cached = cached;
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
        int whole = whole(step, count, imageShare);
        Shape shape = new Shape(count, 3, squares.size(), squares.size());
        NDArray pixels = scope.create(squares.pixels(), shape, DataType.FLOAT32);
        NDList parts = new NDList();
        List<float[]> embeddings = new ArrayList<>();
        if (whole > 0) {
            NDArray own = slice(pixels, 0, whole);
            embeddings.addAll(whole(scope, own, squares.indices().subList(0, whole)));
            parts.add(kernels.resize(scope, own, side, side));
        }
        if (whole < count) {
            NDArray own = slice(pixels, whole, count);
            parts.add(blocks(scope, own, patches(scope, own), step, seed, embeddings));
        }
        NDArray pictures = parts.size() == 1 ? parts.head() : NDArrays.concat(parts);
        List<ConditionKind> kinds = new ArrayList<>(Collections.nCopies(whole, ConditionKind.IMAGE));
        kinds.addAll(Collections.nCopies(count - whole, ConditionKind.BLOCK));
        return new Batch(
                kernels.scaleChannels(scope, pictures, PixelRange.SCALE, PixelRange.OFFSET), embeddings, kinds);
    }

    /** Whole images of a step's batch: where the share is no whole number of them, steps differ so that it holds in all. */
    static int whole(long step, int count, double share) {
        return (int) (Math.floor((step + 1) * count * share) - Math.floor(step * count * share));
    }

    private NDArray patches(NDManager scope, NDArray pixels) {
        int own = model.spec().encoder().imageSize();
        NDArray seen = pixels.getShape().get(2) == own ? pixels : kernels.resize(scope, pixels, own, own);
        return model.encoder().patchify(scope, seen, model.precision());
    }

    /** What the target encoder says of whole pictures. */
    private List<float[]> whole(NDManager scope, NDArray pixels, List<Integer> places) {
        if (cached.isPresent() && cached.get().keySet().containsAll(places)) {
            return places.stream().map(cached.get()::get).toList();
        }
        NDArray tokens = model.targetEncoder().forward(scope, patches(scope, pixels), grid(), model.precision());
        return rows(tokens.mean(new int[] {1}));
    }

    /** Crops of one target block an image; adds what the predictor says of each. */
    private NDArray blocks(
            NDManager scope, NDArray pixels, NDArray patches, long step, long seed, List<float[]> embeddings) {
        int count = (int) pixels.getShape().get(0);
        TorchGenerator places = new TorchGenerator(seed * 1_000_003 + step);
        MaskBatch drawn = masks.sample(step, count, places);
        int chosen = places.nextInt(drawn.target().length);
        embeddings.addAll(predicted(scope, patches, drawn.context()[0], drawn.target()[chosen]));
        int cell = (int) pixels.getShape().get(2) / grid().rows();
        List<int[]> rectangles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Block block = drawn.targetBlocks()[chosen][i].bounds(grid());
            rectangles.add(
                    new int[] {block.top() * cell, block.left() * cell, block.height() * cell, block.width() * cell});
        }
        return kernels.crops(scope, pixels, side, rectangles);
    }

    /** The predictor's average over one block an image; images whose masks are of one length go through it together. */
    private List<float[]> predicted(NDManager scope, NDArray patches, int[][] context, int[][] target) {
        Map<List<Integer>, List<Integer>> byLengths = new LinkedHashMap<>();
        for (int i = 0; i < context.length; i++) {
            byLengths
                    .computeIfAbsent(List.of(context[i].length, target[i].length), lengths -> new ArrayList<>())
                    .add(i);
        }
        float[][] found = new float[context.length][];
        for (List<Integer> images : byLengths.values()) {
            NDArray own = patches;
            if (images.size() < context.length) {
                own = patches.get(scope.create(
                        images.stream().mapToLong(Integer::longValue).toArray()));
            }
            NDArray contextIndex = index(scope, images.stream().map(i -> context[i]));
            NDArray seen = model.encoder().forwardAt(scope, own, contextIndex, grid(), model.precision());
            NDArray output = model.predictor()
                    .orElseThrow()
                    .forward(
                            scope,
                            seen,
                            contextIndex,
                            index(scope, images.stream().map(i -> target[i])),
                            grid(),
                            model.precision());
            List<float[]> rows = rows(output.mean(new int[] {1}));
            for (int i = 0; i < rows.size(); i++) {
                found[images.get(i)] = rows.get(i);
            }
        }
        return Arrays.asList(found);
    }

    private PatchGrid grid() {
        return model.spec().encoder().grid();
    }

    private static NDArray slice(NDArray array, int from, int to) {
        return from == 0 && to == array.getShape().get(0) ? array : array.get(new NDIndex("{}:{}", from, to));
    }

    private static NDArray index(NDManager scope, Stream<int[]> masks) {
        int[][] patches = masks.toArray(int[][]::new);
        long[] values = Arrays.stream(patches)
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        return scope.create(values, new Shape(patches.length, patches[0].length));
    }

    private static List<float[]> rows(NDArray pooled) {
        int dim = (int) pooled.getShape().get(1);
        float[] values = pooled.toFloatArray();
        List<float[]> rows = new ArrayList<>();
        for (int start = 0; start < values.length; start += dim) {
            rows.add(Arrays.copyOfRange(values, start, start + dim));
        }
        return rows;
    }
}
