package ijepa.app.predict;

import java.util.Optional;

import ijepa.renderer.predict.ImageSet;

/**
 * How embeddings are shown and what predictions are compared with.
 *
 * @param colouring      what the principal components are fitted to
 * @param block          the target block that they are fitted to, where it is one
 * @param layer          of the encoders, from 1; {@link #LAST} for the output
 * @param predictorLayer of the predictor; {@link #LAST} for the prediction
 * @param set            what the images of the filmstrip have in common, once it is known
 */
record EmbeddingChoice(Colouring colouring, int block, int layer, int predictorLayer, Optional<ImageSet> set) {

    /** What a network gives out. */
    static final int LAST = 0;

    /** What principal components are fitted to. */
    enum Colouring {
        IMAGE("This image"),
        BLOCK("One block"),
        SET("The filmstrip");

        private final String title;

        Colouring(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
