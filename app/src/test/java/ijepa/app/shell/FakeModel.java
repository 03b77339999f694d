package ijepa.app.shell;

import java.util.ArrayList;
import java.util.List;

import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.AttentionMaps;
import ijepa.core.model.Embeddings;
import ijepa.core.model.ForwardPass;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.LossSpace;

/** What can be asked of a model without an engine: functions of patches, and attention that falls with their distance. */
final class FakeModel implements InspectableModel {

    private final FakeCheckpoint checkpoint;

    FakeModel(FakeCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public ModelSpec spec() {
        return checkpoint.spec();
    }

    @Override
    public String digest() {
        return checkpoint.name();
    }

    @Override
    public Prediction predict(ImageTensor image, MaskLayout layout) {
        return checkpoint.predict(image, layout);
    }

    @Override
    public List<Embeddings> predictBlocks(ImageTensor image, int[] context, List<int[]> blocks, Progress progress) {
        progress.reached(0.5);
        List<Embeddings> predicted = new ArrayList<>();
        // The more is seen, the less the shift.
        blocks.forEach(block ->
                predicted.add(LossSpace.normalise(FakeCheckpoint.embed(image, block, 1 + 64 - context.length))));
        return predicted;
    }

    @Override
    public List<Embeddings> predictUntrained(Prediction prediction) {
        return prediction.blocks().stream()
                .map(block -> FakeCheckpoint.embed(prediction.image(), block.patches(), 7))
                .toList();
    }

    @Override
    public Embeddings encodeTarget(ImageTensor image) {
        int[] all = new int[64];
        for (int patch = 0; patch < all.length; patch++) {
            all[patch] = patch;
        }
        return FakeCheckpoint.embed(image, all, 0);
    }

    @Override
    public Embeddings features(ForwardPass pass, int layer) {
        return FakeCheckpoint.embed(pass.image(), pass.patches(), 0);
    }

    @Override
    public AttentionMaps attention(ForwardPass pass, int layer) {
        int[] patches = pass.patches();
        float[] weights = new float[patches.length * patches.length];
        for (int from = 0; from < patches.length; from++) {
            float sum = 0;
            for (int to = 0; to < patches.length; to++) {
                float weight = 1f / (1 + layer * Math.abs(patches[from] - patches[to]));
                weights[from * patches.length + to] = weight;
                sum += weight;
            }
            for (int to = 0; to < patches.length; to++) {
                weights[from * patches.length + to] /= sum;
            }
        }
        return new AttentionMaps(layer, 1, patches, weights);
    }

    @Override
    public List<AttentionMaps> meanAttention(ForwardPass pass) {
        return List.of(attention(pass, 1));
    }
}
