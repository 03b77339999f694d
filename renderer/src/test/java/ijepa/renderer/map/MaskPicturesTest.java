package ijepa.renderer.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import org.junit.jupiter.api.Test;

class MaskPicturesTest {

    private static Image white(int side) {
        byte[] rgb = new byte[side * side * 3];
        Arrays.fill(rgb, (byte) 255);
        return new Image(side, side, rgb);
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFF;
    }

    @Test
    void theContextIsClearTheRestDimmedAndWhatIsCutInBetween() {
        PatchGrid grid = new PatchGrid(4, 4);
        MaskLayout layout = new MaskLayout(grid, List.of(new Block(0, 0, 3, 3)), List.of(new Block(3, 3, 1, 1)), false);
        BufferedImage picture = new LayoutPicture(white(8), layout, PatchSet.of(5)).draw(400);
        assertThat(picture.getWidth()).isEqualTo(400);
        int clear = grey(picture, 50, 50);
        int cut = grey(picture, 150, 150);
        int hidden = grey(picture, 350, 50);
        assertThat(clear).isEqualTo(255);
        assertThat(cut).isLessThan(200).isGreaterThan(hidden + 30);
    }
}
