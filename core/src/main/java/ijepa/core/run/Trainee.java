package ijepa.core.run;

import java.util.List;
import java.util.Map;

import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.image.ImageLoader;
import ijepa.core.train.Position;

/**
 * Something that is trained in steps, as a {@link TrainingRun} drives it. What decides the next step must be all in
 * {@link #state} and the settings: one that is made from a copy of the state is the same.
 */
public interface Trainee extends AutoCloseable {

    /** How far it is. */
    Position position();

    /** Steps of a whole epoch, which is one pass over the pictures. */
    int iterationsPerEpoch();

    /** Steps of the whole run; the last epoch may end with them before its time. */
    long totalSteps();

    /** Where its pictures come from. */
    ImageLoader loader();

    /**
     * Does the next step of the epoch.
     *
     * @throws ijepa.core.train.NonFiniteLossException when a loss or gradient is no number; nothing was updated then
     */
    Metric.OfStep step();

    /** Whether it goes on with something else than its checkpoint was made with, which must have been asked for. */
    default boolean goesOnChanged() {
        return false;
    }

    /** What else than losses a line of progress should say of the steps since the last one, of which there is at least one. */
    String details(List<Metric.OfStep> since);

    /** A step was done and recorded; no checkpoint holds it yet. */
    default void recorded() {}

    /** Whether the end of the epoch at hand takes long, as measuring does: then a checkpoint is worth having before. */
    default boolean epochEndsSlowly() {
        return false;
    }

    /**
     * All steps of an epoch are done: goes to the next one's beginning.
     *
     * @return what was measured then
     */
    List<Metric> closeEpoch();

    /** A checkpoint was written. */
    default void saved() {}

    /**
     * All that the next step depends on besides the settings.
     *
     * @param metadata to be put into the file
     */
    SafetensorsWriter state(Map<String, String> metadata);

    @Override
    void close();
}
