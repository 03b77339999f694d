package ijepa.app.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.FakeDecoder;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A window with an image of 8 x 8 patches, two blocks, and a decoder that opens only where a test asks for it. */
abstract class DecodeModelFixture {

    static final MaskLayout LAYOUT = new MaskLayout(
            new PatchGrid(8, 8),
            List.of(new Block(0, 0, 8, 8)),
            List.of(new Block(1, 1, 2, 3), new Block(4, 4, 3, 3)),
            false);

    @TempDir
    Path folder;

    /** Work that waits until it is let go, as that of another thread. */
    final Queue<Runnable> work = new ArrayDeque<>();

    final FakeModelLoader models = new FakeModelLoader();
    final ShellModel shell = new ShellModel(new Background(work::add, Runnable::run, Runnable::run), models);
    final Selection selection = shell.selection();
    final FakeDecoder decoder = FakeDecoder.fitting();
    final List<DecodeState> states = new ArrayList<>();
    DecodeModel model;

    @BeforeEach
    void open() {
        model = new DecodeModel(shell, folder.resolve("indices"), folder.resolve("decoding.json"));
        model.stateProperty().addListener((property, old, now) -> states.add(now));
        selection.checkpointProperty().set(FakeCheckpoint.bundled());
        selection.layout().replace(LAYOUT);
        selection.imageProperty().set(image(90));
        model.sampling().stepsProperty().set(6);
    }

    static OpenImage image(int grey) {
        byte[] rgb = new byte[64 * 64 * 3];
        Arrays.fill(rgb, (byte) grey);
        Image plain = new Image(64, 64, rgb);
        return new OpenImage(new ImageSource.File(Path.of("plain-" + grey + ".png")), plain, Fit.CENTRE_CROP);
    }

    void workOff() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    void decode() {
        selection.decoderProperty().set(decoder);
        model.setActive(true);
        workOff();
    }

    List<DecodedGrid.Row> rows() {
        return model.gridProperty().get().rows();
    }

    static int grey(DecodedGrid.Slot slot) {
        return slot.picture().orElseThrow().rgb()[0];
    }

    /** A run directory with so many checkpoints, empty files. */
    Path run(int checkpoints) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(run.resolve("checkpoints"));
        for (int i = 1; i <= checkpoints; i++) {
            Files.createFile(run.resolve("checkpoints").resolve(String.format("step-%08d.safetensors", 100 * i)));
        }
        return run;
    }
}
