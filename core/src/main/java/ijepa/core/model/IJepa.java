package ijepa.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;

/**
 * The three networks together on one device. Predicting may be done by several threads at once; closing waits for
 * nobody, so close when no prediction runs.
 */
public final class IJepa implements InspectableModel, AutoCloseable {

    private final ModelSpec spec;
    private final ComputeDevice device;
    private final Precision precision;
    private final Kernels kernels;
    private final NDManager manager;
    private final VisionTransformer encoder;
    private final VisionTransformer targetEncoder;
    private final Optional<Predictor> predictor;
    private final ModelInspection inspection;
    /** Layouts change while an image stays: its target encoding is kept for the image that was asked for last. */
    private volatile EncodedImage lastEncoded;

    private volatile String digest;

    private IJepa(
            ModelSpec spec, ParameterSource source, ComputeDevice device, Precision precision, NDManager manager) {
        this.spec = spec;
        this.device = device;
        this.precision = precision;
        this.manager = manager;
        kernels = TensorEngine.start().kernels(device);
        EncoderSpec shape = spec.encoder();
        NetworkParameters ofEncoder = NetworkParameters.read(
                manager, Network.ENCODER, VisionTransformer.shapes(shape), source, Role.PARAMETER);
        encoder = new VisionTransformer(shape, ofEncoder, manager, kernels, Role.PARAMETER);
        targetEncoder = source.hasOneEncoder()
                ? new VisionTransformer(
                        shape, ofEncoder.standingFor(Network.TARGET_ENCODER), manager, kernels, Role.PARAMETER)
                : new VisionTransformer(
                        shape,
                        NetworkParameters.read(
                                manager, Network.TARGET_ENCODER, VisionTransformer.shapes(shape), source, Role.TARGET),
                        manager,
                        kernels,
                        Role.TARGET);
        predictor = spec.predictor()
                .map(small -> new Predictor(
                        shape,
                        small,
                        NetworkParameters.read(
                                manager, Network.PREDICTOR, Predictor.shapes(shape, small), source, Role.PARAMETER),
                        manager,
                        kernels));
        inspection = new ModelInspection(this, manager);
    }

    /**
     * Puts a model on a device.
     *
     * @throws InputException when the source lacks a parameter or has it in another size
     */
    public static IJepa load(ModelSpec spec, ParameterSource source, ComputeDevice device, Precision precision) {
        NDManager manager = TensorEngine.start().newManager(device);
        try {
            return new IJepa(spec, source, device, precision, manager);
        } catch (RuntimeException | Error failure) {
            // What was loaded before the damage, or before the user changed their mind.
            manager.close();
            throw failure;
        }
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    /** {@inheritDoc} Of the weights as they were when it was first asked for. */
    @Override
    public String digest() {
        if (digest == null) {
            digest = WeightsDigest.of(this);
        }
        return digest;
    }

    public ComputeDevice device() {
        return device;
    }

    public Precision precision() {
        return precision;
    }

    public Kernels kernels() {
        return kernels;
    }

    public VisionTransformer encoder() {
        return encoder;
    }

    public VisionTransformer targetEncoder() {
        return targetEncoder;
    }

    /** Absent where only encoders were loaded. */
    public Optional<Predictor> predictor() {
        return predictor;
    }

    /** A manager for arrays of one piece of work; closing it frees them. */
    public NDManager newScope() {
        return manager.newSubManager();
    }

    /** The patch grid of an image of this size. */
    public PatchGrid grid(ImageTensor image) {
        return PatchGrid.ofImage(image.height(), image.width(), spec.encoder().patchSize());
    }

    /** The predictor, where one was loaded. */
    Predictor requirePredictor() {
        return predictor.orElseThrow(
                () -> new InputException(
                        "This checkpoint holds an encoder but no predictor, so nothing can be predicted: open one with all three networks."));
    }

    @Override
    public Prediction predict(ImageTensor image, MaskLayout layout) {
        Predictor network = requirePredictor();
        PatchGrid grid = grid(image);
        if (!grid.equals(layout.grid())) {
            throw new InputException("The layout is for a grid of "
                    + layout.grid().rows() + " x " + layout.grid().columns() + " patches, but the image gives "
                    + grid.rows() + " x " + grid.columns()
                    + ": draw blocks on that grid (Masks, Grid), or open a model of this one.");
        }
        int[] contextPatches = layout.contextPatches();
        if (contextPatches.length == 0) {
            throw new InputException(
                    "No context patch is left outside the targets: make the context larger or move a target.");
        }
        if (!layout.isPredictable()) {
            throw new InputException("There is no target block to predict: draw at least one.");
        }
        EncodedImage encoded = encode(image, grid);
        try (NDManager scope = newScope()) {
            NDArray patches = encoder.patchify(scope, upload(scope, image), precision);
            NDArray contextIndex = index(scope, contextPatches);
            NDArray context = encoder.forwardAt(scope, patches, contextIndex, grid, precision);
            List<Prediction.BlockPrediction> blocks = new ArrayList<>();
            for (int m = 0; m < layout.targets().size(); m++) {
                int[] targetPatches = layout.targetPatches(m);
                try (NDManager blockScope = scope.newSubManager()) {
                    NDArray predicted = network.forward(
                            blockScope, context, contextIndex, index(blockScope, targetPatches), grid, precision);
                    blocks.add(new Prediction.BlockPrediction(
                            targetPatches, encoded.normalised.rows(targetPatches), download(predicted)));
                }
            }
            return new Prediction(layout, image, download(context), encoded.full, blocks);
        }
    }

    @Override
    public List<Embeddings> predictBlocks(
            ImageTensor image, int[] context, List<int[]> targetBlocks, Progress progress) {
        return inspection.predictBlocks(image, context, targetBlocks, progress);
    }

    @Override
    public List<Embeddings> predictUntrained(Prediction prediction) {
        return inspection.predictUntrained(prediction);
    }

    @Override
    public Embeddings features(ForwardPass pass, int layer) {
        return inspection.features(pass, layer);
    }

    @Override
    public AttentionMaps attention(ForwardPass pass, int layer) {
        return inspection.attention(pass, layer);
    }

    @Override
    public List<AttentionMaps> meanAttention(ForwardPass pass) {
        return inspection.meanAttention(pass);
    }

    @Override
    public Embeddings encodeTarget(ImageTensor image) {
        return encode(image, grid(image)).full;
    }

    private EncodedImage encode(ImageTensor image, PatchGrid grid) {
        EncodedImage last = lastEncoded;
        if (last != null && last.image == image) {
            return last;
        }
        try (NDManager scope = newScope()) {
            NDArray patches = targetEncoder.patchify(scope, upload(scope, image), precision);
            NDArray full = targetEncoder.forward(scope, patches, grid, precision);
            EncodedImage encoded =
                    new EncodedImage(image, download(full), download(kernels.normaliseTargets(scope, full)));
            lastEncoded = encoded;
            return encoded;
        }
    }

    static NDArray upload(NDManager scope, ImageTensor image) {
        return scope.create(image.values(), new Shape(1, 3, image.height(), image.width()));
    }

    static NDArray index(NDManager scope, int[] patches) {
        return scope.create(Arrays.stream(patches).asLongStream().toArray(), new Shape(1, patches.length));
    }

    static Embeddings download(NDArray tokens) {
        Shape shape = tokens.getShape();
        return new Embeddings((int) shape.get(1), (int) shape.get(2), tokens.toFloatArray());
    }

    @Override
    public void close() {
        manager.close();
    }

    /**
     * An image as the target encoder sees it.
     *
     * @param full       {@code [N, D]}
     * @param normalised the same after the layer norm without affine
     */
    private record EncodedImage(ImageTensor image, Embeddings full, Embeddings normalised) {}
}
