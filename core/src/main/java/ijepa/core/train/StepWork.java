package ijepa.core.train;

import ijepa.core.model.EncoderSpec;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;

/**
 * Floating-point operations of one step's matrix products, attention's included, two for each multiply and add. Backward
 * passes count twice their forward pass, once by inputs and once by weights; norms, activations and updates, which
 * memory limits, count nothing.
 *
 * @param published of the published code's step
 * @param computed  of this one, which leaves out what no output needs and what copies share
 */
public record StepWork(double published, double computed) {

    /** The work of a batch with these masks; where they differ in length, as if all were of their mean. */
    public static StepWork of(ModelSpec model, StepMasks masks) {
        EncoderSpec encoder = model.encoder();
        PredictorSpec predictor = model.predictor().orElseThrow();
        int patches = encoder.grid().size();
        double images = masks.images();
        double contexts = images * masks.context().length;
        double blocks = contexts * masks.target().length;
        double context = masks.contextPatches();
        double target = masks.targetPatches();
        double wanted = masks.targetRows(patches).rows().length;
        double width = encoder.embedDim();
        double narrow = predictor.dim();
        double sequence = context + target;

        Block wide = new Block(width, encoder.mlpDim());
        Block thin = new Block(narrow, 4 * narrow);
        double pixels = 3.0 * encoder.patchSize() * encoder.patchSize();
        double embedding = 2 * images * patches * pixels * width;
        double targetEncoder = embedding + encoder.depth() * images * wide.forward(patches);
        double contextEncoder = encoder.depth() * contexts * wide.forward(context);
        double ends = 2 * contexts * context * width * narrow + 2 * blocks * target * width * narrow;
        double predicting = predictor.depth() * blocks * thin.forward(sequence) + ends;
        // The first projection needs no gradient by the pixels.
        double published = targetEncoder + 2 * embedding + 3 * contextEncoder + 3 * predicting;

        double unreadTargets = (images * patches - wanted) * wide.afterAttention();
        double unseenPatches = 2 * (embedding - 2 * contexts * context * pixels * width);
        double sharedContexts = (blocks - contexts) * context * thin.queriesKeysValues();
        double unreadContexts = blocks * context * (thin.queries() + thin.afterAttention() + thin.attention(sequence));
        double unread = predictor.depth() > 1 ? unreadContexts : 0;
        return new StepWork(published, published - unreadTargets - unseenPatches - 3 * (sharedContexts + unread));
    }

    /** Operations of a transformer block for one token, by its width and its MLP's. */
    private record Block(double width, double hidden) {

        double forward(double tokens) {
            return tokens * (queriesKeysValues() + attention(tokens) + afterAttention());
        }

        double queries() {
            return 2 * width * width;
        }

        double queriesKeysValues() {
            return 3 * queries();
        }

        double attention(double tokens) {
            return 4 * tokens * width;
        }

        double afterAttention() {
            return 2 * width * width + 4 * width * hidden;
        }
    }
}
