package ijepa.app.decode;

import java.util.Optional;

import ijepa.app.shell.OpenImage;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.predict.CheckpointShelf;

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

    /** On the straight line from another whole image to the shown one, from one seed. */
    record BetweenImages(OpenImage from) implements RowSubject {}

    /**
     * What another checkpoint says, as one of a run.
     *
     * @param block that it predicts; nothing for the whole image
     */
    record AtCheckpoint(CheckpointShelf.Source source, Optional<Integer> block) implements RowSubject {}

    default ConditionKind kind() {
        return switch (this) {
            case Predicted _, There _, Between _ -> ConditionKind.BLOCK;
            case Whole _, BetweenImages _ -> ConditionKind.IMAGE;
            case AtCheckpoint at -> at.block().isPresent() ? ConditionKind.BLOCK : ConditionKind.IMAGE;
        };
    }

    /** The block that the samples are put into; nothing where they are shown alone. */
    default Optional<Integer> place() {
        return switch (this) {
            case Predicted(int block) -> Optional.of(block);
            case There(int block) -> Optional.of(block);
            case AtCheckpoint at -> at.block();
            case Whole _, Between _, BetweenImages _ -> Optional.empty();
        };
    }

    /** Whether each of its pictures has an embedding of its own and all have one seed. */
    default boolean isStrip() {
        return this instanceof Between || this instanceof BetweenImages;
    }
}
