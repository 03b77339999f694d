package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FitTest {

    /** Columns of different red, 40 wide and 20 high. */
    private static Image picture() {
        byte[] rgb = new byte[40 * 20 * 3];
        for (int at = 0; at < 40 * 20; at++) {
            rgb[3 * at] = (byte) (3 * (at % 40));
        }
        return new Image(40, 20, rgb);
    }

    private static int red(Image image, int row, int column) {
        return image.rgb()[(row * image.width() + column) * 3] & 0xFF;
    }

    @Test
    void aCropTakesTheLargestCentredPartOfTheShape() {
        assertThat(Crop.centre(picture(), 1, 1)).isEqualTo(Crop.centreSquare(picture()));
        assertThat(Crop.centre(picture(), 10, 15)).isEqualTo(new Crop(0, 5, 20, 30));
        assertThat(Crop.centre(picture(), 10, 40)).isEqualTo(new Crop(5, 0, 10, 40));
        Image cropped = Fit.CENTRE_CROP.apply(picture(), 20, 30);
        assertThat(red(cropped, 0, 0)).isEqualTo(15);
        assertThat(red(cropped, 19, 29)).isEqualTo(3 * 34);
        assertThat(Fit.CENTRE_CROP.apply(picture(), 16).rgb())
                .isEqualTo(Fit.CENTRE_CROP.apply(picture(), 16, 16).rgb());
    }

    @Test
    void stretchingKeepsBothEdgesAndALetterboxKeepsTheProportions() {
        Image stretched = Fit.STRETCH.apply(picture(), 40, 40);
        assertThat(red(stretched, 30, 39)).isEqualTo(3 * 39);
        Image boxed = Fit.LETTERBOX.apply(picture(), 40, 40);
        assertThat(red(boxed, 9, 20)).isEqualTo(124);
        assertThat(red(boxed, 10, 20)).isEqualTo(60);
        assertThat(red(boxed, 29, 39)).isEqualTo(3 * 39);
        assertThat(red(boxed, 30, 39)).isEqualTo(124);
        Image upright = Fit.LETTERBOX.apply(picture(), 20, 50);
        assertThat(red(upright, 10, 4)).isEqualTo(124);
        assertThat(red(upright, 10, 5)).isZero();
        assertThat(red(upright, 10, 45)).isEqualTo(124);
    }
}
