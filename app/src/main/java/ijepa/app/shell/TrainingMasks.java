package ijepa.app.shell;

import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;

/**
 * Masks that were chosen for a training run.
 *
 * @param grid that they were looked at on; the run may have another
 */
public record TrainingMasks(MaskStrategy strategy, PatchGrid grid) {}
