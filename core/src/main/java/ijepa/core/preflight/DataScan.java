package ijepa.core.preflight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import ijepa.core.InputException;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.PictureSize;

/**
 * What the headers of a folder's pictures say.
 *
 * @param looked       pictures whose headers were read
 * @param unusable     a sentence for each of those that cannot be used
 * @param shorterSides of the others in pixels, ascending
 */
record DataScan(int looked, List<String> unusable, int[] shorterSides) {

    private static final int PROGRESS_EVERY = 2000;

    /**
     * Reads headers, of all pictures or of as many spread evenly.
     *
     * @param most     pictures to look at
     * @param smallest pictures with a shorter side in pixels show nothing
     * @param progress is told now and then how many were looked at
     */
    static DataScan of(ImageFolder pictures, int most, int smallest, IntConsumer progress) {
        int looked = Math.min(most, pictures.size());
        List<Optional<String>> reasons = new ArrayList<>();
        int[] sides = new int[looked];
        for (int start = 0; start < looked; start += PROGRESS_EVERY) {
            int end = Math.min(looked, start + PROGRESS_EVERY);
            reasons.addAll(IntStream.range(start, end)
                    .parallel()
                    .mapToObj(i ->
                            look(pictures.files().get((int) ((long) i * pictures.size() / looked)), smallest, sides, i))
                    .toList());
            progress.accept(end);
        }
        return new DataScan(
                looked,
                reasons.stream().flatMap(Optional::stream).toList(),
                Arrays.stream(sides).filter(side -> side > 0).sorted().toArray());
    }

    private static Optional<String> look(Path file, int smallest, int[] sides, int at) {
        try {
            PictureSize size = PictureSize.read(file);
            if (size.shorterSide() < smallest) {
                return Optional.of(file + " is " + size.width() + " x " + size.height()
                        + " pixels, smaller than a patch of " + smallest + ".");
            }
            sides[at] = size.shorterSide();
            return Optional.empty();
        } catch (InputException unreadable) {
            return Optional.of(unreadable.getMessage());
        }
    }

    double unusableShare() {
        return (double) unusable.size() / looked;
    }

    int medianSide() {
        return shorterSides[shorterSides.length / 2];
    }
}
