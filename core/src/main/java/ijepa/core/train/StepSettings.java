package ijepa.core.train;

import ijepa.core.InputException;

/**
 * How a step is done with less memory or less risk than in one go; the section {@code workbench.step} of a configuration.
 *
 * @param accumulate            batches whose gradients make one step, at least 1
 * @param clipNorm              largest norm of all gradients together; 0 leaves them as they are
 * @param checkpointActivations whether transformer blocks are computed again for the backward pass and not kept for it
 */
public record StepSettings(int accumulate, double clipNorm, boolean checkpointActivations) {

    /** The published code's: one batch, gradients as they are, everything kept. */
    public static final StepSettings PUBLISHED = new StepSettings(1, 0, false);

    public StepSettings {
        if (accumulate < 1) {
            throw new InputException("workbench.step.accumulate is " + accumulate + " but must be at least 1.");
        }
        if (!(clipNorm >= 0 && clipNorm < Double.POSITIVE_INFINITY)) {
            throw new InputException("workbench.step.clip_norm is " + clipNorm
                    + " but must be a positive number, or 0 for no clipping.");
        }
    }

    /** The same without what changes no number. */
    public StepSettings decisive() {
        return new StepSettings(accumulate, clipNorm, false);
    }
}
