package ijepa.app.cli;

import java.util.List;
import java.util.Optional;

import ijepa.core.config.MaskSection;
import ijepa.core.config.MaskingFile;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.Range;
import picocli.CommandLine.Option;

/** The options of a grid and of the blocks on it; those not given leave what a configuration says. */
final class BlockOptions {

    /** The options that only blocks have. */
    static final List<String> OF_BLOCKS = List.of(
            "--targets",
            "--contexts",
            "--target-scale",
            "--context-scale",
            "--aspect",
            "--min-keep",
            "--allow-overlap");

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            converter = ImageSize.Reader.class,
            description = "Side, or height x width such as 224x320 (published: 224).")
    private ImageSize imageSize;

    @Option(names = "--patch-size", paramLabel = "PIXELS", description = "Side of a patch (published: 14 or 16).")
    private Integer patchSize;

    @Option(names = "--targets", paramLabel = "N", description = "Target blocks an image (published: 4).")
    private Integer targets;

    @Option(names = "--contexts", paramLabel = "N", description = "Context blocks an image (published: 1).")
    private Integer contexts;

    @Option(
            names = "--target-scale",
            paramLabel = "A,B",
            converter = RangeReader.class,
            description = "Area of a target block over the image's (published: 0.15,0.2).")
    private Range targetScale;

    @Option(
            names = "--context-scale",
            paramLabel = "A,B",
            converter = RangeReader.class,
            description = "Area of a context block over the image's (published: 0.85,1).")
    private Range contextScale;

    @Option(
            names = "--aspect",
            paramLabel = "A,B",
            converter = RangeReader.class,
            description = "Height over width of a target block (published: 0.75,1.5).")
    private Range aspect;

    @Option(
            names = "--min-keep",
            paramLabel = "N",
            description = "A block keeps more patches than this (published: 10).")
    private Integer minKeep;

    @Option(
            names = "--allow-overlap",
            negatable = true,
            description = "The context keeps the patches of targets (published: not).")
    private Boolean allowOverlap;

    /** The picture's size: as given, the configuration's crop, or the published one. */
    ImageSize imageSize(Optional<MaskingFile> file) {
        return Optional.ofNullable(imageSize)
                .or(() -> file.map(read -> new ImageSize(read.cropSize(), read.cropSize())))
                .orElse(new ImageSize(224, 224));
    }

    /** The patch's side: as given, the configuration's, or 16. */
    int patchSize(Optional<MaskingFile> file) {
        return orElse(patchSize, file.map(read -> read.mask().patchSize()).orElse(16));
    }

    /** The options over a configuration's section, or over the published settings. */
    MultiBlockSettings settings(PatchGrid grid, Optional<MaskSection> section) {
        MultiBlockSettings base =
                section.map(mask -> mask.on(grid)).orElseGet(() -> MultiBlockSettings.published(grid));
        return new MultiBlockSettings(
                grid,
                orElse(targetScale, base.targetScale()),
                orElse(contextScale, base.contextScale()),
                orElse(aspect, base.targetAspect()),
                orElse(targets, base.targets()),
                orElse(contexts, base.contexts()),
                orElse(minKeep, base.minKeep()),
                orElse(allowOverlap, base.allowOverlap()));
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
