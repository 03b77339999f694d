package ijepa.core.train;

import ijepa.core.image.ImageBatch;

/**
 * A step whose loss or gradient was no number, with all that it saw.
 *
 * @param position before the step, which was not done
 * @param cause    what became of which value
 */
public record Divergence(
        Position position,
        ImageBatch images,
        StepMasks masks,
        TrainingStep.Rates rates,
        NonFiniteLossException cause) {}
