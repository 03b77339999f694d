package ijepa.renderer.diffusion;

import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.DiffusionKernels.MeanVariance;

/** How noise is taken out step by step. */
public sealed interface Sampler {

    /**
     * What one step stands on.
     *
     * @param step     from the schedule's last down to 0
     * @param x        {@code [B, 3, H, W]}
     * @param read     what the network says there, its estimate cut to -1 to 1
     * @param previous the estimate of the step before, or null in the first
     * @param noise    fresh normal numbers of x's shape
     */
    record Step(
            NDManager scope,
            NoiseSchedule schedule,
            int step,
            NDArray x,
            MeanVariance read,
            NDArray previous,
            Supplier<NDArray> noise) {}

    /** The pictures one step nearer. */
    NDArray next(Step at);

    /** The steps of training's schedule that it is best taken in. */
    default NoiseSchedule spaced(NoiseSchedule training, int steps) {
        return training.evenly(steps);
    }

    /** The process that was trained, backwards (Ho, Jain and Abbeel 2020), with its learned variance. */
    record Ancestral() implements Sampler {

        @Override
        public NDArray next(Step at) {
            if (at.step == 0) {
                return at.read.mean();
            }
            return at.read.mean().add(at.read.logVariance().mul(0.5).exp().mul(at.noise.get()));
        }
    }

    /**
     * DDIM (Song, Meng and Ermon 2021, equation 12).
     *
     * @param eta from 0, no fresh noise, to 1, as much as the ancestral process has
     */
    record Ddim(double eta) implements Sampler {

        public Ddim {
            if (!(eta >= 0 && eta <= 1)) {
                throw new IllegalArgumentException("DDIM's eta is from 0 to 1, not " + eta + ".");
            }
        }

        @Override
        public NDArray next(Step at) {
            double bar = at.schedule.alphaBar(at.step);
            double before = at.schedule.alphaBar(at.step - 1);
            double sigma = eta * Math.sqrt((1 - before) / (1 - bar)) * Math.sqrt(1 - bar / before);
            NDArray start = at.read.start();
            // Of the cut estimate, not what the network said: the published code does so.
            NDArray direction = at.x.mul(Math.sqrt(1 / bar)).sub(start).div(Math.sqrt(1 / bar - 1));
            NDArray mean = start.mul(Math.sqrt(before)).add(direction.mul(Math.sqrt(1 - before - sigma * sigma)));
            return at.step == 0 || sigma == 0 ? mean : mean.add(at.noise.get().mul(sigma));
        }
    }

    /**
     * DPM-Solver++ of second order with the estimate of the step before (Lu, Zhou, Bao, Chen, Li and Zhu 2022, algorithm
     * 2), which needs few steps. First and last step are of first order.
     */
    record DpmSolver() implements Sampler {

        @Override
        public NDArray next(Step at) {
            NDArray start = at.read.start();
            if (at.step == 0) {
                return start;
            }
            NoiseSchedule schedule = at.schedule;
            double from = logarithm(schedule, at.step);
            double to = logarithm(schedule, at.step - 1);
            double h = to - from;
            NDArray estimate = start;
            if (at.previous != null) {
                double ratio = (from - logarithm(schedule, at.step + 1)) / h;
                estimate = start.mul(1 + 0.5 / ratio).sub(at.previous.mul(0.5 / ratio));
            }
            double shrink = Math.sqrt((1 - schedule.alphaBar(at.step - 1)) / (1 - schedule.alphaBar(at.step)));
            double gain = -Math.sqrt(schedule.alphaBar(at.step - 1)) * Math.expm1(-h);
            return at.x.mul(shrink).add(estimate.mul(gain));
        }

        @Override
        public NoiseSchedule spaced(NoiseSchedule training, int steps) {
            return training.byNoise(steps);
        }

        /** Half the logarithm of the signal-to-noise ratio. */
        private static double logarithm(NoiseSchedule schedule, int step) {
            return 0.5 * Math.log(schedule.alphaBar(step) / (1 - schedule.alphaBar(step)));
        }
    }
}
