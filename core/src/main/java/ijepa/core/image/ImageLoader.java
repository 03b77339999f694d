package ijepa.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import ijepa.core.InputException;

/**
 * Random crops of a folder's pictures, prepared ahead by threads of its own. The same seed, epoch and batch number give
 * the same pixels whatever the number of threads. A picture that cannot be used is replaced by the next one and named in
 * {@link #unreadable} with the reason.
 */
public final class ImageLoader implements AutoCloseable {

    private final ImageFolder folder;
    private final LoaderSettings settings;
    private final ExecutorService threads;
    private final AtomicReferenceArray<Image> cache;
    private final AtomicLong cached = new AtomicLong();
    private final long cacheBytes;
    private final int smallestSide;
    private final boolean centred;
    private final StageClock clock = new StageClock();
    /** Batches' memory that nobody uses: no more is ever allocated than batches exist at once. */
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    private final Map<Path, String> unreadable = new ConcurrentSkipListMap<>();

    /** A loader over a folder whose pictures may be of any size. */
    public ImageLoader(ImageFolder folder, LoaderSettings settings) {
        this(folder, settings, 1);
    }

    /** A loader of every picture's largest centred square, which is the same in every epoch where settings do not flip it. */
    public static ImageLoader ofCentres(ImageFolder folder, LoaderSettings settings) {
        return new ImageLoader(folder, settings, 1, true);
    }

    /**
     * A loader over a folder.
     *
     * @param smallestSide pictures with a shorter side in pixels are not used, for they show nothing: the size of a patch
     * @throws InputException when the folder has fewer pictures than a batch
     */
    public ImageLoader(ImageFolder folder, LoaderSettings settings, int smallestSide) {
        this(folder, settings, smallestSide, false);
    }

    private ImageLoader(ImageFolder folder, LoaderSettings settings, int smallestSide, boolean centred) {
        if (folder.size() < settings.batchSize()) {
            throw new InputException(folder.root() + " has " + folder.size()
                    + (folder.size() == 1 ? " picture" : " pictures") + ", fewer than one batch of "
                    + settings.batchSize() + ": lower data.batch_size (--batch-size) or add pictures.");
        }
        this.folder = folder;
        this.settings = settings;
        this.smallestSide = smallestSide;
        this.centred = centred;
        this.cache = new AtomicReferenceArray<>(folder.size());
        this.cacheBytes = settings.cacheWithin(Runtime.getRuntime().maxMemory());
        this.threads = Executors.newFixedThreadPool(
                settings.threads(),
                Thread.ofPlatform().daemon().name("loader-", 0).factory());
    }

    /** Batches in an epoch; an incomplete last one is left out, as in the published code. */
    public int batchesPerEpoch() {
        return folder.size() / settings.batchSize();
    }

    /** Pictures that could not be used so far, each with a sentence that says why, sorted. */
    public SortedMap<Path, String> unreadable() {
        return new TreeMap<>(unreadable);
    }

    /** Number of pictures that could not be used so far. */
    public int unreadableCount() {
        return unreadable.size();
    }

    /** Where the threads' time went so far. */
    public LoaderStages stages() {
        return clock.sum();
    }

    /**
     * The batches of one epoch from one of them on. Use one iteration at a time.
     *
     * @param epoch      from 0
     * @param firstBatch from 0
     */
    public Iterator<ImageBatch> epoch(int epoch, int firstBatch) {
        return from(epoch, firstBatch, epoch + 1);
    }

    /**
     * The batches from one of them on through several epochs, prepared ahead across their borders. Use one iteration at a
     * time.
     *
     * @param firstEpoch from 0
     * @param firstBatch of that epoch, from 0; may be behind its last
     * @param endEpoch   behind the last epoch
     */
    public Iterator<ImageBatch> from(int firstEpoch, int firstBatch, int endEpoch) {
        return from(firstEpoch, firstBatch, endEpoch, batchesPerEpoch());
    }

    /**
     * The same of which every epoch ends early.
     *
     * @param batches of an epoch, at most {@link #batchesPerEpoch}
     */
    public Iterator<ImageBatch> from(int firstEpoch, int firstBatch, int endEpoch, int batches) {
        return new Iterator<>() {
            private final Deque<Future<ImageBatch>> prepared = new ArrayDeque<>();
            private ByteBuffer handedOut;
            private int epoch = firstEpoch;
            private int batch = firstBatch;
            private int[] order = firstEpoch < endEpoch ? order(firstEpoch) : new int[0];

            @Override
            public boolean hasNext() {
                return !prepared.isEmpty() || more();
            }

            private boolean more() {
                while (epoch < endEpoch && batch >= batches) {
                    epoch++;
                    batch = 0;
                    order = order(epoch);
                }
                return epoch < endEpoch;
            }

            @Override
            public ImageBatch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (handedOut != null) {
                    free.add(handedOut);
                    handedOut = null;
                }
                while (prepared.size() <= settings.ahead() && more()) {
                    int[] ofEpoch = order;
                    int inEpoch = epoch;
                    int number = batch++;
                    prepared.add(threads.submit(() -> load(ofEpoch, inEpoch, number)));
                }
                ImageBatch result = await(prepared.remove());
                handedOut = result.pixels();
                return result;
            }
        };
    }

    private static ImageBatch await(Future<ImageBatch> batch) {
        try {
            return batch.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for pictures.", stop);
        }
    }

    private int[] order(int epoch) {
        SplittableRandom random = new SplittableRandom(mix(settings.seed(), epoch, -1));
        int[] order = new int[folder.size()];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private ImageBatch load(int[] order, int epoch, int batch) {
        ByteBuffer pixels = memory();
        CropWriter crops = new CropWriter(settings, centred, pixels.asFloatBuffer(), clock);
        List<Integer> indices = new ArrayList<>(settings.batchSize());
        for (int i = 0; i < settings.batchSize(); i++) {
            int wanted = order[batch * settings.batchSize() + i];
            int index = wanted;
            Image image = image(index);
            for (int tries = 1; image == null; tries++) {
                if (tries == folder.size()) {
                    Map.Entry<Path, String> example =
                            unreadable.entrySet().iterator().next();
                    throw new InputException(
                            "No picture in " + folder.root() + " can be used. For example: " + example.getValue());
                }
                index = (wanted + tries) % folder.size();
                image = image(index);
            }
            crops.put(i, image, new SplittableRandom(mix(settings.seed(), epoch, wanted)));
            indices.add(index);
        }
        return new ImageBatch(settings.batchSize(), settings.imageSize(), pixels, indices);
    }

    private ByteBuffer memory() {
        ByteBuffer kept = free.poll();
        return kept != null
                ? kept
                : ByteBuffer.allocateDirect(Math.multiplyExact(
                                settings.batchSize() * 3 * Float.BYTES,
                                Math.multiplyExact(settings.imageSize(), settings.imageSize())))
                        .order(ByteOrder.nativeOrder());
    }

    /** The decoded picture, or null when it cannot be read. */
    private Image image(int index) {
        Image kept = cache.get(index);
        if (kept != null) {
            return kept;
        }
        Path file = folder.files().get(index);
        if (unreadable.containsKey(file)) {
            return null;
        }
        try {
            Image image = read(file);
            if (Math.min(image.width(), image.height()) < smallestSide) {
                throw new InputException(file + " is " + image.width() + " x " + image.height()
                        + " pixels, smaller than a patch of " + smallestSide + ".");
            }
            if (cached.addAndGet(image.rgb().length) <= cacheBytes) {
                cache.set(index, image);
            } else {
                cached.addAndGet(-image.rgb().length);
            }
            return image;
        } catch (InputException damaged) {
            unreadable.put(file, damaged.getMessage());
            return null;
        } catch (OutOfMemoryError full) {
            // Not skipped: with more memory it could be read, and the run would then be another.
            throw new InputException(
                    "There is not enough memory for " + file + " beside all that is in use: give Java more"
                            + " (IJEPA_JAVA_OPTIONS=-Xmx16g), cache less, read with fewer threads, or scale the picture down.",
                    full);
        }
    }

    private Image read(Path file) {
        long start = System.nanoTime();
        byte[] content = ImageReading.content(file);
        long read = System.nanoTime();
        clock.read(read - start);
        Image image = ImageReading.decode(content, file.toString(), ImageReading.Orientation.AS_STORED);
        clock.decoded(System.nanoTime() - read);
        return image;
    }

    private static long mix(long seed, long epoch, long index) {
        long mixed = seed * 0x9E3779B97F4A7C15L + epoch;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L + index;
        return (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
