package ijepa.core.mask;

/** Draws images one after another without putting batches together: what statistics are taken from. */
interface ImageDraws {

    /** Room for one image. */
    DrawnImage room();

    /**
     * Which block sizes the batch of an iteration has. Equal numbers mean equal sizes; they count up from 0 as new sizes
     * appear. Samplers whose images share no sizes say 0.
     */
    int sizes(long iteration);

    /**
     * Draws the next image.
     *
     * @param sizes  what {@link #sizes} said of the iteration
     * @param places is advanced
     */
    void draw(long iteration, int sizes, TorchGenerator places, DrawnImage into);

    /** Whether all contexts of a batch are cut to the shortest. */
    boolean cuts();
}
