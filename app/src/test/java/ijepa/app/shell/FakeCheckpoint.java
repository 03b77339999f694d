package ijepa.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.Embeddings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.Prediction;
import ijepa.core.model.PredictorSpec;
import ijepa.renderer.map.LossSpace;

/**
 * A model without an engine. A patch's target embedding is a function of the patch and the image; a prediction is that of
 * the patch to the right, so that it is never exact.
 */
public final class FakeCheckpoint implements OpenCheckpoint {

    private static final int DIMENSION = 8;

    private final String name;
    private final Optional<Path> file;
    private volatile boolean closed;
    private volatile int predictions;

    public FakeCheckpoint(String name, Optional<Path> file) {
        this.name = name;
        this.file = file;
    }

    public static FakeCheckpoint bundled() {
        return new FakeCheckpoint("fake", Optional.empty());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Path> file() {
        return file;
    }

    @Override
    public ModelSpec spec() {
        return new ModelSpec(new EncoderSpec(64, 8, DIMENSION, 1, 1, 4), new PredictorSpec(4, 1, 1));
    }

    @Override
    public Prediction predict(ImageTensor image, MaskLayout layout) {
        if (closed) {
            throw new IllegalStateException("The weights are freed.");
        }
        if (!layout.isPredictable()) {
            throw new InputException("No context patch is left.");
        }
        predictions++;
        int[] all = new int[layout.grid().size()];
        for (int patch = 0; patch < all.length; patch++) {
            all[patch] = patch;
        }
        List<Prediction.BlockPrediction> blocks = new ArrayList<>();
        for (int m = 0; m < layout.targets().size(); m++) {
            int[] patches = layout.targetPatches(m);
            blocks.add(new Prediction.BlockPrediction(
                    patches,
                    LossSpace.normalise(embed(image, patches, 0)),
                    LossSpace.normalise(embed(image, patches, 1))));
        }
        return new Prediction(layout, image, embed(image, layout.contextPatches(), 0), embed(image, all, 0), blocks);
    }

    /** As of a file that lacks nothing and has one tensor in vain. */
    @Override
    public Optional<CheckpointListing> listing() {
        List<CheckpointListing.Held> networks = new ArrayList<>();
        for (Network network : Network.values()) {
            networks.add(new CheckpointListing.Held(
                    network, "width 8, 1 blocks, 1 heads", 10, 1234, new LinkedHashMap<>(Map.of("float32", 10))));
        }
        return file.map(path -> new CheckpointListing(
                path.toString(),
                "safetensors",
                networks,
                new LinkedHashMap<>(Map.of("epoch", "7")),
                Optional.empty(),
                List.of(),
                List.of("encoder.cls_token"),
                List.of()));
    }

    @Override
    public InspectableModel inspectable() {
        return new FakeModel(this);
    }

    static Embeddings embed(ImageTensor image, int[] patches, int shift) {
        float[] values = new float[patches.length * DIMENSION];
        for (int i = 0; i < patches.length; i++) {
            for (int k = 0; k < DIMENSION; k++) {
                values[i * DIMENSION + k] =
                        (float) Math.sin((patches[i] + shift) * (0.3 + 0.17 * k) + k + image.values()[0]);
            }
        }
        return new Embeddings(patches.length, DIMENSION, values);
    }

    /** How many predictions were made. */
    public int predictions() {
        return predictions;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
