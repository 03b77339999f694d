package ijepa.core.image;

import ijepa.core.InputException;

/**
 * How pictures become batches.
 *
 * @param batchSize  pictures in a batch
 * @param imageSize  side in pixels
 * @param minScale   smallest part of a picture's area that is cropped, for example 0.3
 * @param maxScale   largest, for example 1
 * @param augmentation what else happens to crops
 * @param seed       of order and crops
 * @param threads    that decode
 * @param ahead      batches prepared before they are asked for
 * @param cacheBytes decoded pictures are kept up to this many bytes, see {@link #cacheWithin}; 0 keeps none
 */
public record LoaderSettings(
        int batchSize,
        int imageSize,
        double minScale,
        double maxScale,
        Augmentation augmentation,
        long seed,
        int threads,
        int ahead,
        long cacheBytes) {

    public LoaderSettings {
        require(batchSize >= 1, "data.batch_size", batchSize, "at least 1");
        require(imageSize >= 1, "data.crop_size", imageSize, "at least 1 pixel");
        require(
                minScale > 0 && minScale <= maxScale && maxScale <= 1,
                "data.crop_scale",
                minScale,
                "a range within 0 and 1, such as 0.3 to 1");
        require(threads >= 1, "data.num_workers", threads, "at least 1");
        require(ahead >= 1, "loader.ahead", ahead, "at least 1");
        require(cacheBytes >= 0, "loader.cache_bytes", cacheBytes, "0 or more");
    }

    /**
     * Settings whose only augmentation is the flip.
     *
     * @param flip whether half of the pictures are mirrored; the published code's default is not
     */
    public LoaderSettings(
            int batchSize,
            int imageSize,
            double minScale,
            double maxScale,
            boolean flip,
            long seed,
            int threads,
            int ahead,
            long cacheBytes) {
        this(
                batchSize,
                imageSize,
                minScale,
                maxScale,
                flip ? Augmentation.FLIP : Augmentation.NONE,
                seed,
                threads,
                ahead,
                cacheBytes);
    }

    /** The same with the least of everything that changes no pixel: two settings that give the same batches become equal. */
    public LoaderSettings pixelsOnly() {
        return new LoaderSettings(batchSize, imageSize, minScale, maxScale, augmentation, seed, 1, 1, 0);
    }

    /**
     * Bytes of decoded pictures that are kept in a Java heap of a size: at most half of it, for what is left is needed to
     * decode and to train.
     */
    public long cacheWithin(long heapBytes) {
        return Math.min(cacheBytes, heapBytes / 2);
    }

    private static void require(boolean holds, String field, Number value, String wanted) {
        if (!holds) {
            throw new InputException(field + " is " + value + " but must be " + wanted + ".");
        }
    }
}
