package ijepa.core.eval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;

/**
 * One vector a picture: the average over patches of the target encoder's last layer, on the largest centred square. What
 * the paper's probes stand on.
 */
public final class PooledFeatures {

    private static final int BATCH = 64;
    /** Small squares are kept between measurements of the same pictures up to this many bytes. */
    private static final long MOST_KEPT = 512L << 20;

    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private final ImageFolder folder;
    private final int size;
    private final Image[] kept;

    /**
     * Features of a folder's pictures.
     *
     * @param size side in pixels that pictures are brought to
     */
    public PooledFeatures(ImageFolder folder, int size) {
        this.folder = folder;
        this.size = size;
        kept = 3L * size * size * folder.size() <= MOST_KEPT ? new Image[folder.size()] : null;
    }

    /** Pictures in the folder. */
    int size() {
        return folder.size();
    }

    /**
     * Vectors of the pictures that can be read.
     *
     * @param vectors {@code [n, D]}
     * @param labels  their classes' numbers; -1 without classes
     * @param places  their places in the folder
     */
    public record Labelled(Embeddings vectors, int[] labels, int[] places) {}

    /**
     * Encodes all pictures; those that cannot be read are left out.
     *
     * @param progress told after some of them; may end it
     * @throws InputException when none can be read
     */
    public Labelled encode(IJepa model, Progress progress) {
        int dimension = model.spec().encoder().embedDim();
        if ((long) folder.size() * dimension > MOST_VALUES) {
            throw new InputException("The features of all " + folder.size() + " pictures in " + folder.root() + ", "
                    + dimension + " numbers each, are more than one array holds: take fewer pictures.");
        }
        float[] vectors = new float[folder.size() * dimension];
        int[] labels = new int[folder.size()];
        int[] places = new int[folder.size()];
        int count = 0;
        for (int start = 0; start < folder.size(); start += BATCH) {
            progress.reached((double) start / folder.size());
            List<Loaded> loaded = IntStream.range(start, Math.min(folder.size(), start + BATCH))
                    .parallel()
                    .mapToObj(this::load)
                    .flatMap(Optional::stream)
                    .toList();
            if (loaded.isEmpty()) {
                continue;
            }
            float[] found = encode(model, loaded);
            System.arraycopy(found, 0, vectors, count * dimension, found.length);
            for (Loaded picture : loaded) {
                labels[count] = folder.labels().get(picture.index);
                places[count++] = picture.index;
            }
        }
        if (count == 0) {
            throw new InputException("No picture in " + folder.root() + " can be read.");
        }
        return new Labelled(
                new Embeddings(
                        count, dimension, count == folder.size() ? vectors : Arrays.copyOf(vectors, count * dimension)),
                Arrays.copyOf(labels, count),
                Arrays.copyOf(places, count));
    }

    private record Loaded(int index, Image square) {}

    private Optional<Loaded> load(int index) {
        if (kept != null && kept[index] != null) {
            return Optional.of(new Loaded(index, kept[index]));
        }
        try {
            Image square = Fit.CENTRE_CROP.apply(
                    ImageReading.read(folder.files().get(index), ImageReading.Orientation.AS_STORED), size);
            if (kept != null) {
                kept[index] = square;
            }
            return Optional.of(new Loaded(index, square));
        } catch (InputException unreadable) {
            return Optional.empty();
        }
    }

    private float[] encode(IJepa model, List<Loaded> pictures) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(pictures.size() * 3 * size * size * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        FloatBuffer values = pixels.asFloatBuffer();
        pictures.forEach(picture -> Normalisation.put(picture.square, values));
        PatchGrid grid = PatchGrid.ofImage(size, size, model.spec().encoder().patchSize());
        try (NDManager scope = model.newScope()) {
            NDArray images = scope.create(pixels, new Shape(pictures.size(), 3, size, size), DataType.FLOAT32);
            NDArray patches = model.targetEncoder().patchify(scope, images, model.precision());
            NDArray tokens = model.targetEncoder().forward(scope, patches, grid, model.precision());
            return tokens.mean(new int[] {1}).toFloatArray();
        }
    }
}
