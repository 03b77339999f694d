package ijepa.app.predict;

import java.util.Optional;

import ijepa.app.shell.Selection;
import ijepa.core.model.Network;
import ijepa.renderer.predict.AttentionChoice;
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

    /** How many layers a network of the open checkpoint has; 0 where there is none. */
    static int layers(Selection selection, Network network) {
        return selection
                .checkpoint()
                .filter(checkpoint -> network != Network.PREDICTOR
                        || checkpoint.spec().predictor().isPresent())
                .map(checkpoint -> AttentionChoice.layers(checkpoint.spec(), network))
                .orElse(0);
    }

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
