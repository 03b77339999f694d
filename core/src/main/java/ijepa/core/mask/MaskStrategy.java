package ijepa.core.mask;

import java.util.Optional;

import ijepa.core.InputException;

/** A way of masking with all its parameters, for any grid; a sampler comes of it on one. */
public sealed interface MaskStrategy {

    /** The strategies by kind. */
    enum Kind {
        MULTI_BLOCK("Multi-block, as published"),
        UNBIASED("Multi-block, unbiased"),
        RASTERIZED("Rasterized"),
        BLOCK("Block"),
        RANDOM("Random"),
        CUSTOM("Custom layout");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What a reader calls it. */
        public String title() {
            return title;
        }
    }

    Kind kind();

    /**
     * The sampler on a grid.
     *
     * @throws InputException when nothing can be drawn there, with the reason and what works
     */
    MaskSampler sampler(PatchGrid grid);

    /** The strategy on a grid that may be too small for it: the same, or with the nearest parameters that work there. */
    default MaskStrategy nearestOn(PatchGrid grid) {
        return this;
    }

    /** Its multi-block parameters, where it has them. */
    default Optional<MultiBlockParameters> multiBlock() {
        return Optional.empty();
    }

    /** Multi-block masking as the published code does it, batch truncation and all. */
    record MultiBlock(MultiBlockParameters parameters) implements MaskStrategy {

        public static final MultiBlock PUBLISHED = new MultiBlock(MultiBlockParameters.PUBLISHED);

        @Override
        public Kind kind() {
            return Kind.MULTI_BLOCK;
        }

        @Override
        public MaskSampler sampler(PatchGrid grid) {
            return new MultiBlockSampler(parameters.on(grid));
        }

        @Override
        public MaskStrategy nearestOn(PatchGrid grid) {
            return new MultiBlock(nearest(parameters, grid));
        }

        @Override
        public Optional<MultiBlockParameters> multiBlock() {
            return Optional.of(parameters);
        }
    }

    /** Multi-block masking as the paper describes it: sizes by image, every row and column reached, nothing cut. */
    record UnbiasedMultiBlock(MultiBlockParameters parameters) implements MaskStrategy {

        @Override
        public Kind kind() {
            return Kind.UNBIASED;
        }

        @Override
        public MaskSampler sampler(PatchGrid grid) {
            return new UnbiasedMultiBlockSampler(parameters.on(grid));
        }

        @Override
        public MaskStrategy nearestOn(PatchGrid grid) {
            return new UnbiasedMultiBlock(nearest(parameters, grid));
        }

        @Override
        public Optional<MultiBlockParameters> multiBlock() {
            return Optional.of(parameters);
        }
    }

    /** One quadrant is the context, the other three are the targets. */
    record Rasterized() implements MaskStrategy {

        @Override
        public Kind kind() {
            return Kind.RASTERIZED;
        }

        @Override
        public MaskSampler sampler(PatchGrid grid) {
            return new RasterizedSampler(grid);
        }
    }

    /**
     * One large block is the target, the rest the context.
     *
     * @param scale  area of the target over the grid's, at most 1; the paper's is 0.6
     * @param aspect its height over its width
     */
    record OneBlock(Range scale, Range aspect) implements MaskStrategy {

        public static final OneBlock PUBLISHED = new OneBlock(new Range(0.6, 0.6), new Range(0.75, 1.5));

        @Override
        public Kind kind() {
            return Kind.BLOCK;
        }

        @Override
        public MaskSampler sampler(PatchGrid grid) {
            return new BlockSampler(grid, scale, aspect);
        }
    }

    /**
     * Single patches at random are the target, the rest the context.
     *
     * @param ratio share of the patches to predict; the paper's is 0.6
     */
    record RandomPatches(Range ratio) implements MaskStrategy {

        public static final RandomPatches PUBLISHED = new RandomPatches(new Range(0.6, 0.6));

        @Override
        public Kind kind() {
            return Kind.RANDOM;
        }

        @Override
        public MaskSampler sampler(PatchGrid grid) {
            return new RandomSampler(grid, ratio);
        }
    }

    /** One layout for every image. */
    record Custom(MaskLayout layout) implements MaskStrategy {

        @Override
        public Kind kind() {
            return Kind.CUSTOM;
        }

        @Override
        public MaskSampler sampler(PatchGrid grid) {
            if (!grid.equals(layout.grid())) {
                throw new InputException("The custom layout is for a grid of "
                        + layout.grid().rows() + " x " + layout.grid().columns() + " patches, not " + grid.rows()
                        + " x " + grid.columns() + ": choose that grid, or draw a layout on this one.");
            }
            return new FixedLayoutSampler(layout);
        }
    }

    private static MultiBlockParameters nearest(MultiBlockParameters parameters, PatchGrid grid) {
        for (int minKeep = parameters.minKeep(); minKeep > 0; minKeep--) {
            if (parameters.withMinKeep(minKeep).on(grid).isSatisfiable()) {
                return parameters.withMinKeep(minKeep);
            }
        }
        return parameters.withMinKeep(0);
    }
}
