package ijepa.renderer.diffusion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

import ijepa.core.tensor.DiffusionKernels.Resize;

/**
 * What a network consists of, in order, and the official names of its parameters. A stage is what the published code calls
 * one block: layers after whose last one, on the way down, a skip leaves.
 *
 * @param down   stages of the way down behind the first convolution
 * @param middle the stage at the bottom
 * @param up     stages of the way up; the first layer of each takes a skip
 */
record UNetPlan(UNetSpec spec, List<List<Layer>> down, List<Layer> middle, List<List<Layer>> up) {

    /** One layer; its prefix ends with a dot. */
    sealed interface Layer {

        /** Official names behind the prefix, with sizes. */
        void addShapes(SequencedMap<String, long[]> shapes, UNetSpec spec);

        String prefix();
    }

    /** A residual block from some channels to some. */
    record Residual(String prefix, int in, int out, Resize resize) implements Layer {

        @Override
        public void addShapes(SequencedMap<String, long[]> shapes, UNetSpec spec) {
            pair(shapes, prefix + "in_layers.0", in);
            pair(shapes, prefix + "in_layers.2", out, in, 3, 3);
            pair(shapes, prefix + "emb_layers.1", spec.scaleShift() ? 2 * out : out, spec.embeddingDim());
            pair(shapes, prefix + "out_layers.0", out);
            pair(shapes, prefix + "out_layers.3", out, out, 3, 3);
            if (in != out) {
                pair(shapes, prefix + "skip_connection", out, in, 1, 1);
            }
        }
    }

    /** Self-attention. */
    record Attention(String prefix, int channels) implements Layer {

        @Override
        public void addShapes(SequencedMap<String, long[]> shapes, UNetSpec spec) {
            pair(shapes, prefix + "norm", channels);
            pair(shapes, prefix + "qkv", 3L * channels, channels, 1);
            pair(shapes, prefix + "proj_out", channels, channels, 1);
        }
    }

    /** A convolution that changes the size. */
    record Resampling(String prefix, int channels, Resize resize) implements Layer {

        @Override
        public void addShapes(SequencedMap<String, long[]> shapes, UNetSpec spec) {
            pair(shapes, prefix + (resize == Resize.UP ? "conv" : "op"), channels, channels, 3, 3);
        }
    }

    static UNetPlan of(UNetSpec spec) {
        List<List<Layer>> down = new ArrayList<>();
        Deque<Integer> skips = new ArrayDeque<>();
        int channels = spec.channels(0);
        skips.push(channels);
        for (int level = 0; level < spec.levels(); level++) {
            for (int i = 0; i < spec.residualBlocks(); i++) {
                Stage stage = new Stage(spec, "input_blocks." + (down.size() + 1) + ".");
                stage.residual(channels, spec.channels(level));
                channels = spec.channels(level);
                stage.attention(level, channels);
                down.add(stage.layers);
                skips.push(channels);
            }
            if (level < spec.levels() - 1) {
                Stage stage = new Stage(spec, "input_blocks." + (down.size() + 1) + ".");
                stage.resize(channels, Resize.DOWN);
                down.add(stage.layers);
                skips.push(channels);
            }
        }
        List<Layer> middle = List.of(
                new Residual("middle_block.0.", channels, channels, Resize.NONE),
                new Attention("middle_block.1.", channels),
                new Residual("middle_block.2.", channels, channels, Resize.NONE));
        List<List<Layer>> up = new ArrayList<>();
        for (int level = spec.levels() - 1; level >= 0; level--) {
            for (int i = 0; i <= spec.residualBlocks(); i++) {
                Stage stage = new Stage(spec, "output_blocks." + up.size() + ".");
                stage.residual(channels + skips.pop(), spec.channels(level));
                channels = spec.channels(level);
                stage.attention(level, channels);
                if (level > 0 && i == spec.residualBlocks()) {
                    stage.resize(channels, Resize.UP);
                }
                up.add(stage.layers);
            }
        }
        return new UNetPlan(spec, down, middle, up);
    }

    /** One stage while it is put together. */
    private static final class Stage {

        private final UNetSpec spec;
        private final String prefix;
        private final List<Layer> layers = new ArrayList<>();

        Stage(UNetSpec spec, String prefix) {
            this.spec = spec;
            this.prefix = prefix;
        }

        private String next() {
            return prefix + layers.size() + ".";
        }

        void residual(int in, int out) {
            layers.add(new Residual(next(), in, out, Resize.NONE));
        }

        void attention(int level, int channels) {
            if (spec.attends(level)) {
                layers.add(new Attention(next(), channels));
            }
        }

        void resize(int channels, Resize resize) {
            layers.add(
                    spec.residualResampling()
                            ? new Residual(next(), channels, channels, resize)
                            : new Resampling(next(), channels, resize));
        }
    }

    /** All layers, in order. */
    Stream<Layer> layers() {
        return Stream.of(down, List.of(middle), up).flatMap(List::stream).flatMap(List::stream);
    }

    /** Official names and sizes of all parameters. */
    SequencedMap<String, long[]> shapes() {
        SequencedMap<String, long[]> shapes = new LinkedHashMap<>();
        int embedding = spec.embeddingDim();
        pair(shapes, "time_embed.0", embedding, spec.width());
        pair(shapes, "time_embed.2", embedding, embedding);
        pair(shapes, "ssl_emb", embedding, spec.conditionDim());
        pair(shapes, "input_blocks.0.0", spec.channels(0), spec.inputs(), 3, 3);
        down.forEach(stage -> stage.forEach(layer -> layer.addShapes(shapes, spec)));
        middle.forEach(layer -> layer.addShapes(shapes, spec));
        up.forEach(stage -> stage.forEach(layer -> layer.addShapes(shapes, spec)));
        pair(shapes, "out.0", spec.channels(0));
        pair(shapes, "out.2", 6, spec.channels(0), 3, 3);
        return shapes;
    }

    /** A weight and its bias. */
    private static void pair(SequencedMap<String, long[]> shapes, String name, long... weight) {
        shapes.put(name + ".weight", weight);
        shapes.put(name + ".bias", new long[] {weight[0]});
    }
}
