package ijepa.core.run;

import java.util.List;
import java.util.Optional;

import ijepa.core.image.ImageFolder;
import ijepa.core.tensor.ComputeDevice;

/**
 * What a run is to do, whatever it trains.
 *
 * @param kind          what it trains
 * @param directory     where it is kept
 * @param resume        whether to go on with the run that is there
 * @param acceptChanges whether a resumed run may go on with other settings or pictures than it was started with
 * @param parameters    all settings as YAML, for {@link RunDirectory#parameters(RunKind)}
 * @param fingerprint   of what decides a number
 * @param summary       the settings in a few lines for people
 * @param pictures      to learn from
 * @param epochs        of the whole run, the last one perhaps not whole
 * @param maxUnreadable share of the pictures that may be unusable before the run ends, from 0 to 1; 1 never ends it
 * @param checkpoints   when to write and what to keep
 * @param device        to compute on
 * @param threads       for the networks on the processor; 0 leaves it to the engine, or to the checkpoint that is gone on
 *     from
 * @param officialLog   what the name of the published code's log begins with, for a run that keeps one
 */
public record RunOrder(
        RunKind kind,
        RunDirectory directory,
        boolean resume,
        boolean acceptChanges,
        String parameters,
        Fingerprint fingerprint,
        List<String> summary,
        ImageFolder pictures,
        int epochs,
        double maxUnreadable,
        CheckpointPolicy checkpoints,
        ComputeDevice device,
        int threads,
        Optional<String> officialLog) {}
