package ijepa.renderer.predict;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.Reason;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.image.Fit;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.EncoderSpec;
import ijepa.renderer.map.LossSpace;

/**
 * The target embeddings of every patch of a folder's images, in a file that is mapped, to find blocks that look like a
 * predicted one. A block's embedding is the average over its patches, in {@link LossSpace}. N patches an image, D width.
 */
public final class BlockIndex implements AutoCloseable {

    /** Images in one tensor of the file. */
    private static final int TOGETHER = 32;

    private static final String PLACES = "place_mean";

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final Map<Path, ReentrantLock> MAKING = new ConcurrentHashMap<>();

    private final SafetensorsFile file;
    private final PatchGrid grid;
    private final int images;
    private final int dimension;
    /** Mean over the images at every patch, {@code [N, D]}. */
    private final float[] places;

    private BlockIndex(SafetensorsFile file, PatchGrid grid, int images, int dimension) {
        this.file = file;
        this.grid = grid;
        this.images = images;
        this.dimension = dimension;
        places = file.floats(PLACES);
        if (places.length != grid.size() * dimension) {
            throw new InputException(file.name() + " is the index of another folder or model.");
        }
    }

    /**
     * A block of an image that is like a given one.
     *
     * @param image      its number in the folder
     * @param similarity cosine, -1 to 1
     */
    public record Match(int image, Block block, double similarity) {}

    /**
     * What a folder's index is called: it changes with the weights and with the listing: paths, sizes and times.
     *
     * @param weights hash of the weights
     */
    public static String name(String weights, ImageFolder folder) {
        StringBuilder listing = new StringBuilder(weights);
        for (Path picture : folder.files()) {
            listing.append('\n').append(picture.toAbsolutePath()).append(' ');
            try {
                listing.append(Files.size(picture)).append(' ').append(Files.getLastModifiedTime(picture));
            } catch (IOException gone) {
                // It is left out like any picture that cannot be read.
                listing.append("gone");
            }
        }
        return Digests.sha256(listing.toString().getBytes(StandardCharsets.UTF_8))
                        .substring(0, 32) + ".safetensors";
    }

    /**
     * Opens an index, or makes it where there is none yet.
     *
     * @param spec     of the encoder
     * @param encoding asked for every picture
     * @param file     its place
     * @param progress told while it is made; may end that, and then nothing is left behind
     * @throws InputException when no picture can be read, or the file cannot be written
     */
    public static BlockIndex open(
            EncoderSpec spec, TargetEncoding encoding, ImageFolder folder, Path file, Progress progress) {
        ReentrantLock making =
                MAKING.computeIfAbsent(file.toAbsolutePath().normalize(), ignored -> new ReentrantLock());
        await(making, progress);
        try {
            if (Files.exists(file)) {
                try {
                    BlockIndex index = read(spec, folder, file);
                    IndexCache.used(file);
                    return index;
                } catch (InputException damaged) {
                    // Made anew below: it holds nothing that could not be computed again.
                    progress.reached(0);
                }
            }
            build(spec, encoding, folder, file, progress);
            IndexCache.prune(file);
            return read(spec, folder, file);
        } finally {
            making.unlock();
        }
    }

    /** Whoever wants an index that is being made waits for that, and may give up. */
    private static void await(ReentrantLock making, Progress progress) {
        try {
            while (!making.tryLock(100, TimeUnit.MILLISECONDS)) {
                progress.reached(0);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for an index.");
        }
    }

    private static BlockIndex read(EncoderSpec spec, ImageFolder folder, Path path) {
        PatchGrid grid = spec.grid();
        int dimension = spec.embedDim();
        SafetensorsFile file = SafetensorsFile.open(path);
        try {
            for (int from = 0; from < folder.size(); from += TOGETHER) {
                long[] sizes = file.entry(tensor(from)).sizes();
                int count = Math.min(TOGETHER, folder.size() - from);
                if (sizes.length != 3 || sizes[0] != count || sizes[1] != grid.size() || sizes[2] != dimension) {
                    throw new InputException(path + " is the index of another folder or model.");
                }
            }
            return new BlockIndex(file, grid, folder.size(), dimension);
        } catch (RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static String tensor(int from) {
        return "images/" + from;
    }

    private static void build(
            EncoderSpec spec, TargetEncoding encoding, ImageFolder folder, Path path, Progress progress) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "ijepa-workbench block index");
        double[] sums = new double[spec.grid().size() * spec.embedDim()];
        int[] readable = {0};
        for (int from = 0; from < folder.size(); from += TOGETHER) {
            int first = from;
            int count = Math.min(TOGETHER, folder.size() - from);
            long[] shape = {count, spec.grid().size(), spec.embedDim()};
            writer.add(tensor(first), ElementType.F16, shape, into -> {
                readable[0] += fill(spec, encoding, folder, first, count, sums, into, progress);
            });
        }
        writer.add(PLACES, ElementType.F32, new long[] {spec.grid().size(), spec.embedDim()}, into -> {
            if (readable[0] == 0) {
                throw new InputException("No picture in " + folder.root() + " can be read.");
            }
            for (double sum : sums) {
                into.put((float) (sum / readable[0]));
            }
        });
        // Another process may be making the same.
        Path own = path.resolveSibling(IndexCache.MAKING + UUID.randomUUID() + ".safetensors");
        try {
            writer.write(own);
            Files.move(own, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new InputException("The index " + path + " cannot be kept: " + Reason.of(failure) + ".", failure);
        } finally {
            IndexCache.delete(own);
        }
        progress.reached(1);
    }

    /** Encodes some images; those that cannot be read leave no numbers. Says how many could. */
    private static int fill(
            EncoderSpec spec,
            TargetEncoding encoding,
            ImageFolder folder,
            int first,
            int count,
            double[] sums,
            FloatBuffer into,
            Progress progress) {
        int side = spec.imageSize();
        int size = spec.grid().size() * spec.embedDim();
        List<Optional<ImageTensor>> loaded = IntStream.range(first, first + count)
                .parallel()
                .mapToObj(i -> load(folder.files().get(i), side))
                .toList();
        int readable = 0;
        for (int i = 0; i < count; i++) {
            progress.reached((double) (first + i) / folder.size());
            if (loaded.get(i).isPresent()) {
                readable++;
                float[] values = LossSpace.normalise(
                                encoding.encodeTarget(loaded.get(i).get()))
                        .values();
                into.put(values);
                for (int k = 0; k < size; k++) {
                    sums[k] += values[k];
                }
            } else {
                for (int k = 0; k < size; k++) {
                    into.put(Float.NaN);
                }
            }
        }
        return readable;
    }

    private static Optional<ImageTensor> load(Path picture, int side) {
        try {
            return Optional.of(Normalisation.apply(Fit.CENTRE_CROP.apply(ImageReading.read(picture), side)));
        } catch (InputException unreadable) {
            return Optional.empty();
        }
    }

    /** Number of images, those included that could not be read. */
    public int images() {
        return images;
    }

    /**
     * The images with the most similar blocks, each with its best one.
     *
     * @param query   {@code [1, D]} in {@link LossSpace}
     * @param asked   where the query's block lies; blocks of its size are looked at
     * @param content whether what the place alone tells is taken off first, on both sides: the mean over the images at each
     *     patch. Without that, blocks at the same place of any image are near
     * @param count   at most so many
     * @return the most similar first
     */
    public List<Match> nearest(Embeddings query, Block asked, boolean content, int count) {
        if (query.count() != 1 || query.dimension() != dimension) {
            throw new IllegalArgumentException("The query must be one vector of " + dimension + " components.");
        }
        if (!asked.fits(grid)) {
            throw new IllegalArgumentException("Blocks of " + asked.height() + " x " + asked.width()
                    + " patches do not fit " + grid.rows() + " x " + grid.columns() + ".");
        }
        float[] wanted = content ? withoutPlace(query, asked) : query.values();
        List<Match> best = new ArrayList<>();
        for (int from = 0; from < images; from += TOGETHER) {
            int first = from;
            // Copied as it lies, because what is mapped may be read by this thread only.
            short[][] halves = new short[1][];
            file.show(tensor(from), bytes -> halves[0] = bytes.toArray(HALF));
            best.addAll(IntStream.range(0, Math.min(TOGETHER, images - first))
                    .parallel()
                    .mapToObj(i -> {
                        float[] patches = new float[grid.size() * dimension];
                        for (int k = 0; k < patches.length; k++) {
                            patches[k] =
                                    Float.float16ToFloat(halves[0][i * patches.length + k]) - (content ? places[k] : 0);
                        }
                        return bestBlock(first + i, patches, wanted, asked.height(), asked.width());
                    })
                    .filter(match -> !Double.isNaN(match.similarity()))
                    .toList());
        }
        best.sort(Comparator.comparingDouble(Match::similarity)
                .reversed()
                .thenComparing(Comparator.comparingInt(Match::image)));
        return List.copyOf(best.subList(0, Math.min(count, best.size())));
    }

    private float[] withoutPlace(Embeddings query, Block asked) {
        Embeddings means = new Embeddings(grid.size(), dimension, places).rows(asked.patches(grid));
        float[] mean = means.mean();
        float[] wanted = new float[dimension];
        for (int k = 0; k < dimension; k++) {
            wanted[k] = query.get(0, k) - mean[k];
        }
        return wanted;
    }

    private Match bestBlock(int image, float[] patches, float[] query, int height, int width) {
        Match best = new Match(image, new Block(0, 0, height, width), Double.NaN);
        double[] sum = new double[dimension];
        for (int top = 0; top + height <= grid.rows(); top++) {
            for (int left = 0; left + width <= grid.columns(); left++) {
                if (left == 0) {
                    Arrays.fill(sum, 0);
                    for (int column = 0; column < width; column++) {
                        addColumn(sum, patches, top, height, column, 1);
                    }
                } else {
                    // The window moves by one column.
                    addColumn(sum, patches, top, height, left - 1, -1);
                    addColumn(sum, patches, top, height, left + width - 1, 1);
                }
                double similarity = cosine(sum, query);
                if (Double.isNaN(best.similarity()) || similarity > best.similarity()) {
                    best = new Match(image, new Block(top, left, height, width), similarity);
                }
            }
        }
        return best;
    }

    private void addColumn(double[] sum, float[] patches, int top, int height, int column, double sign) {
        for (int row = top; row < top + height; row++) {
            int start = grid.index(row, column) * dimension;
            for (int k = 0; k < dimension; k++) {
                sum[k] += sign * patches[start + k];
            }
        }
    }

    private static double cosine(double[] a, float[] b) {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int k = 0; k < a.length; k++) {
            product += a[k] * b[k];
            squaresA += a[k] * a[k];
            squaresB += (double) b[k] * b[k];
        }
        double lengths = Math.sqrt(squaresA * squaresB);
        return lengths > 0 || Double.isNaN(lengths) ? product / lengths : 0;
    }

    @Override
    public void close() {
        file.close();
    }
}
