package ijepa.renderer.predict;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.Embeddings;
import ijepa.core.model.ForwardPass;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.Network;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.LossSpace;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.map.UnitVectors;

/**
 * Features of any layer on the patch grid, in colours of their own: the context encoder's on the context, the target
 * encoder's on the whole image, the predictor's mask tokens on the target blocks.
 *
 * @param layer    from 1
 * @param patches  the patch of each vector; where blocks overlap a patch comes again, and the first counts
 * @param features {@code [S, W]} as computed
 * @param normal   the same after a layer norm without affine, which is what colours and similarities are of
 * @param panel    their first three principal components
 */
public record LayerLook(
        MaskLayout layout,
        Network network,
        int layer,
        int[] patches,
        Embeddings features,
        UnitVectors normal,
        MapPanel panel) {

    /**
     * Looks into a layer.
     *
     * @throws ijepa.core.InputException when there is no such layer, no predictor, or nothing to see
     */
    public static LayerLook of(
            InspectableModel model, ImageTensor image, MaskLayout layout, Network network, int layer) {
        return switch (network) {
            case ENCODER -> {
                ForwardPass pass = ForwardPass.context(image, layout);
                yield of(layout, network, layer, pass.patches(), model.features(pass, layer));
            }
            case TARGET_ENCODER -> {
                ForwardPass pass =
                        ForwardPass.whole(network, image, layout.grid().size());
                yield of(layout, network, layer, pass.patches(), model.features(pass, layer));
            }
            case PREDICTOR -> ofPredictor(model, image, layout, layer);
        };
    }

    private static LayerLook ofPredictor(InspectableModel model, ImageTensor image, MaskLayout layout, int layer) {
        int[] patches = new int[0];
        float[] values = new float[0];
        int width = 1;
        for (int m = 0; m < Math.max(1, layout.targets().size()); m++) {
            ForwardPass pass = ForwardPass.predictor(image, layout, m);
            Embeddings all = model.features(pass, layer);
            int seen = pass.seen().length;
            Embeddings asked = all.rows(IntStream.range(seen, all.count()).toArray());
            width = asked.dimension();
            patches = IntStream.concat(IntStream.of(patches), IntStream.of(pass.asked()))
                    .toArray();
            int before = values.length;
            values = Arrays.copyOf(values, before + asked.values().length);
            System.arraycopy(asked.values(), 0, values, before, asked.values().length);
        }
        return of(layout, Network.PREDICTOR, layer, patches, new Embeddings(patches.length, width, values));
    }

    private static LayerLook of(MaskLayout layout, Network network, int layer, int[] patches, Embeddings features) {
        Embeddings normal = LossSpace.normalise(features);
        int[] colours = EmbeddingColours.fit(List.of(normal)).of(normal);
        int[] cells = new int[layout.grid().size()];
        for (int i = patches.length - 1; i >= 0; i--) {
            cells[patches[i]] = colours[i];
        }
        String title = AttentionChoice.title(network) + ", layer " + layer;
        return new LayerLook(
                layout,
                network,
                layer,
                patches,
                features,
                new UnitVectors(normal),
                MapPanel.ofColours(title, layout.grid(), cells));
    }

    /** Cosine similarity {@code [N]} of one patch to every patch in this layer; no number where the network has none. */
    public double[] similarities(int patch) {
        double[] cells = new double[layout.grid().size()];
        Arrays.fill(cells, Double.NaN);
        for (int at = 0; at < patches.length; at++) {
            if (patches[at] == patch) {
                double[] similar = normal.similarities(normal, at);
                for (int i = patches.length - 1; i >= 0; i--) {
                    cells[patches[i]] = similar[i];
                }
                return cells;
            }
        }
        return cells;
    }
}
