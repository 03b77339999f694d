package ijepa.core.mask;

/**
 * What multi-block masking is set to on any grid; the names in messages are the official configuration's.
 *
 * @param targetScale  area of a target block over the grid's
 * @param contextScale area of the context block over the grid's
 * @param targetAspect height over width of a target block
 * @param targets      target blocks an image
 * @param contexts     context blocks an image
 * @param minKeep      a block must keep more patches than this
 * @param allowOverlap whether the context keeps the targets' patches
 */
public record MultiBlockParameters(
        Range targetScale,
        Range contextScale,
        Range targetAspect,
        int targets,
        int contexts,
        int minKeep,
        boolean allowOverlap) {

    /** The paper's: four targets of 0.15 to 0.2, context of 0.85 to 1, min keep 10. */
    public static final MultiBlockParameters PUBLISHED = of(MultiBlockSettings.published(new PatchGrid(1, 1)));

    public MultiBlockParameters {
        // The rules are those of the settings and hold on every grid.
        new MultiBlockSettings(
                new PatchGrid(1, 1), targetScale, contextScale, targetAspect, targets, contexts, minKeep, allowOverlap);
    }

    /** The settings without their grid. */
    public static MultiBlockParameters of(MultiBlockSettings settings) {
        return new MultiBlockParameters(
                settings.targetScale(),
                settings.contextScale(),
                settings.targetAspect(),
                settings.targets(),
                settings.contexts(),
                settings.minKeep(),
                settings.allowOverlap());
    }

    /** The settings on a grid, which may be too small for them. */
    public MultiBlockSettings on(PatchGrid grid) {
        return new MultiBlockSettings(
                grid, targetScale, contextScale, targetAspect, targets, contexts, minKeep, allowOverlap);
    }

    public MultiBlockParameters withTargets(int count) {
        return new MultiBlockParameters(
                targetScale, contextScale, targetAspect, count, contexts, minKeep, allowOverlap);
    }

    public MultiBlockParameters withTargetScale(Range scale) {
        return new MultiBlockParameters(scale, contextScale, targetAspect, targets, contexts, minKeep, allowOverlap);
    }

    public MultiBlockParameters withContextScale(Range scale) {
        return new MultiBlockParameters(targetScale, scale, targetAspect, targets, contexts, minKeep, allowOverlap);
    }

    public MultiBlockParameters withMinKeep(int patches) {
        return new MultiBlockParameters(
                targetScale, contextScale, targetAspect, targets, contexts, patches, allowOverlap);
    }
}
