package ijepa.core.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ijepa.core.config.PretrainFile;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.Masking;
import ijepa.core.run.RunDigest.Level;
import ijepa.core.run.RunDigest.Spread;
import ijepa.core.train.PretrainConfig;

/**
 * What a run's numbers say about how it goes. A falling loss is no sign of learning here, because the target moves with the
 * encoder and a target that collapses is easy to predict; a rising one is none of failing, because a target that gets
 * richer is harder. So the loss is read together with how target embeddings spread.
 */
public final class Diagnosis {

    /** Fewer steps say nothing about a trend. */
    private static final int FEWEST_STEPS = 60;

    private static final int FEWEST_LEVELS = 8;

    private static final int FEWEST_SPREADS = 3;

    /** A share of the highest possible rank: of the published code's small-scale collapse it is 0.04 to 0.07. */
    private static final double TINY_RANK = 0.1;

    /** Target embeddings are normalised to about 1: this is nearly the same vector for every image. */
    private static final double TINY_DEVIATION = 0.02;

    private static final double HELD = 0.75;
    private static final double FAR_ABOVE_START = 1.5;
    /** Beside the lower quartile, which stays what it was when training is unstable for half of a run. */
    private static final double GRADIENT_GROWTH = 4;

    private static final double ABOVE_LOWEST = 1.05;
    private static final double CHANGE = 0.01;
    private static final double MUCH_WAITING = 0.1;

    private final RunDigest digest;
    private final Optional<Scale> scale;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What the spread of target embeddings can be at most.
     *
     * @param dimension of embeddings
     * @param vectors   that it is measured from
     */
    public record Scale(int dimension, int vectors) {

        /** Training measures no more. */
        private static final int MOST_VECTORS = 512;

        /** Of four quadrants one is the context. */
        private static final int RASTERIZED_TARGETS = 3;

        /**
         * The scale of a run with this configuration.
         *
         * @throws ijepa.core.InputException when it asks for something that this program does not train with
         */
        public static Scale of(PretrainFile file) {
            return new Scale(
                    PretrainConfig.of(file).model().encoder().embedDim(),
                    Math.min(MOST_VECTORS, file.data().batchSize() * targets(file)));
        }

        private static int targets(PretrainFile file) {
            return switch (file.masking()) {
                case Masking.MultiBlock _, Masking.Unbiased _ -> file.mask().numPredMasks();
                case Masking.Rasterized _ -> RASTERIZED_TARGETS;
                case Masking.LargeBlock _, Masking.RandomPatches _ -> 1;
                case Masking.Fixed(MaskLayout layout) -> layout.targets().size();
            };
        }

        /** Vectors around their mean span one dimension less than there are vectors. */
        double highestRank() {
            return Math.min(dimension, Math.max(1, vectors - 1));
        }
    }

    private Diagnosis(RunDigest digest, Optional<Scale> scale) {
        this.digest = digest;
        this.scale = scale;
    }

    /**
     * What there is to say, the gravest first; at least one finding.
     *
     * @param scale   without it ranks are only compared with what they were
     * @param failure the message of a run that ended for a value that was no number
     */
    public static List<Finding> of(RunDigest digest, Optional<Scale> scale, Optional<String> failure) {
        return new Diagnosis(digest, scale).all(failure);
    }

    private List<Finding> all(Optional<String> failure) {
        noNumber(failure);
        boolean early = digest.steps() < FEWEST_STEPS
                || digest.levels().size() < FEWEST_LEVELS
                || digest.spreads().size() < FEWEST_SPREADS;
        if (early) {
            add(
                    Finding.Kind.TOO_EARLY,
                    "Too early to say",
                    "Loss and embedding spread need some more steps before they tell anything.",
                    String.format(Locale.ROOT, "%,d steps done", digest.steps()));
        } else {
            loss();
        }
        warmingUp();
        starving();
        findings.sort(Comparator.comparing((Finding finding) -> finding.kind().severity())
                .reversed());
        return List.copyOf(findings);
    }

    private void noNumber(Optional<String> failure) {
        if (failure.isPresent() || !digest.isFinite()) {
            add(
                    Finding.Kind.NO_NUMBER,
                    "The loss is no number any more",
                    failure.orElse(
                                    "Lower the learning rate or lengthen the warm-up, and go on from the last checkpoint.")
                            + " The batch is kept beside the metrics.",
                    "after step " + String.format(Locale.ROOT, "%,d", digest.steps()));
        }
    }

    private void loss() {
        List<Level> levels = digest.levels();
        double start = mean(levels, 0, Math.max(1, levels.size() / 50)).loss();
        Level now = mean(levels, levels.size() - width(levels), levels.size());
        Level before = mean(levels, levels.size() - 5 * width(levels), levels.size() - 4 * width(levels));
        double lowest = lowest(levels);
        double calm = lowerQuartile(levels);
        boolean grown = now.gradient() > GRADIENT_GROWTH * calm;
        boolean shrinks = spread(grown);
        String losses = String.format(
                Locale.ROOT,
                "loss %s at the start, %s at its lowest, %s now",
                number(start),
                number(lowest),
                number(now.loss()));
        String gradients = String.format(
                Locale.ROOT,
                "largest gradient norm %s now, less than %s in the calmest quarter",
                number(now.gradient()),
                number(calm));
        if (grown && now.loss() > FAR_ABOVE_START * start) {
            add(
                    Finding.Kind.DIVERGING,
                    "Training diverges",
                    "The loss is far above where it started and gradients grew with it. Stop, lower the learning rate or"
                            + " lengthen the warm-up, and go on from a checkpoint before the rise.",
                    losses,
                    gradients);
        } else if (grown) {
            // Its features may be ruined already while the loss still looks as it did.
            add(
                    Finding.Kind.UNSTABLE,
                    "Gradients have grown",
                    "Training gets unstable, whatever the loss says. Start again, or go on from a checkpoint before the"
                            + " rise, with a lower learning rate, more weight decay or a weaker regulariser.",
                    gradients,
                    losses,
                    rank());
        } else if (now.loss() > ABOVE_LOWEST * lowest && now.loss() > before.loss() * (1 + CHANGE)) {
            if (shrinks) {
                add(
                        Finding.Kind.RISING,
                        "The loss rises",
                        "Embeddings do not keep their spread meanwhile, so the target is not simply getting richer.",
                        losses);
            } else {
                add(
                        Finding.Kind.RISING_TARGET,
                        "The loss rises, as it does with a moving target",
                        "The target encoder follows the encoder, and richer targets are harder to predict. Embeddings keep"
                                + " their spread, so this is no divergence.",
                        losses,
                        rank());
            }
        } else if (!shrinks && now.loss() < before.loss() * (1 - CHANGE)) {
            add(
                    Finding.Kind.LEARNING,
                    "The loss falls and embeddings keep their spread",
                    "This is how it should be. Nearest-neighbour accuracy tells whether embeddings get more useful.",
                    losses,
                    rank());
        } else if (!shrinks) {
            add(
                    Finding.Kind.LEVEL,
                    "The loss is level",
                    "Embeddings keep their spread. They may still get better: look at nearest-neighbour accuracy, not at the"
                            + " loss.",
                    losses,
                    rank());
        }
    }

    /**
     * Says whether embeddings spread too little.
     *
     * @param grown where gradients have grown a regulariser may be what makes training unstable, so none is advised
     */
    private boolean spread(boolean grown) {
        List<Spread> spreads = digest.spreads();
        Spread now = mean(spreads, spreads.size() - 3);
        Spread peak = peak(spreads);
        double highest = scale.map(Scale::highestRank).orElse(Double.NaN);
        String numbers = rank();
        if (now.deviation() < TINY_DEVIATION || now.rank() < TINY_RANK * highest) {
            boolean same = now.deviation() < TINY_DEVIATION;
            add(
                    Finding.Kind.COLLAPSED,
                    same ? "Embeddings have collapsed" : "Embeddings lie in a few dimensions",
                    (same
                                    ? "Every image gives nearly the same embedding: the low loss means nothing."
                                    : "A falling loss means little then: such targets are easy to predict.")
                            + (grown
                                    ? " Lower the learning rate or raise the start of the momentum."
                                    : " Raise the start of the momentum, lower the learning rate, or add a regulariser"
                                            + " against it."),
                    numbers,
                    deviation(now, peak));
            return true;
        }
        if (now.rank() < HELD * peak.rank() || now.deviation() < HELD * HELD * peak.deviation()) {
            add(
                    Finding.Kind.SHRINKING,
                    "Embeddings spread less than they did",
                    "If this goes on they collapse. Watch nearest-neighbour accuracy; "
                            + (grown ? "a higher momentum" : "a regulariser or a higher momentum")
                            + " holds against it.",
                    numbers,
                    deviation(now, peak));
            return true;
        }
        return false;
    }

    private String rank() {
        List<Spread> spreads = digest.spreads();
        return String.format(
                Locale.ROOT,
                "effective rank %.1f now, %.1f at its highest%s",
                mean(spreads, spreads.size() - 3).rank(),
                peak(spreads).rank(),
                scale.map(most -> String.format(
                                Locale.ROOT,
                                ", at most %.0f of %d vectors with %d features",
                                most.highestRank(),
                                most.vectors(),
                                most.dimension()))
                        .orElse(""));
    }

    private static String deviation(Spread now, Spread peak) {
        return "feature deviation " + number(now.deviation()) + " now, " + number(peak.deviation()) + " at its highest";
    }

    private void warmingUp() {
        List<Metric.Step> recent = digest.recent();
        if (recent.size() > 1) {
            double first = recent.getFirst().rates().learningRate();
            double last = recent.getLast().rates().learningRate();
            double beforeLast = recent.get(recent.size() - 2).rates().learningRate();
            if (last > beforeLast) {
                add(
                        Finding.Kind.WARMING_UP,
                        "The learning rate is still warming up",
                        "Judge the run when it has passed its highest learning rate.",
                        String.format(
                                Locale.ROOT,
                                "learning rate %.2e now, %.2e %d steps ago",
                                last,
                                first,
                                recent.size() - 1));
            }
        }
    }

    private void starving() {
        double waited = 0;
        double all = 0;
        for (Metric.Step step : digest.recent()) {
            waited += step.waitShare() * step.seconds();
            all += step.seconds();
        }
        // The first steps always wait: nothing is prepared yet.
        if (digest.recent().size() >= FEWEST_STEPS / 2 && waited > MUCH_WAITING * all) {
            add(
                    Finding.Kind.STARVING,
                    "Training waits for images",
                    "Give the loader more threads or room to keep decoded images, or put the images on a faster disk.",
                    String.format(
                            Locale.ROOT,
                            "%.0f%% of the last %d steps' time spent waiting",
                            100 * waited / all,
                            digest.recent().size()));
        }
    }

    private void add(Finding.Kind kind, String title, String text, String... numbers) {
        findings.add(new Finding(kind, title, text, List.of(numbers)));
    }

    /** A twentieth of the run, and never so little that noise decides. */
    private static int width(List<Level> levels) {
        return Math.max(Math.min(8, levels.size() / 5), levels.size() / 20);
    }

    private static double lowest(List<Level> levels) {
        int width = width(levels);
        double lowest = Double.POSITIVE_INFINITY;
        for (int end = width; end <= levels.size(); end++) {
            lowest = Math.min(lowest, mean(levels, end - width, end).loss());
        }
        return lowest;
    }

    private static Level mean(List<Level> levels, int from, int to) {
        return levels.subList(Math.max(0, from), to).stream()
                .reduce(Level::merge)
                .orElseThrow();
    }

    private static Spread mean(List<Spread> spreads, int from) {
        return spreads.subList(Math.max(0, from), spreads.size()).stream()
                .reduce(Spread::merge)
                .orElseThrow();
    }

    /** The highest rank and the highest deviation of three measurements' means. */
    private static Spread peak(List<Spread> spreads) {
        double deviation = 0;
        double rank = 0;
        for (int end = 3; end <= spreads.size(); end++) {
            Spread three = mean(spreads.subList(0, end), end - 3);
            deviation = Math.max(deviation, three.deviation());
            rank = Math.max(rank, three.rank());
        }
        return new Spread(0, 3, deviation, rank);
    }

    /** A quarter of the run's gradients were smaller. */
    private static double lowerQuartile(List<Level> levels) {
        double[] gradients =
                levels.stream().mapToDouble(Level::gradient).sorted().toArray();
        return gradients[gradients.length / 4];
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 0.001 ? "%.2e" : "%.4f", value);
    }
}
