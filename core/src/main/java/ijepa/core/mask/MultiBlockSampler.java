package ijepa.core.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ijepa.core.InputException;

/**
 * Multi-block masking exactly as the published code does it: one target size and one context size for the whole batch,
 * drawn from a generator seeded with the iteration; places from a second generator; corners that never reach the last
 * row and column; after 20 failed draws the context ignores one more target.
 */
public final class MultiBlockSampler implements MaskSampler {

    private static final int DRAWS_BEFORE_GIVING_UP_A_TARGET = 20;

    private final MultiBlockSettings settings;
    private final PatchGrid grid;

    /**
     * A sampler.
     *
     * @throws InputException when the settings can never be satisfied
     */
    public MultiBlockSampler(MultiBlockSettings settings) {
        settings.requireSatisfiable();
        this.settings = settings;
        this.grid = settings.grid();
    }

    public MultiBlockSettings settings() {
        return settings;
    }

    @Override
    public PatchGrid grid() {
        return grid;
    }

    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        Sizes sizes = sizes(iteration);
        BlockSize targetSize = sizes.target;
        BlockSize contextSize = sizes.context;
        if (Math.min(targetSize.area(), contextSize.area()) <= settings.minKeep()) {
            throw new InputException(
                    "In iteration " + iteration + " a block of " + Math.min(targetSize.area(), contextSize.area())
                            + " patches is drawn, which can never keep more than mask.min_keep = " + settings.minKeep()
                            + ": lower min_keep or raise the scales.");
        }
        int targets = settings.targets();
        int contexts = settings.contexts();
        Region[][] targetBlocks = new Region[targets][images];
        Region[][] contextBlocks = new Region[contexts][images];
        int[][][] target = new int[targets][images][];
        int[][][] context = new int[contexts][images][];
        int[][] contextSizes = new int[contexts][images];
        int shortest = grid.size();
        DrawnImage drawn = new DrawnImage(grid, targets, contexts);
        for (int image = 0; image < images; image++) {
            draw(targetSize, contextSize, places, drawn);
            for (int m = 0; m < targets; m++) {
                targetBlocks[m][image] = drawn.targetBlock(m);
                target[m][image] = Arrays.copyOf(drawn.target(m), drawn.targetLength(m));
            }
            for (int j = 0; j < contexts; j++) {
                contextBlocks[j][image] = drawn.contextBlock(j);
                context[j][image] = Arrays.copyOf(drawn.context(j), drawn.contextLength(j));
                contextSizes[j][image] = drawn.contextLength(j);
                shortest = Math.min(shortest, drawn.contextLength(j));
            }
        }
        for (int[][] ofImages : context) {
            for (int image = 0; image < images; image++) {
                if (ofImages[image].length > shortest) {
                    ofImages[image] = Arrays.copyOf(ofImages[image], shortest);
                }
            }
        }
        return new MaskBatch(grid, contextBlocks, targetBlocks, context, target, contextSizes, settings.allowOverlap());
    }

    /** Draws one image's targets, then its contexts. */
    private void draw(BlockSize targetSize, BlockSize contextSize, TorchGenerator places, DrawnImage into) {
        into.clear();
        for (int m = 0; m < settings.targets(); m++) {
            into.target(m, place(targetSize, places));
        }
        for (int j = 0; j < settings.contexts(); j++) {
            placeContext(contextSize, places, into, j);
        }
    }

    private Block place(BlockSize size, TorchGenerator places) {
        int top = places.nextInt(grid.rows() - size.height());
        int left = places.nextInt(grid.columns() - size.width());
        return new Block(top, left, size.height(), size.width());
    }

    /** Draws until enough is left outside the targets. */
    private void placeContext(BlockSize size, TorchGenerator places, DrawnImage into, int number) {
        int respected = settings.allowOverlap() ? 0 : settings.targets();
        for (int draw = 1; into.context(number, place(size, places), respected) <= settings.minKeep(); draw++) {
            // Only the first targets are respected once draws failed, as in the published code.
            if (draw % DRAWS_BEFORE_GIVING_UP_A_TARGET == 0) {
                respected = Math.max(0, respected - 1);
            }
        }
    }

    /** Its images one by one. */
    ImageDraws images() {
        return new Images();
    }

    /** The block sizes of one batch. */
    private record Sizes(BlockSize target, BlockSize context) {}

    private Sizes sizes(long iteration) {
        TorchGenerator sizes = new TorchGenerator(iteration);
        BlockSize target = settings.targetSize(sizes.nextUniform());
        return new Sizes(target, settings.contextSize(sizes.nextUniform()));
    }

    private final class Images implements ImageDraws {

        private final Map<Sizes, Integer> numbers = new HashMap<>();
        private final List<Sizes> met = new ArrayList<>();

        @Override
        public DrawnImage room() {
            return new DrawnImage(grid, settings.targets(), settings.contexts());
        }

        @Override
        public int sizes(long iteration) {
            Sizes sizes = MultiBlockSampler.this.sizes(iteration);
            Integer number = numbers.putIfAbsent(sizes, met.size());
            if (number == null) {
                met.add(sizes);
                return met.size() - 1;
            }
            return number;
        }

        @Override
        public void draw(long iteration, int sizes, TorchGenerator places, DrawnImage into) {
            MultiBlockSampler.this.draw(met.get(sizes).target, met.get(sizes).context, places, into);
        }

        @Override
        public boolean cuts() {
            return true;
        }
    }
}
