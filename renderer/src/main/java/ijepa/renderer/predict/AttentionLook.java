package ijepa.renderer.predict;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.AttentionMaps;
import ijepa.core.model.ForwardPass;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.Network;
import ijepa.renderer.map.AttentionRollout;
import ijepa.renderer.map.MapPanel;

/**
 * Attention from any patch, once computed and then read as fast as a pointer moves: what one token takes from each other in
 * one layer, or in all of them together (rollout).
 */
public final class AttentionLook {

    private final MaskLayout layout;
    private final Network network;
    private final String title;
    private final List<AttentionMaps> maps;
    private final Optional<AttentionChoice> choice;

    private AttentionLook(
            MaskLayout layout,
            Network network,
            String title,
            List<AttentionMaps> maps,
            Optional<AttentionChoice> choice) {
        this.layout = layout;
        this.network = network;
        this.title = title;
        this.maps = maps;
        this.choice = choice;
    }

    /**
     * Looks into one layer.
     *
     * @param block index of the target block that the predictor is asked for; the encoders do not look at it
     */
    public static AttentionLook of(
            InspectableModel model, ImageTensor image, MaskLayout layout, AttentionChoice choice, int block) {
        choice.require(model.spec());
        ForwardPass pass = pass(choice.network(), image, layout, block);
        return new AttentionLook(
                layout,
                choice.network(),
                choice.title(),
                List.of(model.attention(pass, choice.layer())),
                Optional.of(choice));
    }

    /** Looks through all layers at once. */
    public static AttentionLook rollout(
            InspectableModel model, ImageTensor image, MaskLayout layout, Network network, int block) {
        return new AttentionLook(
                layout,
                network,
                AttentionChoice.title(network) + ", rollout",
                model.meanAttention(pass(network, image, layout, block)),
                Optional.empty());
    }

    private static ForwardPass pass(Network network, ImageTensor image, MaskLayout layout, int block) {
        return switch (network) {
            case ENCODER -> ForwardPass.context(image, layout);
            case TARGET_ENCODER ->
                ForwardPass.whole(network, image, layout.grid().size());
            case PREDICTOR -> ForwardPass.predictor(image, layout, block);
        };
    }

    /** The first target block that has a patch; the first of all where none has. */
    public static int blockOf(MaskLayout layout, int patch) {
        for (int m = 0; m < layout.targets().size(); m++) {
            if (Arrays.binarySearch(layout.targetPatches(m), patch) >= 0) {
                return m;
            }
        }
        return 0;
    }

    /** A patch that the network gets: in the middle of a target block, or of the context for the context encoder. */
    public static int middle(Network network, MaskLayout layout, int block) {
        boolean asked = network != Network.ENCODER
                && block >= 0
                && block < layout.targets().size();
        int[] patches = asked ? layout.targetPatches(block) : layout.contextPatches();
        return patches[patches.length / 2];
    }

    /** Whether a patch is among the network's tokens, so that there is attention from it. */
    public boolean sees(int patch) {
        return maps.getFirst().token(patch) >= 0;
    }

    /** What one patch's token takes from each patch, {@code [N]}; no number where no token is. Sums to 1. */
    public double[] from(int patch) {
        AttentionMaps first = maps.getFirst();
        int token = first.token(patch);
        int size = layout.grid().size();
        if (token < 0) {
            double[] nothing = new double[size];
            Arrays.fill(nothing, Double.NaN);
            return nothing;
        }
        double[] row;
        if (choice.isEmpty()) {
            row = AttentionRollout.from(maps, token);
        } else if (choice.get().head() == AttentionChoice.MEAN) {
            row = first.meanRow(token);
        } else {
            row = first.row(choice.get().head() - 1, token);
        }
        return first.onGrid(row, size);
    }

    /** The same as a panel. */
    public MapPanel panel(int patch) {
        return MapPanel.ofShares(title, layout.grid(), from(patch), "share of attention from patch " + patch);
    }

    public Network network() {
        return network;
    }
}
