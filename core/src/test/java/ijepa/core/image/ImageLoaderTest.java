package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import javax.imageio.ImageIO;

import ijepa.core.InputException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLoaderTest {

    private static final int PICTURES = 22;
    private static final int BATCH = 4;
    private static final int SIZE = 12;
    private static final Augmentation ALL = new Augmentation(true, true, 1, true);

    @TempDir
    static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        for (int i = 0; i < PICTURES; i++) {
            noise(folder.resolve(i % 2 == 0 ? "picture" + i + ".png" : "picture" + i + ".jpg"), 20 + i, 40 - i, i);
        }
    }

    private static void noise(Path file, int width, int height, int seed) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        String name = file.getFileName().toString();
        assertThat(ImageIO.write(picture, name.endsWith("png") ? "png" : "jpeg", file.toFile()))
                .isTrue();
    }

    private static LoaderSettings settings(Augmentation augmentation, int threads, int ahead, long cache) {
        return new LoaderSettings(BATCH, SIZE, 0.3, 1, augmentation, 11, threads, ahead, cache);
    }

    /** A copy of everything that matters of a batch. */
    private record Copy(List<Integer> indices, List<Float> pixels) {

        static Copy of(ImageBatch batch) {
            FloatBuffer values = batch.pixels().asFloatBuffer();
            List<Float> pixels = new ArrayList<>(values.remaining());
            while (values.hasRemaining()) {
                pixels.add(values.get());
            }
            return new Copy(batch.indices(), pixels);
        }
    }

    private static List<Copy> epochs(LoaderSettings settings, int first, int firstBatch, int end) {
        List<Copy> batches = new ArrayList<>();
        try (ImageLoader loader = new ImageLoader(ImageFolder.scan(folder), settings)) {
            loader.from(first, firstBatch, end).forEachRemaining(batch -> batches.add(Copy.of(batch)));
        }
        return batches;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 100000000", "3, 1, 0", "4, 5, 0", "3, 2, 100000000", "2, 2, 9000"})
    void threadsCacheAndPrefetchChangeNoPixel(int threads, int ahead, long cache) {
        assertThat(epochs(settings(ALL, threads, ahead, cache), 0, 0, 2))
                .isEqualTo(epochs(settings(ALL, 1, 1, 0), 0, 0, 2));
    }

    @Test
    void anEpochHasEachPictureOnceInAnOrderOfItsOwn() {
        List<Copy> both = epochs(settings(Augmentation.NONE, 2, 2, 0), 0, 0, 2);
        List<Integer> first = both.subList(0, 5).stream()
                .flatMap(batch -> batch.indices.stream())
                .toList();
        List<Integer> second = both.subList(5, 10).stream()
                .flatMap(batch -> batch.indices.stream())
                .toList();
        assertThat(both).hasSize(10);
        assertThat(first).hasSize(20).doesNotHaveDuplicates().isNotEqualTo(second);
        assertThat(second).doesNotHaveDuplicates();
    }

    @Test
    void startsAnywhereWithTheSameBatches() {
        List<Copy> whole = epochs(settings(ALL, 2, 2, 0), 0, 0, 3);
        assertThat(epochs(settings(ALL, 2, 2, 0), 1, 3, 3)).isEqualTo(whole.subList(8, 15));
    }

    @Test
    void anotherSeedGivesOtherBatches() {
        LoaderSettings other = new LoaderSettings(BATCH, SIZE, 0.3, 1, ALL, 12, 2, 2, 0);
        assertThat(epochs(other, 0, 0, 1)).doesNotContainAnyElementsOf(epochs(settings(ALL, 2, 2, 0), 0, 0, 1));
    }

    @Test
    void noMoreBatchesExistThanAskedFor() {
        HashSet<Integer> buffers = new HashSet<>();
        try (ImageLoader loader = new ImageLoader(ImageFolder.scan(folder), settings(Augmentation.NONE, 2, 2, 0))) {
            Iterator<ImageBatch> batches = loader.from(0, 0, 20);
            while (batches.hasNext()) {
                ByteBuffer pixels = batches.next().pixels();
                buffers.add(System.identityHashCode(pixels));
            }
            assertThat(loader.stages().images()).isEqualTo(400);
            assertThat(loader.stages().decoding()).isPositive();
        }
        // Two ahead, one that is given next and the one that is in use.
        assertThat(buffers).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void smallPicturesAreEnlargedAndThoseBelowAPatchAreNamed(@TempDir Path small) throws IOException {
        noise(small.resolve("small.png"), 5, 5, 1);
        noise(small.resolve("sliver.png"), 30, 3, 2);
        LoaderSettings settings = new LoaderSettings(1, 16, 1, 1, false, 0, 1, 1, 0);
        try (ImageLoader loader = new ImageLoader(ImageFolder.scan(small), settings, 4)) {
            Iterator<ImageBatch> batches = loader.epoch(0, 0);
            Image stored = ImageReading.read(small.resolve("small.png"));
            ImageTensor expected = Normalisation.apply(
                    Resampling.resize(stored, Crop.random(5, 5, 1, 1, new SplittableRandom(0)), 16, 16));
            float[] values = new float[expected.values().length];
            while (batches.hasNext()) {
                batches.next().pixels().asFloatBuffer().get(values);
                assertThat(values).isEqualTo(expected.values());
            }
            assertThat(loader.unreadable()).hasSize(1);
            assertThat(loader.unreadable().get(small.resolve("sliver.png")))
                    .contains("sliver.png is 30 x 3 pixels, smaller than a patch of 4");
        }
    }

    @Test
    void tooFewPicturesAreRefused() {
        ImageFolder pictures = ImageFolder.scan(folder);
        LoaderSettings settings = new LoaderSettings(23, SIZE, 0.3, 1, false, 0, 1, 1, 0);
        assertThatThrownBy(() -> new ImageLoader(pictures, settings))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 22 pictures, fewer than one batch of 23");
    }

    @Test
    void aFolderWithoutUsablePicturesSaysWhy(@TempDir Path broken) throws IOException {
        Files.writeString(broken.resolve("text.jpg"), "no picture");
        LoaderSettings settings = new LoaderSettings(1, SIZE, 0.3, 1, false, 0, 1, 1, 0);
        try (ImageLoader loader = new ImageLoader(ImageFolder.scan(broken), settings)) {
            Iterator<ImageBatch> batches = loader.epoch(0, 0);
            assertThatThrownBy(batches::next)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("No picture in " + broken)
                    .hasMessageContaining("text.jpg is not a picture");
        }
    }

    @Test
    void keptPicturesLeaveHalfOfTheHeap() {
        LoaderSettings settings = new LoaderSettings(1, SIZE, 0.3, 1, false, 0, 1, 1, 1000);
        assertThat(settings.cacheWithin(4000)).isEqualTo(1000);
        assertThat(settings.cacheWithin(1500)).isEqualTo(750);
    }
}
