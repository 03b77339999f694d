package ijepa.core.image;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Makes the crops of one batch with buffers that are kept from picture to picture. Not for several threads at once. */
final class CropWriter {

    private final LoaderSettings settings;
    private final boolean centred;
    private final FloatBuffer into;
    private final StageClock clock;
    private final Resampler resampler = new Resampler();
    private final float[] row;

    /**
     * A writer.
     *
     * @param centred whether the largest centred square is taken in place of a random part
     * @param into    {@code [B, 3, size, size]}
     */
    CropWriter(LoaderSettings settings, boolean centred, FloatBuffer into, StageClock clock) {
        this.settings = settings;
        this.centred = centred;
        this.into = into;
        this.clock = clock;
        this.row = new float[settings.imageSize()];
    }

    /** Writes a crop of a picture as the batch's {@code position}th. */
    void put(int position, Image image, RandomGenerator random) {
        long start = System.nanoTime();
        int size = settings.imageSize();
        int at = position * 3 * size * size;
        Crop crop = centred
                ? Crop.centreSquare(image)
                : Crop.random(image.width(), image.height(), settings.minScale(), settings.maxScale(), random);
        Augmentation augmentation = settings.augmentation();
        boolean mirror = augmentation.flip() && random.nextBoolean();
        if (augmentation.changesColours()) {
            Image square = Resampling.resize(resampler, image, crop, size, size, mirror);
            long scaled = System.nanoTime();
            clock.scaled(scaled - start);
            Normalisation.put(augmentation.colours(square, random), into.slice(at, 3 * size * size));
            clock.coloured(System.nanoTime() - scaled);
        } else {
            // Straight to the batch: no picture in between.
            resampler.resize(
                    image,
                    crop,
                    size,
                    size,
                    mirror,
                    (y, values) -> Normalisation.putRow(y, values, row, size, into, at));
            clock.scaled(System.nanoTime() - start);
        }
        clock.finished();
    }
}
