package ijepa.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.Masking;
import ijepa.core.mask.PatchGrid;

/**
 * The section {@code workbench.sampler}.
 *
 * @param kind       {@code multiblock} (default), {@code unbiased}, {@code rasterized}, {@code block}, {@code random},
 *     {@code layout}
 * @param ratio      of random masks: share of the patches to predict; default 0.4 to 0.6
 * @param blockScale of block masks: area of the target over the image's; default 0.6
 * @param layout     of layout masks: the file, see {@link LayoutJson}
 */
public record SamplerSection(Strategy kind, Interval ratio, Interval blockScale, Optional<String> layout) {

    /** The published masks; the numbers are the paper's ablations'. */
    public static final SamplerSection DEFAULT =
            new SamplerSection(Strategy.MULTIBLOCK, new Interval(0.4, 0.6), new Interval(0.6, 0.6), Optional.empty());

    /** Strategies of masking. */
    public enum Strategy {
        /** The published code's. */
        MULTIBLOCK,
        /** The paper's without what the published code does to it: sizes per image and no cut to the shortest. */
        UNBIASED,
        /** The paper's ablation: one quarter of the image as context, the others as targets. */
        RASTERIZED,
        /** The paper's ablation: one large target. */
        BLOCK,
        /** The published code's random collator. */
        RANDOM,
        /** One layout from a file for every picture. */
        LAYOUT
    }

    static SamplerSection read(SectionReader in) {
        return new SamplerSection(
                in.choice("kind", Strategy.class, DEFAULT.kind),
                in.interval("ratio", DEFAULT.ratio),
                in.interval("block_scale", DEFAULT.blockScale),
                in.nullableText("layout"));
    }

    void check(Problems problems) {
        problems.requireRange(
                ratio,
                "workbench.sampler.ratio",
                Math.nextDown(1),
                "two rising shares of the patches, above 0 and below 1; [0.4, 0.6] is usual");
        problems.requireRange(
                blockScale,
                "workbench.sampler.block_scale",
                1,
                "two rising shares of the image, above 0 and at most 1; [0.6, 0.6] is usual");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", SectionReader.nameOf(kind));
        map.put("ratio", ratio.toList());
        map.put("block_scale", blockScale.toList());
        map.put("layout", layout.orElse(null));
        return map;
    }

    Masking make(MaskSection mask, PatchGrid grid) {
        return switch (kind) {
            case MULTIBLOCK -> new Masking.MultiBlock(mask.on(grid));
            case UNBIASED -> new Masking.Unbiased(mask.on(grid));
            case RASTERIZED -> new Masking.Rasterized(grid);
            case BLOCK ->
                new Masking.LargeBlock(
                        grid, blockScale.range(), mask.aspectRatio().range());
            case RANDOM -> new Masking.RandomPatches(grid, ratio.range());
            case LAYOUT -> new Masking.Fixed(readLayout(grid));
        };
    }

    private MaskLayout readLayout(PatchGrid grid) {
        String name = layout.orElseThrow(() -> new InputException(
                "workbench.sampler.layout is missing: layout masks need the JSON file of a layout."));
        MaskLayout read;
        try {
            read = LayoutJson.read(Files.readString(Path.of(name)), name);
        } catch (IOException failure) {
            throw new InputException(
                    "workbench.sampler.layout: the file " + name + " cannot be read; name the JSON file of a layout.",
                    failure);
        }
        if (!read.grid().equals(grid)) {
            throw new InputException("workbench.sampler.layout: the layout in " + name + " is for a grid of "
                    + read.grid().rows() + " x " + read.grid().columns() + " patches, but data.crop_size and"
                    + " mask.patch_size give " + grid.rows() + " x " + grid.columns() + ".");
        }
        return read;
    }
}
