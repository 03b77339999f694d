package ijepa.renderer.diffusion;

import java.util.Optional;

/**
 * What becomes of an embedding before the network sees it, measured once, before the first step of training; and of which
 * embeddings.
 *
 * @param sketch see {@link Sketch}; empty for a network that does not take one
 */
record Conditioning(ConditionScale scale, Optional<Sketch> sketch, LearntConditions learnt) {

    /** Of a network that takes embeddings as they are, as the published code's does. */
    static Conditioning none(int dim) {
        return new Conditioning(ConditionScale.none(dim), Optional.empty(), LearntConditions.UNKNOWN);
    }
}
