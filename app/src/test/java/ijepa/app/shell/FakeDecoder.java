package ijepa.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import ijepa.core.image.Image;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderSpec;
import ijepa.renderer.diffusion.LearntConditions;
import ijepa.renderer.diffusion.NetworkShape;

/** A decoder without an engine: a sample is one grey, told by its seed, and brighter with every step that is left. */
public final class FakeDecoder implements OpenDecoder {

    private static final int SIDE = 16;

    /** One call. */
    public record Call(ConditionKind kind, int requests, List<Long> seeds, int steps, double guidance) {}

    private final String encoder;
    private final int dimension;
    private final DecoderMachine machine;
    private final List<Call> calls = new ArrayList<>();
    private Runnable eachStep = () -> {};
    private RuntimeException failure;
    private LearntConditions learnt = LearntConditions.UNKNOWN;
    private int stepsTaken;
    private volatile boolean closed;

    /**
     * A decoder.
     *
     * @param encoder   digest of the weights it is for
     * @param dimension of their embeddings
     */
    public FakeDecoder(String encoder, int dimension) {
        this(encoder, dimension, DecoderMachine.USUAL);
    }

    FakeDecoder(String encoder, int dimension, DecoderMachine machine) {
        this.encoder = encoder;
        this.dimension = dimension;
        this.machine = machine;
    }

    /** One that fits {@link FakeCheckpoint#bundled}. */
    public static FakeDecoder fitting() {
        return new FakeDecoder("fake", 8);
    }

    /** Does something in the middle of every step. */
    public void duringSteps(Runnable action) {
        eachStep = action;
    }

    /** Fails from now on, or no longer with null. */
    public void failWith(RuntimeException why) {
        failure = why;
    }

    /** Knows only these kinds of conditions from now on. */
    public void learnOnly(ConditionKind kind) {
        learnt = new LearntConditions(Set.of(kind), OptionalDouble.empty());
    }

    public List<Call> calls() {
        return calls;
    }

    /** Denoising steps that were taken in all. */
    public int stepsTaken() {
        return stepsTaken;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return "fake decoder";
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(Path.of("fake-decoder.safetensors"));
    }

    @Override
    public DecoderSpec spec() {
        return DecoderSpec.of(
                new NetworkShape(32, 1, List.of(1.0, 1.0), Set.of(), 8),
                SIDE,
                dimension,
                encoder,
                "weights of " + encoder);
    }

    @Override
    public long trainedSteps() {
        return 7;
    }

    @Override
    public LearntConditions learnt() {
        return learnt;
    }

    @Override
    public DecoderMachine machine() {
        return machine;
    }

    @Override
    public String digest() {
        return "0f0f0f0f0f0f0f0f";
    }

    @Override
    public Optional<List<Image>> sample(List<Decoder.Request> requests, Steps steps) {
        if (closed) {
            throw new IllegalStateException("The weights are freed.");
        }
        if (failure != null) {
            throw failure;
        }
        List<Long> seeds = requests.stream()
                .flatMap(request -> Arrays.stream(request.seeds()).boxed())
                .toList();
        int total = requests.getFirst().steps();
        calls.add(new Call(
                requests.getFirst().kind(),
                requests.size(),
                seeds,
                total,
                requests.getFirst().guidance()));
        for (int done = 1; done <= total; done++) {
            stepsTaken++;
            eachStep.run();
            int left = total - done;
            if (!steps.stepped(done, total, () -> pictures(seeds, left)) && left > 0) {
                return Optional.empty();
            }
        }
        return Optional.of(pictures(seeds, 0));
    }

    private static List<Image> pictures(List<Long> seeds, int left) {
        return seeds.stream().map(seed -> grey(seed, left)).toList();
    }

    private static Image grey(long seed, int left) {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        Arrays.fill(rgb, (byte) (10 * (seed % 10 + 1) + left));
        return new Image(SIDE, SIDE, rgb);
    }

    @Override
    public void close() {
        closed = true;
    }
}
