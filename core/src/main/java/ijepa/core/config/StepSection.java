package ijepa.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The section {@code workbench.step}: how one optimiser step is done.
 *
 * @param accumulate            {@code accumulate}: batches whose gradients make one step; default 1
 * @param clipNorm              {@code clip_norm}: largest norm of all gradients together; default 0, which clips nothing
 * @param checkpointActivations {@code checkpoint_activations}: whether transformer blocks are computed again for the
 *     backward pass, for less memory and more time; default false
 */
public record StepSection(int accumulate, double clipNorm, boolean checkpointActivations) {

    /** The published code's. */
    public static final StepSection DEFAULT = new StepSection(1, 0, false);

    static StepSection read(SectionReader in) {
        return new StepSection(
                in.whole("accumulate", DEFAULT.accumulate),
                in.number("clip_norm", DEFAULT.clipNorm),
                in.flag("checkpoint_activations", DEFAULT.checkpointActivations));
    }

    void check(Problems problems) {
        problems.require(
                accumulate >= 1 && accumulate <= 65_536,
                "workbench.step.accumulate",
                accumulate,
                "from 1 to 65536; 1 makes a step of every batch");
        problems.require(
                clipNorm >= 0 && clipNorm <= 1e9,
                "workbench.step.clip_norm",
                clipNorm,
                "from 0 to 1000000000; 1.0 is usual and 0.0 clips nothing");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("accumulate", accumulate);
        map.put("clip_norm", clipNorm);
        map.put("checkpoint_activations", checkpointActivations);
        return map;
    }
}
