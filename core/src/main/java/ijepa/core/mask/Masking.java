package ijepa.core.mask;

import ijepa.core.InputException;

/** A strategy of masking with its settings: a value that can be compared and printed, from which samplers are made. */
public sealed interface Masking {

    /** The published code's multi-block masks, sizes per batch. */
    record MultiBlock(MultiBlockSettings settings) implements Masking {}

    /** The paper's multi-block masks, sizes per image. */
    record Unbiased(MultiBlockSettings settings) implements Masking {}

    /** Quadrants. */
    record Rasterized(PatchGrid grid) implements Masking {}

    /**
     * One large target.
     *
     * @param scale  its area over the grid's
     * @param aspect its height over its width
     */
    record LargeBlock(PatchGrid grid, Range scale, Range aspect) implements Masking {}

    /**
     * Patches drawn one by one.
     *
     * @param ratio share of the patches to predict
     */
    record RandomPatches(PatchGrid grid, Range ratio) implements Masking {}

    /** The same layout for every image. */
    record Fixed(MaskLayout layout) implements Masking {}

    /** The patches of an image. */
    default PatchGrid grid() {
        return switch (this) {
            case MultiBlock(MultiBlockSettings settings) -> settings.grid();
            case Unbiased(MultiBlockSettings settings) -> settings.grid();
            case Rasterized(PatchGrid grid) -> grid;
            case LargeBlock(PatchGrid grid, Range scale, Range aspect) -> grid;
            case RandomPatches(PatchGrid grid, Range ratio) -> grid;
            case Fixed(MaskLayout layout) -> layout.grid();
        };
    }

    /**
     * A sampler of such masks.
     *
     * @throws InputException when the settings can never be satisfied
     */
    default MaskSampler sampler() {
        return switch (this) {
            case MultiBlock(MultiBlockSettings settings) -> new MultiBlockSampler(settings);
            case Unbiased(MultiBlockSettings settings) -> new UnbiasedMultiBlockSampler(settings);
            case Rasterized(PatchGrid grid) -> new RasterizedSampler(grid);
            case LargeBlock(PatchGrid grid, Range scale, Range aspect) -> new BlockSampler(grid, scale, aspect);
            case RandomPatches(PatchGrid grid, Range ratio) -> new RandomSampler(grid, ratio);
            case Fixed(MaskLayout layout) -> new LayoutSampler(layout);
        };
    }
}
