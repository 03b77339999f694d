package ijepa.app.decode;

import ijepa.renderer.diffusion.ConditionKind;

/** What the samples of one row are drawn from. */
sealed interface RowSubject {

    /** What the predictor says of a target block, as in the paper's Figure 6. */
    record Predicted(int block) implements RowSubject {}

    /** What the target encoder says of the same block, so what is there. */
    record There(int block) implements RowSubject {}

    /** What the target encoder says of the whole image, as in the paper's Figure 7. */
    record Whole() implements RowSubject {}

    /** On the straight line between the predictions of two blocks, from one seed. */
    record Between(int from, int to) implements RowSubject {}

    default ConditionKind kind() {
        return this instanceof Whole ? ConditionKind.IMAGE : ConditionKind.BLOCK;
    }
}
