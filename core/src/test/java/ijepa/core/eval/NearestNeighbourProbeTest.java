package ijepa.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

import javax.imageio.ImageIO;

import ijepa.core.InputException;
import ijepa.core.image.ImageFolder;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestNeighbourProbeTest {

    private static final int SIZE = 16;

    @TempDir
    Path folder;

    @Test
    void tellsDarkPicturesFromBrightOnesEvenWithFreshWeights() throws IOException {
        pictures("bank", "dark", Color.DARK_GRAY, 6);
        pictures("bank", "light", Color.ORANGE, 6);
        pictures("heldOut", "dark", Color.DARK_GRAY, 3);
        pictures("heldOut", "light", Color.ORANGE, 2);
        Files.writeString(folder.resolve("heldOut/light/text.png"), "no picture");

        NearestNeighbourProbe.Result found = measure();

        assertThat(found.accuracy()).isEqualTo(1);
        assertThat(found.spread().deviation()).isPositive();
        assertThat(found.spread().effectiveRank()).isBetween(1.0, 5.0);
    }

    @Test
    void doesNoBetterThanChanceOnLabelsThatMeanNothing() throws IOException {
        pictures("bank", "dark", Color.DARK_GRAY, 6);
        pictures("bank", "light", Color.ORANGE, 6);
        pictures("heldOut", "dark", Color.ORANGE, 3);
        pictures("heldOut", "light", Color.DARK_GRAY, 3);

        assertThat(measure().accuracy()).isZero();
    }

    @Test
    void refusesFoldersWithoutOrWithOtherClasses() throws IOException {
        pictures("bank", "dark", Color.DARK_GRAY, 1);
        pictures("other", "cat", Color.DARK_GRAY, 1);
        pictures("flat", ".", Color.DARK_GRAY, 1);
        ImageFolder bank = scan("bank");

        assertThatThrownBy(() -> new NearestNeighbourProbe(bank, scan("flat"), SIZE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("flat")
                .hasMessageContaining("one subfolder a class");
        assertThatThrownBy(() -> new NearestNeighbourProbe(bank, scan("other"), SIZE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("same subfolders");
    }

    private NearestNeighbourProbe.Result measure() {
        ModelSpec spec = new ModelSpec(new EncoderSpec(SIZE, 4, 16, 1, 2, 4), new PredictorSpec(8, 1, 2));
        try (IJepa model = IJepa.load(spec, new Initialisation(spec, 1), new ComputeDevice.Cpu(), Precision.FP32)) {
            return new NearestNeighbourProbe(scan("bank"), scan("heldOut"), SIZE).measure(model);
        }
    }

    private ImageFolder scan(String name) {
        return ImageFolder.scan(folder.resolve(name));
    }

    /** Noise around a colour. */
    private void pictures(String set, String label, Color colour, int count) throws IOException {
        Path place = Files.createDirectories(folder.resolve(set).resolve(label));
        SplittableRandom random = new SplittableRandom(label.hashCode() + set.hashCode());
        for (int i = 0; i < count; i++) {
            BufferedImage picture = new BufferedImage(20, 24, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(colour);
            graphics.fillRect(0, 0, 20, 24);
            graphics.setColor(colour.darker());
            graphics.fillRect(random.nextInt(10), random.nextInt(10), 3, 3);
            graphics.dispose();
            ImageIO.write(picture, "png", place.resolve(i + ".png").toFile());
        }
    }
}
