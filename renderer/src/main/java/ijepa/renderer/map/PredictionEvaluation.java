package ijepa.renderer.map;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.Fit;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.MaskSampler;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;
import ijepa.core.model.Prediction;

/**
 * How well a model predicts a folder of pictures that it was not trained on, beside three trivial baselines: the picture's
 * own mean embedding, the mean embedding of all pictures, and the nearest context patch.
 *
 * @param pictures   how many were predicted
 * @param blocks     target blocks in all
 * @param unreadable pictures that were left out
 * @param errors     mean over all blocks, for each distance
 */
public record PredictionEvaluation(int pictures, int blocks, int unreadable, Map<Distance, Errors> errors) {

    /**
     * Mean errors over all blocks by one distance.
     *
     * @param predicted      of the prediction
     * @param imageMean      of the picture's mean embedding
     * @param setMean        of the mean embedding of all pictures
     * @param nearestContext of the target embedding at the nearest context patch
     * @param betterThanAll  share of blocks whose prediction is better than all three
     */
    public record Errors(
            double predicted, double imageMean, double setMean, double nearestContext, double betterThanAll) {}

    /**
     * Predicts pictures evenly spread over a folder, each with a layout of its own. Goes through them twice, first for the
     * mean embedding of all, so that memory stays flat.
     *
     * @param most     pictures to take at most
     * @param sampler  draws the layouts, on the model's grid
     * @param seed     of the layouts' places; the picture's number among those taken is the iteration
     * @param progress is told the share that is done
     * @throws InputException when no picture can be read
     */
    public static PredictionEvaluation of(
            IJepa model, ImageFolder folder, int most, MaskSampler sampler, long seed, Progress progress) {
        int count = Math.min(most, folder.size());
        List<Path> files = IntStream.range(0, count)
                .mapToObj(i -> folder.files().get((int) ((long) i * folder.size() / count)))
                .toList();
        List<Embeddings> means = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read(model, files.get(i))
                    .ifPresent(image ->
                            means.add(Baselines.mean(List.of(LossSpace.normalise(model.encodeTarget(image))))));
            progress.reached(0.5 * (i + 1) / count);
        }
        if (means.isEmpty()) {
            throw new InputException("No picture in " + folder.root() + " can be read.");
        }
        Embeddings setMean = Baselines.mean(means);
        Map<Distance, Sums> sums = new EnumMap<>(Distance.class);
        for (int i = 0; i < count; i++) {
            Optional<ImageTensor> image = read(model, files.get(i));
            if (image.isPresent()) {
                Prediction prediction = model.predict(image.get(), sampler.draw(i, seed));
                for (Distance distance : Distance.values()) {
                    sums.computeIfAbsent(distance, key -> new Sums())
                            .add(BlockErrors.of(prediction, distance), BlockErrors.of(prediction, distance, setMean));
                }
            }
            progress.reached(0.5 + 0.5 * (i + 1) / count);
        }
        Map<Distance, Errors> errors = new EnumMap<>(Distance.class);
        sums.forEach((distance, sum) -> errors.put(distance, sum.errors()));
        return new PredictionEvaluation(means.size(), sums.get(Distance.COSINE).blocks, count - means.size(), errors);
    }

    private static Optional<ImageTensor> read(IJepa model, Path file) {
        try {
            return Optional.of(Normalisation.apply(Fit.CENTRE_CROP.apply(
                    ImageReading.read(file, ImageReading.Orientation.AS_STORED),
                    model.spec().encoder().imageSize())));
        } catch (InputException damaged) {
            return Optional.empty();
        }
    }

    /** Sums over blocks. */
    private static final class Sums {

        private double predicted;
        private double imageMean;
        private double setMean;
        private double nearest;
        private int better;
        private int blocks;

        void add(BlockErrors own, BlockErrors withSetMean) {
            for (int m = 0; m < own.blocks().size(); m++) {
                BlockErrors.Entry entry = own.blocks().get(m);
                BlockErrors.Entry ofSet = withSetMean.blocks().get(m);
                predicted += entry.predicted();
                imageMean += entry.meanEmbedding();
                setMean += ofSet.meanEmbedding();
                nearest += entry.nearestContext();
                better += entry.overBest() < 1 && ofSet.overMean() < 1 ? 1 : 0;
                blocks++;
            }
        }

        Errors errors() {
            return new Errors(
                    predicted / blocks,
                    imageMean / blocks,
                    setMean / blocks,
                    nearest / blocks,
                    (double) better / blocks);
        }
    }
}
