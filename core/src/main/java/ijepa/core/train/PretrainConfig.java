package ijepa.core.train;

import ijepa.core.image.LoaderSettings;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.model.ModelSpec;
import ijepa.core.tensor.Precision;

/**
 * All that decides a pretraining run, besides the pictures.
 *
 * @param model        shape of the networks
 * @param masks        multi-block masking on the model's grid
 * @param loader       crops and batches
 * @param optimization schedules
 * @param loss         distance that is minimised
 * @param regulariser  what is added to it against collapse
 * @param precision    of matrix products
 * @param seed         of initialisation and mask places
 */
public record PretrainConfig(
        ModelSpec model,
        MultiBlockSettings masks,
        LoaderSettings loader,
        OptimizationConfig optimization,
        Loss loss,
        Regulariser regulariser,
        Precision precision,
        long seed) {

    public PretrainConfig {
        if (model.predictor().isEmpty()) {
            throw new IllegalArgumentException("Pretraining needs a predictor.");
        }
        if (!masks.grid().equals(model.encoder().grid())) {
            throw new IllegalArgumentException("The masks are for another grid than the model's.");
        }
    }
}
