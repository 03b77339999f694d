package ijepa.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.Kernels;
import ijepa.core.train.TrainingStep.Forward;
import ijepa.core.train.TrainingStep.Images;

/**
 * Loss and gradients of a batch that is done in parts of equally many images, of which one at a time is in memory: the means
 * over the parts, which are those of the whole batch.
 */
final class Accumulation {

    private final TrainingStep step;
    private final Kernels kernels;
    private final int parts;
    private final NDManager scope;
    private final StepMasks masks;
    private final TrainingStep.Observer observer;
    private Gradients gradients;
    private double loss;
    private double objective;

    /**
     * Sums that are still empty.
     *
     * @param scope owns the gradients
     * @param masks of all parts
     */
    Accumulation(TrainingStep step, int parts, NDManager scope, StepMasks masks, TrainingStep.Observer observer) {
        if (masks.images() % parts != 0) {
            throw new IllegalArgumentException(masks.images() + " masks for " + parts + " equal parts.");
        }
        this.step = step;
        this.kernels = step.model().kernels();
        this.parts = parts;
        this.scope = scope;
        this.masks = masks;
        this.observer = observer;
    }

    /**
     * Does all parts.
     *
     * @throws NonFiniteLossException when a part's loss, or where there are several a part's gradient, is no number
     */
    void run(TrainingStep.Parts images) {
        Optional<SplitRegulariser> split = parts == 1 ? Optional.empty() : look(images);
        List<NDArray> sum = new ArrayList<>();
        for (int number = 0; number < parts; number++) {
            // The first part's gradients become the sum, so they must outlive the part.
            try (NDManager partScope = scope.newSubManager()) {
                Forward forward = forward(partScope, number, images.part(number), split);
                loss += finite(forward.loss()) / parts;
                objective += forward.objective().getFloat() / parts;
                observer.part(partScope, number, forward, masks(number));
                if (parts == 1) {
                    sum.addAll(step.gradients(scope, forward));
                } else {
                    add(partScope, step.gradients(number == 0 ? scope : partScope, forward), sum);
                }
            }
        }
        if (parts > 1) {
            kernels.optimizer().scale(scope, sum, 1.0 / parts);
        }
        objective = split.map(term -> loss + term.value()).orElse(objective);
        gradients = new Gradients(kernels, scope, sum);
    }

    private void add(NDManager partScope, List<NDArray> found, List<NDArray> sum) {
        GradientNorms.requireFinite(
                step.optimizer().slots(), kernels.optimizer().norms(partScope, found));
        if (sum.isEmpty()) {
            sum.addAll(found);
        } else {
            kernels.optimizer().addInPlace(partScope, sum, found);
        }
    }

    private StepMasks masks(int number) {
        int images = masks.images() / parts;
        return parts == 1 ? masks : masks.slice(number * images, images);
    }

    private Forward forward(NDManager partScope, int number, Images images, Optional<SplitRegulariser> split) {
        ForwardPass pass = new ForwardPass(step.model(), partScope, images, masks(number), step.backward());
        if (split.isEmpty()) {
            return step.forward(pass, partScope);
        }
        Regulariser.Scope looksAt = step.regulariser().looksAt().orElseThrow();
        return step.forward(
                pass, (value, context) -> split.get().objective(partScope, number, value, pass.seen(context, looksAt)));
    }

    /** The first round over the parts, where a regulariser needs one. */
    private Optional<SplitRegulariser> look(TrainingStep.Parts images) {
        return step.regulariser().looksAt().map(looksAt -> {
            SplitRegulariser split = new SplitRegulariser(kernels, scope, step.regulariser(), looksAt);
            int positions = 0;
            for (int number = 0; number < parts; number++) {
                try (NDManager partScope = scope.newSubManager()) {
                    ForwardPass pass = new ForwardPass(
                            step.model(), partScope, images.part(number), masks(number), step.backward());
                    split.see(pass.seen(pass.context(), looksAt));
                    positions = pass.positions();
                }
            }
            split.differentiate(positions, step.done());
            return split;
        });
    }

    private static double finite(NDArray loss) {
        double value = loss.getFloat();
        if (!Double.isFinite(value)) {
            throw new NonFiniteLossException("loss", value);
        }
        return value;
    }

    Gradients gradients() {
        return gradients;
    }

    /** The published loss. */
    double loss() {
        return loss;
    }

    /** What was minimised: the loss with the regulariser. */
    double objective() {
        return objective;
    }
}
