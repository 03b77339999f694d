package ijepa.renderer.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.Normalisation;
import ijepa.core.model.Embeddings;
import ijepa.core.model.EncoderSpec;
import ijepa.renderer.map.Baselines;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.LossSpace;

/**
 * What a set of images has in common: the mean embedding, which is a baseline, and principal components fitted to all of
 * them, in which different images can be compared by colour.
 *
 * @param images how many could be read
 * @param mean   {@code [1, D]} in {@link LossSpace}
 */
public record ImageSet(int images, Embeddings mean, EmbeddingColours colours) {

    /** Beyond so many vectors components hardly change and the fit takes long. */
    private static final int MOST_VECTORS = 20_000;

    /**
     * Encodes a set. Images that cannot be read are left out.
     *
     * @param encoding asked for every image
     * @param pictures decode one image each
     * @param progress may end it
     * @throws InputException when none can be read
     */
    public static ImageSet of(
            EncoderSpec spec, TargetEncoding encoding, List<Supplier<Image>> pictures, Fit fit, Progress progress) {
        int side = spec.imageSize();
        List<Embeddings> means = new ArrayList<>();
        List<Embeddings> all = new ArrayList<>();
        int vectors = 0;
        for (int i = 0; i < pictures.size(); i++) {
            progress.reached(0.95 * i / pictures.size());
            Optional<Embeddings> target = encode(encoding, pictures.get(i), fit, side);
            if (target.isPresent()) {
                means.add(Baselines.mean(List.of(target.get())));
                if (vectors < MOST_VECTORS) {
                    all.add(target.get());
                    vectors += target.get().count();
                }
            }
        }
        if (means.isEmpty()) {
            throw new InputException("No picture of the set can be read.");
        }
        ImageSet set = new ImageSet(means.size(), Baselines.mean(means), EmbeddingColours.fit(all));
        progress.reached(1);
        return set;
    }

    private static Optional<Embeddings> encode(TargetEncoding encoding, Supplier<Image> picture, Fit fit, int side) {
        try {
            return Optional.of(
                    LossSpace.normalise(encoding.encodeTarget(Normalisation.apply(fit.apply(picture.get(), side)))));
        } catch (InputException unreadable) {
            return Optional.empty();
        }
    }
}
