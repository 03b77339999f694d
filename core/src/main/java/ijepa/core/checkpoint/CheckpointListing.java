package ijepa.core.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import ijepa.core.InputException;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.Network;
import ijepa.core.model.PredictorSpec;

/**
 * What a checkpoint holds, is lacking and has in vain, in full. It outlives the checkpoint that it was made from.
 *
 * @param file      what the checkpoint is called in messages
 * @param format    its kind for people
 * @param networks  all three in their order, those that are not there too
 * @param details   epoch, loss and the like
 * @param optimizer the optimiser's state in words; empty where there is none
 * @param missing   tensors that the model needs and the file lacks
 * @param unused    tensors that neither the model nor its training has a use for
 * @param misshapen tensors of another shape than the model needs, each in a line that says both
 */
public record CheckpointListing(
        String file,
        String format,
        List<Held> networks,
        SequencedMap<String, String> details,
        Optional<String> optimizer,
        List<String> missing,
        List<String> unused,
        List<String> misshapen) {

    /**
     * What the file itself holds of a network.
     *
     * @param size       width, blocks and heads in words
     * @param tensors    0 where there is none of it
     * @param parameters number of values
     * @param types      element types with the number of tensors of each
     */
    public record Held(
            Network network, String size, int tensors, long parameters, SequencedMap<String, Integer> types) {

        public Held {
            types = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(types));
        }

        /** The network's name in lower case with spaces. */
        public String title() {
            return network.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        public boolean isThere() {
            return tensors > 0;
        }
    }

    public CheckpointListing {
        networks = List.copyOf(networks);
        details = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(details));
        missing = List.copyOf(missing);
        unused = List.copyOf(unused);
        misshapen = List.copyOf(misshapen);
    }

    /** Reads descriptions only, whatever the size. */
    static CheckpointListing of(Checkpoint checkpoint) {
        List<Held> networks = new ArrayList<>();
        for (Network network : Network.values()) {
            networks.add(held(checkpoint, network));
        }
        return new CheckpointListing(
                checkpoint.name(),
                checkpoint.format().title(),
                networks,
                new LinkedHashMap<>(checkpoint.details()),
                optimizer(checkpoint),
                checkpoint.missing(),
                checkpoint.unexpected(),
                checkpoint.misshapen());
    }

    private static Held held(Checkpoint checkpoint, Network network) {
        int tensors = 0;
        long parameters = 0;
        SequencedMap<String, Integer> types = new LinkedHashMap<>();
        for (Map.Entry<String, StoredTensor> entry : checkpoint.tensors().entrySet()) {
            if (entry.getKey().startsWith(network.prefix())) {
                tensors++;
                parameters += entry.getValue().elements();
                types.merge(entry.getValue().type().title(), 1, Integer::sum);
            }
        }
        return new Held(network, size(checkpoint, network), tensors, parameters, types);
    }

    private static String size(Checkpoint checkpoint, Network network) {
        if (network == Network.PREDICTOR) {
            return checkpoint.spec().predictor().map(CheckpointListing::size).orElse("");
        }
        EncoderSpec encoder = checkpoint.spec().encoder();
        return "width " + encoder.embedDim() + ", " + encoder.depth() + " blocks, " + encoder.heads() + " heads";
    }

    private static String size(PredictorSpec predictor) {
        return "width " + predictor.dim() + ", " + predictor.depth() + " blocks, " + predictor.heads() + " heads";
    }

    /** One that is of no use leaves the networks usable, so it is only told. */
    private static Optional<String> optimizer(Checkpoint checkpoint) {
        try {
            return checkpoint.optimizer().map(state -> {
                long steps = state.moments().values().stream()
                        .mapToLong(OptimizerState.Moments::step)
                        .max()
                        .orElse(0);
                return state.moments().size() + " parameters after " + steps + (steps == 1 ? " step" : " steps");
            });
        } catch (InputException unusable) {
            return Optional.of("of no use: " + unusable.getMessage());
        }
    }

    /** Whether the model can be loaded from it. */
    public boolean isWhole() {
        return missing.isEmpty() && misshapen.isEmpty();
    }

    /** Whether the file holds a network. */
    public boolean has(Network network) {
        return networks.stream().anyMatch(held -> held.network() == network && held.isThere());
    }

    /** What the networks that are not there mean for what can be asked, in sentences; none where all are there. */
    public List<String> consequences() {
        List<String> lines = new ArrayList<>();
        if (!has(Network.PREDICTOR)) {
            lines.add("No predictor in it: predictions, errors, sweeps and neighbours are not available");
            if (has(Network.ENCODER) != has(Network.TARGET_ENCODER)) {
                lines.add("Its one encoder stands for both");
            }
        }
        return lines;
    }

    /** The same in a few lines: what was found, what it means, and how much is missing or unused. */
    public List<String> inShort() {
        List<String> lines = new ArrayList<>();
        lines.add(format + " with "
                + String.join(
                        ", ",
                        networks.stream().filter(Held::isThere).map(Held::title).toList()));
        lines.addAll(consequences());
        add(lines, "Missing", missing);
        add(lines, "Unused", unused);
        return lines;
    }

    private static void add(List<String> lines, String title, List<String> names) {
        if (!names.isEmpty()) {
            int more = names.size() - 1;
            lines.add(title + ": " + names.getFirst()
                    + (more == 0 ? "" : " and " + more + (more == 1 ? " more tensor" : " more tensors")));
        }
    }
}
