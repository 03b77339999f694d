package ijepa.app.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

import ijepa.app.predict.NeighbourModel.Neighbour;
import ijepa.app.shell.Job;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.mask.Block;
import ijepa.core.model.Embeddings;
import ijepa.renderer.predict.BlockIndex;

/** The blocks of a folder's images as a checkpoint sees them. */
record FolderIndex(Place place, ImageFolder images, BlockIndex index) implements AutoCloseable {

    private static final int SIDE = 192;

    /** What an index is of. */
    record Place(OpenCheckpoint checkpoint, Path folder) {}

    /**
     * Reads an index, or makes it where there is none yet.
     *
     * @param indices folder where indices are kept
     * @param compute the thread of the weights
     * @param job     that this is a part of; ends it when it is cancelled
     */
    static FolderIndex open(Place place, Path indices, Executor compute, Job job) {
        ImageFolder images = ImageFolder.scan(place.folder(), job::isCancelled);
        BackgroundEncoding encoding = new BackgroundEncoding(place.checkpoint(), compute, job);
        Path file = indices.resolve(BlockIndex.name(encoding.digest(), images));
        return new FolderIndex(
                place,
                images,
                BlockIndex.open(place.checkpoint().spec().encoder(), encoding, images, file, job.progress()));
    }

    /**
     * The blocks that are most like one, with pictures of them.
     *
     * @param asked     number of the target block
     * @param predicted its embeddings
     * @param bounds    where it lies
     * @param content   whether what a place has in common over all images is taken off first
     */
    List<Neighbour> nearest(int asked, Embeddings predicted, Block bounds, boolean content, int count) {
        Embeddings mean = new Embeddings(1, predicted.dimension(), predicted.mean());
        return index.nearest(mean, bounds, content, count).stream()
                .map(match -> {
                    Path file = images.files().get(match.image());
                    Image picture = Fit.CENTRE_CROP.apply(ImageReading.read(file), SIDE);
                    return new Neighbour(asked, file, picture, match.block(), match.similarity());
                })
                .toList();
    }

    @Override
    public void close() {
        index.close();
    }
}
