package ijepa.core.image;

/**
 * Where a loader's threads spent their time, in seconds of all threads together.
 *
 * @param images   pictures that were put into batches
 * @param reading  files into memory
 * @param decoding files' content to pixels
 * @param scaling  crop, resize and flip, with normalisation where no colours are changed
 * @param colours  colour distortion and blur, with normalisation
 */
public record LoaderStages(long images, double reading, double decoding, double scaling, double colours) {

    /** All stages together. */
    public double total() {
        return reading + decoding + scaling + colours;
    }

    /** What came after an earlier state of the same loader. */
    public LoaderStages since(LoaderStages earlier) {
        return new LoaderStages(
                images - earlier.images,
                reading - earlier.reading,
                decoding - earlier.decoding,
                scaling - earlier.scaling,
                colours - earlier.colours);
    }
}
