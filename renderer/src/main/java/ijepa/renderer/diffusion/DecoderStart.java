package ijepa.renderer.diffusion;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import ijepa.core.model.NetworkName;
import ijepa.core.model.ParameterSource;
import ijepa.core.train.Position;

/**
 * Where a decoder's training starts: fresh, exactly where another left off, or from another's weights alone.
 *
 * @param weights      of the network and its average
 * @param online       what names of the learning network start with there
 * @param average      what those of its average start with
 * @param optimizer    moments and step counts; zeros where empty
 * @param scale        of conditions; measured where empty, and for kinds that were not learnt
 * @param sketch       of conditions where one is wanted; measured as the scale is
 * @param learnt       conditions that the weights know already; empty for none
 * @param position     steps done in this run
 * @param earlierSteps steps that the weights were trained for before this run
 */
record DecoderStart(
        ParameterSource weights,
        NetworkName online,
        NetworkName average,
        Optional<ParameterSource> optimizer,
        Optional<ConditionScale> scale,
        Optional<Sketch> sketch,
        Optional<LearntConditions> learnt,
        Position position,
        long earlierSteps) {

    /** Of names that start with nothing. */
    static final NetworkName PLAIN = () -> "";

    /** The beginning, with weights drawn from a seed. */
    static DecoderStart fresh(DecoderSpec spec, long seed) {
        return new DecoderStart(
                new UNetInitialisation(spec.unet(), seed),
                PLAIN,
                PLAIN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Position.START,
                0);
    }

    /**
     * A new run from a decoder's weights; one that holds only the average starts from that.
     *
     * @param sketch whether the new network takes a sketch
     */
    static DecoderStart ofWeights(DecoderFile.Stored stored, boolean sketch) {
        boolean learns = stored.names().stream().anyMatch(name -> name.startsWith(DecoderTrainingStep.UNET.prefix()));
        return new DecoderStart(
                sketch && !stored.spec().unet().hasSketch() ? new AddedInputs(stored) : stored,
                learns ? DecoderTrainingStep.UNET : DecoderTrainingStep.AVERAGE,
                DecoderTrainingStep.AVERAGE,
                Optional.empty(),
                Optional.of(stored.conditioning().scale()),
                sketch ? stored.conditioning().sketch() : Optional.empty(),
                Optional.of(stored.conditioning().learnt()),
                Position.START,
                stored.step());
    }

    /** A new run of a network with one level more than the decoder has. */
    static DecoderStart ofSmaller(DecoderFile.Stored stored, boolean sketch, long seed) {
        DecoderStart start = ofWeights(stored, sketch);
        Set<String> prefixes = new LinkedHashSet<>(List.of(start.online.prefix(), start.average.prefix()));
        return new DecoderStart(
                new AddedLevel(start.weights, stored.spec().unet().withSketch(sketch), prefixes, seed),
                start.online,
                start.average,
                start.optimizer,
                start.scale,
                start.sketch,
                start.learnt,
                start.position,
                start.earlierSteps);
    }

    /** The same for embeddings of other weights, whose scale and sketches are measured. */
    DecoderStart forOtherEmbeddings() {
        return new DecoderStart(
                weights,
                online,
                average,
                optimizer,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                position,
                earlierSteps);
    }

    /** The same run, from what it wrote at a position. */
    static DecoderStart ofCheckpoint(DecoderFile.Stored stored, Position position) {
        return new DecoderStart(
                stored,
                DecoderTrainingStep.UNET,
                DecoderTrainingStep.AVERAGE,
                Optional.of(stored),
                Optional.of(stored.conditioning().scale()),
                stored.conditioning().sketch(),
                Optional.of(stored.conditioning().learnt()),
                position,
                stored.step() - position.step());
    }

    /** Steps that the weights were trained for in all. */
    long trainedSteps() {
        return position.step() + earlierSteps;
    }
}
