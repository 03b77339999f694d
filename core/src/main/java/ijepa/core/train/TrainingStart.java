package ijepa.core.train;

import java.util.Optional;

import ijepa.core.checkpoint.OptimizerState;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ParameterSource;

/**
 * Where a run starts: fresh, or exactly where another left off.
 *
 * @param parameters     of the three networks
 * @param optimizerState moments and step counts under the names of {@link OptimizerState#source}; zeros where empty
 * @param position       steps done so far
 * @param places         state of the generator of mask places
 */
public record TrainingStart(
        ParameterSource parameters, Optional<ParameterSource> optimizerState, Position position, int[] places) {

    /** The beginning, with parameters drawn from the configuration's seed. */
    public static TrainingStart fresh(PretrainConfig config) {
        return new TrainingStart(
                new Initialisation(config.model(), config.seed()),
                Optional.empty(),
                Position.START,
                new TorchGenerator(config.seed()).state());
    }
}
