package ijepa.renderer.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import ijepa.core.image.Image;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;
import ijepa.core.model.Prediction.BlockPrediction;
import org.junit.jupiter.api.Test;

class PredictionSheetTest {

    private static final PatchGrid GRID = new PatchGrid(4, 4);
    private static final MaskLayout LAYOUT = new MaskLayout(
            GRID, List.of(new Block(0, 0, 4, 2)), List.of(new Block(0, 2, 2, 2), PatchSet.of(11, 14, 15)), false);

    private static PredictionSheet sheet() {
        return sheet(false);
    }

    private static PredictionSheet sheet(boolean untrained) {
        byte[] grey = new byte[32 * 32 * 3];
        Arrays.fill(grey, (byte) 100);
        Image picture = new Image(32, 32, grey);
        Embeddings full = PrincipalComponentsTest.waves(16, 8);
        Embeddings normalised = LossSpace.normalise(full);
        Prediction prediction = new Prediction(
                LAYOUT,
                Normalisation.apply(picture),
                full.rows(LAYOUT.contextPatches()),
                full,
                List.of(block(0, normalised), block(1, normalised)));
        return new PredictionSheet(
                prediction,
                picture,
                "A picture",
                "details",
                Distance.COSINE,
                new Baselines.Rivals(
                        Baselines.imageMean(prediction),
                        false,
                        untrained
                                ? prediction.blocks().stream()
                                        .map(BlockPrediction::predicted)
                                        .toList()
                                : List.of()),
                ColourScale.MAGMA);
    }

    /** What is predicted of a patch is what is at patch 0. */
    private static BlockPrediction block(int index, Embeddings target) {
        int[] patches = LAYOUT.targetPatches(index);
        return new BlockPrediction(patches, target.rows(patches), target.rows(new int[patches.length]));
    }

    @Test
    void panelsShowPictureContextTargetPredictionAndError() {
        BufferedImage page = sheet().draw(1);
        PredictionMaps maps = PredictionMaps.of(sheet().prediction());
        assertThat(page.getWidth()).isEqualTo(1264);
        // The middle of patch 0, and of patch 7, which the first block has.
        int inContext = 28;
        assertThat(page.getRGB(32 + inContext, 130 + inContext)).isEqualTo(0xFF646464);
        assertThat(page.getRGB(32 + 244 + inContext, 130 + inContext)).isEqualTo(0xFF646464);
        assertThat(page.getRGB(32 + 244 + 196, 130 + 84)).isEqualTo(0xFFE9ECEF);
        assertThat(page.getRGB(32 + 2 * 244 + inContext, 130 + inContext)).isEqualTo(maps.targetColours()[0]);
        assertThat(page.getRGB(32 + 2 * 244 + 196, 130 + 84)).isEqualTo(maps.targetColours()[7]);
        assertThat(page.getRGB(32 + 3 * 244 + 196, 130 + 84)).isEqualTo(maps.targetColours()[0]);
        double[] errors = maps.errors(Distance.COSINE);
        assertThat(page.getRGB(32 + 4 * 244 + 196, 130 + 84))
                .isEqualTo(ColourMap.over(ColourScale.MAGMA, errors).argb(errors[7]));
    }

    @Test
    void resolutionAndBlocksSetTheSize() {
        BufferedImage single = sheet().draw(1);
        BufferedImage twice = sheet().draw(2);
        assertThat(twice.getWidth()).isEqualTo(2 * single.getWidth());
        assertThat(twice.getHeight()).isBetween(2 * single.getHeight() - 1, 2 * single.getHeight());
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < single.getWidth(); x++) {
            for (int y = 130 + 224; y < single.getHeight(); y++) {
                colours.add(single.getRGB(x, y));
            }
        }
        // Each block's row carries its colour.
        assertThat(colours).contains(BlockPalette.target(0), BlockPalette.target(1));
    }

    @Test
    void theUntrainedPredictorIsTheThirdBaseline() {
        BufferedImage two = sheet(false).draw(1);
        BufferedImage three = sheet(true).draw(1);
        int height = three.getHeight() - 130 - 224;
        assertThat(pixels(three, 0, 130 + 224)).isEqualTo(pixels(two, 0, 130 + 224));
        assertThat(pixels(three, 130 + 224, height)).isNotEqualTo(pixels(two, 130 + 224, height));
        int width = 60;
        int top = 130 + 224 + 66 + 66;
        int untrained = 1264 - 32 - 3 * 84 - 8 - width;
        assertThat(dark(three.getRGB(untrained, top, width, 24, null, 0, width)))
                .isGreaterThan(10);
    }

    private static int[] pixels(BufferedImage page, int top, int height) {
        return page.getRGB(0, top, page.getWidth(), height, null, 0, page.getWidth());
    }

    private static long dark(int[] pixels) {
        return Arrays.stream(pixels).filter(pixel -> (pixel & 0xFF) < 0x80).count();
    }

    @Test
    void axisStepsAreRound() {
        assertThat(SheetErrors.step(0.05)).isEqualTo(0.01);
        assertThat(SheetErrors.step(9)).isEqualTo(2);
        assertThat(SheetErrors.step(32)).isEqualTo(5);
    }
}
