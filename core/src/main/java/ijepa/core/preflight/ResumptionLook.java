package ijepa.core.preflight;

import java.util.Optional;

import ijepa.core.run.Resumption;

/** Says where a run would go on, and whether it is still the same run. */
public final class ResumptionLook {

    private static final String TOPIC = "resumption";

    private ResumptionLook() {}

    /**
     * Adds what was found to a report.
     *
     * @return whether there is a checkpoint to go on from
     */
    public static boolean add(Resumption found, boolean acceptChanges, PreflightReport report) {
        for (String damaged : found.damaged()) {
            report.warned(
                    TOPIC,
                    "The newest checkpoint cannot be used: " + damaged,
                    "It would be put aside and the one before be used.");
        }
        if (found.checkpoint().isEmpty()) {
            report.passed(TOPIC, "There is no checkpoint yet: the run would start from the beginning.");
            return false;
        }
        Optional<String> changes = found.changes();
        if (changes.isEmpty()) {
            report.passed(
                    TOPIC,
                    "The run would go on after step " + found.step() + ", from "
                            + found.checkpoint().get() + ", with the settings and pictures that it was started with.");
        } else if (acceptChanges) {
            report.warned(TOPIC, changes.get(), "The run would go on all the same after step " + found.step() + ".");
        } else {
            report.failed(TOPIC, changes.get() + " " + Resumption.REMEDY);
        }
        return true;
    }
}
