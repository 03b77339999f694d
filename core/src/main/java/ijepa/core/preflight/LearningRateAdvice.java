package ijepa.core.preflight;

import java.util.Locale;

import ijepa.core.config.PretrainFile;

/**
 * What the published learning rate, 1e-3 at 2048 pictures a step, becomes at another batch size: by the linear rule (Goyal
 * and others 2017) and by the square-root rule that is usual for Adam. A hint: small models learn at higher rates.
 */
record LearningRateAdvice(PretrainFile file) {

    private static final double PUBLISHED_RATE = 1e-3;
    private static final double PUBLISHED_BATCH = 2048;

    /** Beyond this many times the higher of both rules a rate is remarkable, and below the lower one by as much. */
    private static final double FAR = 10;

    /** Of a step. */
    private int batch() {
        return file.data().batchSize() * file.workbench().step().accumulate();
    }

    double linear() {
        return PUBLISHED_RATE * batch() / PUBLISHED_BATCH;
    }

    double squareRoot() {
        return PUBLISHED_RATE * Math.sqrt(batch() / PUBLISHED_BATCH);
    }

    void addTo(PreflightReport report) {
        double rate = file.optimization().lr();
        String text = String.format(
                Locale.ROOT,
                "optimization.lr is %.1e; at a batch of %d the published 1e-3 at 2048 becomes %.1e by the linear rule and %.1e by the square-root rule.",
                rate,
                batch(),
                linear(),
                squareRoot());
        double low = Math.min(linear(), squareRoot());
        double high = Math.max(linear(), squareRoot());
        if (rate > FAR * high) {
            report.warned("learning rate", text, "This is far above both: watch for a loss that rises, or lower it.");
        } else if (rate < low / FAR) {
            report.warned("learning rate", text, "This is far below both: raise it, or the run may learn little.");
        } else {
            report.passed("learning rate", text);
        }
    }
}
