package ijepa.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;

import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.VisionTransformer;
import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.RecipeFile;
import org.junit.jupiter.api.Test;

class ShellModelTest extends ShellModelFixture {

    private void assertRefused(Path file, String... words) {
        Notices.Notice notice = model.notices().errorProperty().get();
        assertThat(notice).isNotNull();
        assertThat(notice.text())
                .contains(file.getFileName().toString())
                .contains(words)
                .endsWith(".")
                .doesNotContain("Exception", "Something went wrong");
        assertThat(model.selection().image().orElseThrow().source())
                .isEqualTo(model.strip().getFirst());
        assertThat(model.selection().checkpoint()).containsSame(loader.opened().getFirst());
        assertThat(loader.opened().getFirst().isClosed()).isFalse();
    }

    @Test
    void startsWithASampleTheBundledModelAndBlocksOnItsGrid() {
        assertThat(model.deviceProperty().get()).isEqualTo("CPU, 2 threads");
        assertThat(model.selection().image()).isPresent();
        assertThat(model.selection().checkpoint()).isPresent();
        assertThat(model.selection().layout().state().grid().size()).isEqualTo(64);
        assertThat(model.selection().layout().state().layout().isPredictable()).isTrue();
        assertThat(model.notices().errorProperty().get()).isNull();
    }

    @Test
    void refusesATruncatedPicture() throws IOException {
        byte[] whole;
        try (InputStream sample = SampleImages.open("cat.jpg")) {
            whole = sample.readAllBytes();
        }
        Path file = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        model.openImages(List.of(file));
        assertRefused(file, "cut short");
    }

    @Test
    void refusesTextThatIsNamedAsAPicture() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.jpg"), "These are notes.");
        model.openAny(List.of(file));
        assertRefused(file, "not a picture");
    }

    @Test
    void refusesAPictureTooLargeToDecodeByItsHeader() throws IOException {
        Path file = Files.write(folder.resolve("huge.png"), pngHeader(100_000, 100_000));
        model.openImages(List.of(file));
        assertRefused(file, "100000 x 100000", "limit");
    }

    /** A PNG that ends behind its header. */
    private static byte[] pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(33);
        header.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13);
        header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(header.array(), 12, 17);
        return header.putInt((int) sum.getValue()).array();
    }

    @Test
    void refusesACheckpointCutInHalf() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        new SafetensorsWriter()
                .add("encoder.norm.weight", new long[] {4096}, new float[4096])
                .write(whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path file = Files.write(folder.resolve("half.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
        model.openCheckpoint(file);
        assertRefused(file, "bytes");
        assertThat(model.selection().checkpointNoteProperty().get()).isEmpty();
    }

    @Test
    void ofACheckpointThatCannotBeUsedEverythingMissingIsListed() {
        EncoderSpec encoder = new EncoderSpec(16, 8, 8, 2, 2, 4);
        SafetensorsWriter writer = new SafetensorsWriter().metadata("num_heads", "2");
        VisionTransformer.shapes(encoder).forEach((name, shape) -> {
            if (!name.startsWith("norm.")) {
                writer.add(
                        "encoder." + name,
                        shape,
                        new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)]);
            }
        });
        Path file = folder.resolve("incomplete.safetensors");
        writer.add("encoder.cls_token", new long[] {1}, new float[1]).write(file);
        model.openCheckpoint(file);
        assertRefused(file, "lacks");
        assertThat(model.contentsProperty().get()).isNull();

        model.notices().errorProperty().get().action().orElseThrow().run().run();
        CheckpointListing listing = model.contentsProperty().get();
        assertThat(listing.missing())
                .contains("encoder.norm.weight", "encoder.norm.bias")
                .allMatch(name -> name.contains("norm."));
        assertThat(listing.unused()).containsExactly("encoder.cls_token");
        assertThat(listing.isWhole()).isFalse();
        model.hideContents();
        assertThat(model.contentsProperty().get()).isNull();
    }

    @Test
    void anErrorGoesWhenTheSameThingWorks() throws IOException {
        model.openImages(List.of(Files.writeString(folder.resolve("notes.jpg"), "These are notes.")));
        Path file = folder.resolve("grey.png");
        ImageIO.write(new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        model.openImages(List.of(file));
        assertThat(model.notices().errorProperty().get()).isNull();
        assertThat(model.selection().image().orElseThrow().source()).isEqualTo(new ImageSource.File(file));
        assertThat(model.recent()).containsExactly(file.toAbsolutePath());
    }

    @Test
    void aFolderThatIsOpenedLaterIsNotReplacedByOneThatWasLookedThroughLonger() throws IOException {
        picture("large/first.png");
        picture("small/second.png");
        Deque<Runnable> files = new ArrayDeque<>();
        ShellModel slow = new ShellModel(new Background(Runnable::run, files::add, Runnable::run), loader);
        slow.start(Session.first());
        slow.openFolder(folder.resolve("large"));
        slow.openFolder(folder.resolve("small"));
        assertThat(slow.session(0, 0, false).folder()).endsWith("small");
        assertThat(slow.jobs().running().getFirst().isCancelled()).isTrue();
        // The large folder's end comes last.
        while (!files.isEmpty()) {
            files.removeLast().run();
        }
        assertThat(slow.strip()).singleElement().extracting(ImageSource::name).isEqualTo("second.png");
        assertThat(shown(slow)).isEqualTo("second.png");
        assertThat(slow.session(0, 0, false).folder()).endsWith("small");
    }

    @Test
    void aPictureThatIsOpenedWhileAFolderIsLookedThroughStays() throws IOException {
        picture("large/first.png");
        Path own = picture("own.png");
        Deque<Runnable> files = new ArrayDeque<>();
        ShellModel slow = new ShellModel(new Background(Runnable::run, files::addLast, Runnable::run), loader);
        slow.start(Session.first());
        slow.openFolder(folder.resolve("large"));
        Runnable scan = files.removeLast();
        slow.openImages(List.of(own));
        while (!files.isEmpty()) {
            files.removeFirst().run();
        }
        scan.run();
        while (!files.isEmpty()) {
            files.removeFirst().run();
        }
        assertThat(shown(slow)).isEqualTo("own.png");
        assertThat(slow.strip()).extracting(ImageSource::name).containsExactly("own.png", "first.png");

        slow.openFolder(folder.resolve("large"));
        slow.openSamples();
        while (!files.isEmpty()) {
            files.removeFirst().run();
        }
        assertThat(slow.strip())
                .extracting(ImageSource::name)
                .contains("cat.jpg")
                .doesNotContain("first.png");
    }

    @Test
    void onePictureThatCannotBeReadIsSteppedOver() throws IOException {
        picture("mixed/a.png");
        Files.writeString(folder.resolve("mixed/b.png"), "no picture");
        picture("mixed/c.png");
        model.openFolder(folder.resolve("mixed"));
        assertThat(shown(model)).isEqualTo("a.png");
        model.step(1);
        assertThat(shown(model)).isEqualTo("a.png");
        assertThat(model.notices().errorProperty().get().text()).contains("b.png");
        model.step(1);
        assertThat(shown(model)).isEqualTo("c.png");
    }

    @Test
    void aNewCheckpointFreesTheOneBefore() {
        model.openCheckpoint(folder.resolve("new.good"));
        assertThat(model.selection().checkpoint()).containsSame(loader.opened().get(1));
        assertThat(loader.opened().get(0).isClosed()).isTrue();
        assertThat(loader.opened().get(1).isClosed()).isFalse();
    }

    @Test
    void withoutABundledModelEverythingElseIsThere() {
        loader.complete(false);
        ShellModel bare = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        bare.start(Session.first());
        assertThat(bare.selection().checkpoint()).isEmpty();
        assertThat(bare.selection().checkpointNoteProperty().get()).isEqualTo("There is no bundled model.");
        assertThat(bare.selection().image()).isPresent();
        assertThat(bare.selection().layout().state()).isNotNull();
    }

    @Test
    void aFigureBringsBackTheModelThatItWasMadeWith() throws IOException {
        Path figure = Files.writeString(
                folder.resolve("figure.json"),
                RecipeFile.of(List.of(new FigureRecipe(
                                FigureFormat.DEFAULT,
                                List.of(new FigureRecipe.Item(
                                        "", new PanelSource.Architecture(FileInput.of(FileInput.BUNDLED)))),
                                "")))
                        .json());
        model.openAny(List.of(figure));
        assertThat(loader.opened()).as("it is open already").hasSize(1);
        model.openCheckpoint(folder.resolve("new.good"));
        model.openAny(List.of(figure));
        assertThat(model.selection().checkpoint().orElseThrow().file()).isEmpty();
        assertThat(loader.opened()).hasSize(3);
    }

    @Test
    void whatACancelledLoadBringsIsFreed() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        Executor compute = waiting::add;
        ShellModel slow = new ShellModel(new Background(compute, Runnable::run, Runnable::run), loader);
        slow.start(Session.first());
        waiting.remove().run();
        Runnable load = waiting.remove();
        Job job = slow.jobs().running().getFirst();
        // The decoder waits until there is a checkpoint.
        assertThat(waiting).isEmpty();
        job.report(0.5);
        assertThat(job.progressProperty().get()).isEqualTo(0.5);
        loader.whileLoading(job::cancel);
        load.run();
        waiting.remove().run();
        assertThat(loader.opened().getLast().isClosed()).isTrue();
        assertThat(slow.jobs().running()).isEmpty();
        assertThat(slow.selection().checkpoint()).isEmpty();
        assertThat(slow.selection().checkpointNoteProperty().get()).contains("Ctrl+K");
    }

    @Test
    void aDecoderThatIsOpenedBeforeThereIsACheckpointStays() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        ShellModel slow = new ShellModel(new Background(waiting::add, Runnable::run, Runnable::run), loader);
        slow.start(Session.first());
        assertThat(slow.selection().decoderNoteProperty().get()).contains("as soon as a checkpoint is open");
        Path own = folder.resolve("own.safetensors");
        slow.openDecoder(own);
        assertThat(slow.selection().decoderNoteProperty().get()).startsWith("Opening own.safetensors");
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertThat(slow.selection().checkpoint()).isPresent();
        assertThat(slow.selection().decoder()).isPresent();
        assertThat(slow.recent()).containsExactly(own.toAbsolutePath());
        assertThat(slow.selection().decoderNoteProperty().get()).isEmpty();
    }

    @Test
    void knowsADecoderFromACheckpointByItsHeader() {
        assertThat(model.selection().decoderNoteProperty().get()).contains("ijepa decoder train");
        Path decoder = folder.resolve("decoder.safetensors");
        new SafetensorsWriter()
                .metadata("format", "ijepa-workbench decoder")
                .add("condition.mean", new long[] {1}, new float[1])
                .write(decoder);
        model.openAny(List.of(decoder));
        FakeDecoder first = (FakeDecoder) model.selection().decoder().orElseThrow();
        assertThat(model.selection().decoderNoteProperty().get()).isEmpty();
        assertThat(model.recent()).containsExactly(decoder.toAbsolutePath());
        assertThat(loader.opened()).hasSize(1);

        loader.complete(false);
        model.openDecoder(decoder);
        assertThat(model.selection().decoder()).containsSame(first);
        assertThat(model.notices().errorProperty().get().text()).contains("is no decoder");

        loader.complete(true);
        model.openDecoder(decoder);
        assertThat(model.notices().errorProperty().get()).isNull();
        assertThat(first.isClosed()).isTrue();

        Path checkpoint = folder.resolve("model.good");
        new SafetensorsWriter()
                .add("encoder.norm.weight", new long[] {1}, new float[1])
                .write(checkpoint);
        model.openAny(List.of(checkpoint));
        assertThat(loader.opened()).hasSize(2);
    }
}
