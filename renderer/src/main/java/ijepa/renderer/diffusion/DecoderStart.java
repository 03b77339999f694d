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
 * @param scale        of conditions; measured where empty
 * @param position     steps done in this run
 * @param earlierSteps steps that the weights were trained for before this run
 */
record DecoderStart(
        ParameterSource weights,
        NetworkName online,
        NetworkName average,
        Optional<ParameterSource> optimizer,
        Optional<ConditionScale> scale,
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
                Position.START,
                0);
    }

    /** A new run from a decoder's weights; one that holds only the average starts from that. */
    static DecoderStart ofWeights(DecoderFile.Stored stored) {
        boolean learns = stored.names().stream().anyMatch(name -> name.startsWith(DecoderTrainingStep.UNET.prefix()));
        return new DecoderStart(
                stored,
                learns ? DecoderTrainingStep.UNET : DecoderTrainingStep.AVERAGE,
                DecoderTrainingStep.AVERAGE,
                Optional.empty(),
                Optional.of(stored.scale()),
                Position.START,
                stored.step());
    }

    /** A new run of a network with one level more than the decoder has. */
    static DecoderStart ofSmaller(DecoderFile.Stored stored, long seed) {
        DecoderStart start = ofWeights(stored);
        Set<String> prefixes = new LinkedHashSet<>(List.of(start.online.prefix(), start.average.prefix()));
        return new DecoderStart(
                new AddedLevel(stored, stored.spec().unet(), prefixes, seed),
                start.online,
                start.average,
                start.optimizer,
                start.scale,
                start.position,
                start.earlierSteps);
    }

    /** The same run, from what it wrote at a position. */
    static DecoderStart ofCheckpoint(DecoderFile.Stored stored, Position position) {
        return new DecoderStart(
                stored,
                DecoderTrainingStep.UNET,
                DecoderTrainingStep.AVERAGE,
                Optional.of(stored),
                Optional.of(stored.scale()),
                position,
                stored.step() - position.step());
    }

    /** Steps that the weights were trained for in all. */
    long trainedSteps() {
        return position.step() + earlierSteps;
    }
}
