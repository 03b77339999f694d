package ijepa.core.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The masks of a training run at any of its steps. All steps take their places from one generator, seeded once, so that a
 * step's masks follow from all steps before; the generator's states on the way are kept, and asking again or further on
 * costs little.
 */
public final class RunMasks {

    private static final int STEPS_BETWEEN_STATES = 64;

    private final MaskSampler sampler;
    private final int images;
    private final List<int[]> states = new ArrayList<>();

    /**
     * The masks of a run that has not drawn yet.
     *
     * @param seed   of the run
     * @param images in every batch
     */
    public RunMasks(MaskSampler sampler, long seed, int images) {
        this.sampler = sampler;
        this.images = images;
        states.add(new TorchGenerator(seed).state());
    }

    /**
     * The masks of a step.
     *
     * @param iteration from 0
     * @param cancelled asked at every step on the way
     * @return empty when cancelled
     */
    public Optional<MaskBatch> at(long iteration, BooleanSupplier cancelled) {
        int nearest = (int) Math.min(iteration / STEPS_BETWEEN_STATES, states.size() - 1);
        TorchGenerator places = TorchGenerator.ofState(states.get(nearest));
        for (long step = (long) nearest * STEPS_BETWEEN_STATES; step < iteration; step++) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            sampler.sample(step, images, places);
            if ((step + 1) % STEPS_BETWEEN_STATES == 0 && (step + 1) / STEPS_BETWEEN_STATES == states.size()) {
                states.add(places.state());
            }
        }
        return Optional.of(sampler.sample(iteration, images, places));
    }
}
