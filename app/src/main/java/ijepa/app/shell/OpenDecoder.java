package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import ijepa.core.image.Image;
import ijepa.core.model.InspectableModel;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderSpec;
import ijepa.renderer.diffusion.LearntConditions;

/** A decoder that is loaded and can draw. */
public interface OpenDecoder extends AutoCloseable {

    /** Is told how samples come out of the noise. */
    @FunctionalInterface
    interface Steps {

        /**
         * A denoising step was done.
         *
         * @param done     from 1
         * @param estimate what the samples will be, as known so far; ask during the call only
         * @return false to stop here
         */
        boolean stepped(int done, int total, Supplier<List<Image>> estimate);
    }

    /** What it is called. */
    String name();

    /** The file; empty for the decoder that comes with the program. */
    Optional<Path> file();

    DecoderSpec spec();

    /** Steps it was trained for. */
    long trainedSteps();

    /** Which conditions it was trained with. */
    LearntConditions learnt();

    /** Where and in what it computes. */
    DecoderMachine machine();

    /** SHA-256 of what it was read from, hexadecimal. */
    String digest();

    /**
     * Whether embeddings of a model mean to it what they should.
     *
     * @return a warning where it was trained with other weights
     * @throws ijepa.core.InputException when the embeddings have another dimension
     */
    default Optional<String> fits(InspectableModel model) {
        return Decoder.fits(spec(), model);
    }

    /**
     * Draws the samples of several requests together.
     *
     * @param requests differ in embeddings and seeds only
     * @return the pictures of the first request, then of the next; nothing when it was stopped
     * @throws ijepa.core.InputException when it cannot draw so
     */
    Optional<List<Image>> sample(List<Decoder.Request> requests, Steps steps);

    /** Frees the weights; call when nothing is drawn. */
    @Override
    void close();
}
