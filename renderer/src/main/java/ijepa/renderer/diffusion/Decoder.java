package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.checkpoint.StateDictFile;
import ijepa.core.image.Image;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.NetworkName;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Lanes;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;

/** A trained decoder on a device. Samples may be drawn by several threads at once. */
public final class Decoder implements AutoCloseable {

    private final DecoderSpec spec;
    private final Conditioning conditioning;
    private final long step;
    private final NDManager manager;
    private final Lanes lanes;
    private final UNet network;
    private final NoiseSchedule training;

    private Decoder(
            DecoderSpec spec,
            Conditioning conditioning,
            long step,
            NDManager manager,
            UNet network,
            ComputeDevice device) {
        this.spec = spec;
        this.conditioning = conditioning;
        this.step = step;
        this.manager = manager;
        this.network = network;
        lanes = Lanes.on(device);
        training = NoiseSchedule.of(spec.schedule(), spec.steps());
    }

    /** A decoder whose network belongs to somebody else and may change between samples. */
    static Decoder of(DecoderSpec spec, Conditioning conditioning, long step, UNet network, ComputeDevice device) {
        NDManager manager =
                network.parameters().all().values().iterator().next().getManager();
        return new Decoder(spec, conditioning, step, manager.newSubManager(), network, device);
    }

    /**
     * Loads a decoder's averaged weights, or published ones as {@link PublishedWeights#PUBLISHED} has it.
     *
     * @throws InputException when the file is none, or damaged
     */
    public static Decoder load(Path file, ComputeDevice device, Precision precision) {
        return load(file, PublishedWeights.PUBLISHED, device, precision);
    }

    /**
     * Loads a decoder's averaged weights, or those that the published code wrote.
     *
     * @param unseen what published weights do not show
     * @throws InputException when the file is none, or damaged, or not published ones for which this is said
     */
    public static Decoder load(Path file, PublishedWeights unseen, ComputeDevice device, Precision precision) {
        if (StateDictFile.isArchive(file)) {
            try (StateDictFile stored = StateDictFile.open(file)) {
                DecoderSpec spec = PublishedDecoder.spec(stored, unseen);
                return load(
                        spec, Conditioning.none(spec.embeddingDim()), 0, stored, DecoderStart.PLAIN, device, precision);
            }
        }
        DecoderFile.Stored own = DecoderFile.open(file);
        if (!unseen.equals(PublishedWeights.PUBLISHED)) {
            own.close();
            throw new InputException(
                    file + " says itself how it was trained: options for published weights, --decoder-size"
                            + " and the like, do not go with it.");
        }
        return load(own, device, precision);
    }

    /** Loads a decoder's averaged weights from its open file, and closes that. */
    static Decoder load(DecoderFile.Stored file, ComputeDevice device, Precision precision) {
        try (DecoderFile.Stored stored = file) {
            return load(
                    stored.spec(),
                    stored.conditioning(),
                    stored.step(),
                    stored,
                    DecoderTrainingStep.AVERAGE,
                    device,
                    precision);
        }
    }

    private static Decoder load(
            DecoderSpec spec,
            Conditioning conditioning,
            long step,
            ParameterSource weights,
            NetworkName name,
            ComputeDevice device,
            Precision precision) {
        NDManager manager = TensorEngine.start().newManager(device);
        try {
            UNet network = UNet.load(spec.unet(), weights, name, Role.PARAMETER, manager, device, precision);
            return new Decoder(spec, conditioning, step, manager, network, device);
        } catch (RuntimeException failure) {
            manager.close();
            throw failure;
        }
    }

    /** A decoder that has not learnt anything, to measure with. */
    public static Decoder untrained(DecoderSpec spec, long seed, ComputeDevice device, Precision precision) {
        NDManager manager = TensorEngine.start().newManager(device);
        DecoderStart start = DecoderStart.fresh(spec, seed);
        UNet network =
                UNet.load(spec.unet(), start.weights(), start.average(), Role.PARAMETER, manager, device, precision);
        return new Decoder(spec, Conditioning.none(spec.embeddingDim()), 0, manager, network, device);
    }

    public DecoderSpec spec() {
        return spec;
    }

    /** Numbers of its network. */
    public long parameterCount() {
        return network.parameters().all().values().stream()
                .mapToLong(array -> array.getShape().size())
                .sum();
    }

    /** Side of the coarse pictures that it makes of conditions, 0 for none. */
    public int sketchSide() {
        return conditioning.sketch().map(Sketch::side).orElse(0);
    }

    /** Which conditions it was trained with. */
    public LearntConditions learnt() {
        return conditioning.learnt();
    }

    /** Steps it was trained for; 0 where its file does not say it. */
    public long trainedSteps() {
        return step;
    }

    /**
     * Whether embeddings of a model mean to this decoder what they should.
     *
     * @return a warning where the decoder was trained with other weights
     * @throws InputException when the embeddings have another dimension
     */
    public Optional<String> fits(InspectableModel model) {
        return fits(spec, model);
    }

    /**
     * The same of a decoder that is only described.
     *
     * @throws InputException when the embeddings have another dimension
     */
    public static Optional<String> fits(DecoderSpec spec, InspectableModel model) {
        int dim = model.spec().encoder().embedDim();
        if (dim != spec.embeddingDim()) {
            throw new InputException("The decoder was made for embeddings of " + spec.embeddingDim()
                    + " numbers (" + spec.encoderName() + "), but this checkpoint's have " + dim
                    + ": use the decoder that was trained with it.");
        }
        if (spec.isPublished()) {
            return Optional.of("The decoder's file (" + spec.encoderName()
                    + ") does not say with which weights it was trained: it shows what these embeddings hold only if"
                    + " they were the same.");
        }
        return model.digest().equals(spec.encoder())
                ? Optional.empty()
                : Optional.of("The decoder was trained with other weights (" + spec.weights()
                        + "), so what it shows need not be what these embeddings hold.");
    }

    /**
     * What is to be sampled.
     *
     * @param embedding the pooled embedding, D numbers
     * @param seeds     one a sample
     * @param steps     to take, up to those of training
     * @param guidance  1 for none, as in the paper; more exaggerates the condition, and needs a decoder that was trained
     *     with some conditions dropped
     * @param known     pixels to keep; not part of the paper
     */
    public record Request(
            ConditionKind kind,
            float[] embedding,
            long[] seeds,
            Sampler sampler,
            int steps,
            double guidance,
            Optional<KnownPixels> known) {

        public Request {
            if (seeds.length == 0) {
                throw new InputException("There is nothing to sample: ask for at least 1 sample.");
            }
            if (steps < 1) {
                throw new InputException("Sampling needs at least 1 step, not " + steps + ".");
            }
            if (!(guidance >= 0)) {
                throw new InputException("Guidance is 0 or more, 1 for none, not " + guidance + ".");
            }
        }

        /** As in the paper: no guidance, no pixels known. */
        public Request(ConditionKind kind, float[] embedding, long[] seeds, Sampler sampler, int steps) {
            this(kind, embedding, seeds, sampler, steps, 1, Optional.empty());
        }

        private boolean isDrawnAs(Request other) {
            return kind == other.kind
                    && sampler.equals(other.sampler)
                    && steps == other.steps
                    && guidance == other.guidance
                    && known.equals(other.known);
        }
    }

    /** One sample: its condition and its noise. */
    private record Wanted(float[] condition, long seed) {}

    /**
     * Draws samples, all at once, or in smaller batches where the device has no memory for that.
     *
     * @param listener told of each step; its estimates can be made pictures with {@link #pictures}
     * @return one picture a seed, or nothing when the listener stopped it
     * @throws InputException when there are more steps than training had, the embedding has another dimension, the
     *     decoder was not trained with such conditions, or the device has no memory for one sample
     */
    public Optional<List<Image>> sample(Request request, SamplingListener listener) {
        return sample(List.of(request), listener);
    }

    /**
     * Draws the samples of several requests together.
     *
     * @param requests differ in embeddings and seeds only
     * @return the pictures of the first request, then of the next
     * @throws InputException as for one request
     */
    public Optional<List<Image>> sample(List<Request> requests, SamplingListener listener) {
        Request first = requests.getFirst();
        List<Wanted> wanted = new ArrayList<>();
        for (Request request : requests) {
            if (request.embedding.length != spec.embeddingDim()) {
                throw new InputException("The decoder takes embeddings of " + spec.embeddingDim() + " numbers, not "
                        + request.embedding.length + ".");
            }
            if (!request.isDrawnAs(first)) {
                throw new IllegalArgumentException("Samples drawn together are all drawn in the same way.");
            }
            // A published decoder's condition ends before the kind.
            float[] condition = Arrays.copyOf(
                    conditioning.scale().condition(request.kind, request.embedding),
                    spec.unet().conditionDim());
            for (long seed : request.seeds) {
                wanted.add(new Wanted(condition, seed));
            }
        }
        requireLearnt(first.kind, first.guidance);
        if (first.steps > spec.steps()) {
            throw new InputException("The decoder's process has " + spec.steps() + " steps, so sampling cannot take "
                    + first.steps + ".");
        }
        return SmallerBatches.run(wanted, part -> draw(part, first, listener), listener::smallerBatch);
    }

    /**
     * Looks whether it was trained with what is asked of it.
     *
     * @param guidance see {@link Request}
     * @throws InputException when it is known that it was not
     */
    public void requireLearnt(ConditionKind kind, double guidance) {
        learnt().lacks(kind).ifPresent(reason -> {
            throw new InputException(reason);
        });
        if (guidance != 1 && (spec.isPublished() || learnt().neverDropped())) {
            throw new InputException("Guidance is " + guidance + ", but the decoder (" + spec.encoderName()
                    + ") was not trained with conditions dropped, which guidance needs: leave it at 1.");
        }
    }

    private Optional<List<Image>> draw(List<Wanted> wanted, Request as, SamplingListener listener) {
        NoiseSchedule schedule = as.sampler.spaced(training, as.steps);
        List<Noise> noises =
                wanted.stream().map(sample -> Noise.ofSeed(sample.seed)).toList();
        try (NDManager scope = manager.newSubManager()) {
            return new Sampling(new Diffusion(schedule, network.kernels()), as.sampler, as.known)
                    .run(scope, denoiser(scope, wanted, as), spec.unet().imageSize(), noises, listener)
                    .map(this::pictures);
        }
    }

    /** Pictures of what a listener is given. */
    public List<Image> pictures(float[] values) {
        return PixelRange.images(values, spec.unet().imageSize());
    }

    private Denoiser denoiser(NDManager scope, List<Wanted> wanted, Request as) {
        boolean guided = as.guidance != 1;
        List<float[]> rows = new ArrayList<>();
        wanted.forEach(sample -> rows.add(sample.condition));
        for (int i = 0; guided && i < wanted.size(); i++) {
            rows.add(conditioning.scale().dropped(as.kind));
        }
        int dim = spec.unet().conditionDim();
        float[] values = new float[rows.size() * dim];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * dim, dim);
        }
        List<Lanes.Rows> split = lanes.split(rows.size());
        List<NDArray> conditions = split.stream()
                .map(part -> scope.create(
                        Arrays.copyOfRange(values, part.from() * dim, part.to() * dim), new Shape(part.count(), dim)))
                .toList();
        UNet.Pass pass = network.ready(scope);
        // A respaced schedule's steps keep their noise and go by their numbers in that of training.
        Diffusion process = new Diffusion(training, network.kernels());
        Optional<NDArray> sketches = conditioning
                .sketch()
                .map(sketch -> sketch.pictures(
                        scope, network.kernels(), values, dim, spec.unet().imageSize()));
        return (own, x, timestep) -> {
            NDArray twice = guided ? x.concat(x, 0) : x;
            NDArray both = sketches.map(all -> twice.concat(all, 1)).orElse(twice);
            List<Supplier<NDArray>> work = new ArrayList<>();
            for (int i = 0; i < split.size(); i++) {
                NDArray part = both.get(
                        new NDIndex("{}:{}", split.get(i).from(), split.get(i).to()));
                NDArray condition = conditions.get(i);
                float[] times = new float[split.get(i).count()];
                Arrays.fill(times, timestep);
                work.add(() -> predict(pass, own, part, times, condition));
            }
            NDArray output = NDArrays.concat(new NDList(lanes.run(work)));
            NDArray one = guided ? network.kernels().guide(own, output, as.guidance) : output;
            return spec.predicts().noise(process, own, one, x, Diffusion.same(timestep, wanted.size()));
        };
    }

    private static NDArray predict(UNet.Pass pass, NDManager own, NDArray x, float[] times, NDArray condition) {
        // What the network makes on its way is freed before the next step.
        try (NDManager inner = own.newSubManager()) {
            NDArray output = pass.forward(inner, x, inner.create(times), condition);
            output.attach(own);
            return output;
        }
    }

    @Override
    public void close() {
        lanes.close();
        manager.close();
    }
}
