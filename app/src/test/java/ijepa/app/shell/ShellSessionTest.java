package ijepa.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutModel;
import ijepa.core.image.Fit;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import org.junit.jupiter.api.Test;

/** What the window finds again of the session before. */
class ShellSessionTest extends ShellModelFixture {

    private static Session naming(Path folder, Path image, Path checkpoint, Path decoder) {
        return new Session(
                null,
                null,
                folder == null ? null : folder.toString(),
                image == null ? null : image.toString(),
                checkpoint == null ? null : checkpoint.toString(),
                decoder == null ? null : decoder.toString(),
                null,
                List.of(),
                null,
                null,
                List.of(),
                0,
                0,
                false);
    }

    @Test
    void whatIsStillBeingOpenedOfTheLastSessionIsInTheNext() throws IOException {
        Path inside = picture("pictures/inside.png");
        Path checkpoint = Files.createFile(folder.resolve("own.good"));
        Path decoder = Files.createFile(folder.resolve("decoder.safetensors"));
        Session last = naming(inside.getParent(), inside, checkpoint, decoder);
        Deque<Runnable> waiting = new ArrayDeque<>();
        ShellModel slow = new ShellModel(new Background(waiting::add, waiting::add, Runnable::run), loader);
        slow.start(last);
        Session closed = slow.session(1280, 800, false);
        assertThat(closed.folder()).isEqualTo(last.folder());
        assertThat(closed.image()).isEqualTo(last.image());
        assertThat(closed.checkpoint()).isEqualTo(last.checkpoint());
        assertThat(closed.decoder()).isEqualTo(last.decoder());
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        slow.openBundledModel();
        slow.openSamples();
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        closed = slow.session(1280, 800, false);
        assertThat(closed.folder()).isNull();
        assertThat(closed.checkpoint()).isNull();
    }

    @Test
    void theOpenPictureComesBackAlsoFromElsewhereThanTheFolder() throws IOException {
        Path inside = picture("pictures/inside.png");
        Path outside = picture("outside.png");
        model.start(naming(inside.getParent(), outside, null, null));
        assertThat(shown(model)).isEqualTo("outside.png");
        assertThat(model.strip()).extracting(ImageSource::name).containsExactly("outside.png", "inside.png");
    }

    @Test
    void whatIsGoneSinceTheLastSessionIsSaidOnce() {
        ShellModel again = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        again.start(
                naming(folder.resolve("gone"), null, folder.resolve("gone.good"), folder.resolve("gone.safetensors")));
        assertThat(again.notices().errorProperty().get().text())
                .contains("folder " + folder.resolve("gone") + " and checkpoint " + folder.resolve("gone.good"))
                .contains("decoder " + folder.resolve("gone.safetensors"))
                .contains("What comes with the program is open instead");
        assertThat(shown(again)).isEqualTo(again.strip().getFirst().name());
        Session next = again.session(1280, 800, false);
        ShellModel third = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        third.start(next);
        assertThat(third.notices().errorProperty().get()).isNull();
    }

    @Test
    void whatCannotBeOpenedIsNotTriedAgainTheNextTime() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.png"), "no picture");
        Path decoder = Files.writeString(folder.resolve("damaged.safetensors"), "no decoder");
        Path checkpoint = Files.createFile(folder.resolve("own.good"));
        loader.complete(false);
        ShellModel again = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        again.start(naming(null, damaged, checkpoint, decoder));
        assertThat(again.notices().errorProperty().get()).isNotNull();
        Session next = again.session(1280, 800, false);
        assertThat(next.image()).isNull();
        assertThat(next.decoder()).isNull();
    }

    @Test
    void howBlocksAreDrawnAndWhatIsLockedComesBack() throws IOException {
        model.selection().fitProperty().set(Fit.LETTERBOX);
        Sampling sampling = model.selection().sampling();
        sampling.strategyProperty().set(MaskStrategy.OneBlock.PUBLISHED.nearestOn(new PatchGrid(8, 8)));
        sampling.seedProperty().set(5);
        sampling.iterationProperty().set(7);
        sampling.batchSizeProperty().set(3);
        sampling.positionProperty().set(2);
        LayoutModel layout = model.selection().layout();
        layout.selectedProperty().set(BlockRef.target(0));
        layout.toggleLock();
        layout.nudge(1, 0);
        SessionStore store = new SessionStore(folder.resolve("configuration"));
        store.save(model.session(1000, 700, false));
        ShellModel again = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        again.start(store.load());
        Sampling restored = again.selection().sampling();
        assertThat(again.selection().fitProperty().get()).isEqualTo(Fit.LETTERBOX);
        assertThat(restored.strategyProperty().get())
                .isEqualTo(sampling.strategyProperty().get());
        assertThat(restored.seedProperty().get()).isEqualTo(5);
        assertThat(restored.iterationProperty().get()).isEqualTo(7);
        assertThat(restored.batchSizeProperty().get()).isEqualTo(3);
        assertThat(restored.positionProperty().get()).isEqualTo(2);
        assertThat(again.selection().layout().state()).isEqualTo(layout.state());
        assertThat(layout.state().isLocked(BlockRef.target(0))).isTrue();
        assertThat(again.selection().layout().undoableProperty().get()).isFalse();
    }

    @Test
    void aLayoutOnAGridOfItsOwnComesBack() throws IOException {
        model.selection().sampling().chooseGrid(new PatchGrid(14, 14));
        LayoutModel layout = model.selection().layout();
        layout.selectedProperty().set(BlockRef.target(0));
        layout.toggleLock();
        Session session = model.session(1000, 700, false);
        ShellModel again = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        again.start(session);
        assertThat(again.selection().checkpoint()).isPresent();
        assertThat(again.selection().layout().state()).isEqualTo(layout.state());
        // Another checkpoint of the same grid leaves it, too.
        again.openCheckpoint(Files.createFile(folder.resolve("next.good")));
        assertThat(again.selection().layout().state().grid()).isEqualTo(new PatchGrid(14, 14));
        // Where the checkpoint is not the one that it was drawn beside, the open one decides.
        Path gone = folder.resolve("gone.good");
        ShellModel lost = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        lost.start(new Session(
                null,
                null,
                null,
                null,
                gone.toString(),
                null,
                session.layout(),
                List.of(),
                null,
                null,
                List.of(),
                0,
                0,
                false));
        assertThat(lost.selection().layout().state().grid()).isEqualTo(new PatchGrid(8, 8));
    }

    @Test
    void aSessionOfAnOlderVersionIsRead() throws IOException {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("session.json"),
                "{\"theme\": \"DARK\", \"recent\": [], \"width\": 1000, \"height\": 700, \"maximised\": false}");
        ShellModel again = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        again.start(new SessionStore(configuration).load());
        assertThat(again.themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(again.selection().sampling().batchSizeProperty().get())
                .isEqualTo(model.selection().sampling().batchSizeProperty().get());
        assertThat(again.selection().layout().state().locked()).isEmpty();
    }

    @Test
    void aLostCheckpointOfTheLastSessionGivesWayToTheBundledModel() throws IOException {
        Path lost = Files.writeString(folder.resolve("lost.safetensors"), "no weights");
        ShellModel again = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        again.start(naming(null, null, lost, null));
        assertThat(again.selection().checkpoint().orElseThrow().file()).isEmpty();
        assertThat(again.notices().errorProperty().get().text()).contains("lost.safetensors");
    }

    @Test
    void rememberedSessionsComeBack() throws IOException {
        model.open(model.strip().get(3));
        model.themeProperty().set(Theme.DARK);
        SessionStore store = new SessionStore(folder.resolve("configuration"));
        store.save(model.session(1000, 700, true));
        Session loaded = store.load();
        ShellModel again = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);
        again.start(loaded);
        assertThat(loaded.maximised()).isTrue();
        assertThat(again.themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(again.selection().image().orElseThrow().source())
                .isEqualTo(model.strip().get(3));
        assertThat(again.selection().layout().state().layout())
                .isEqualTo(model.selection().layout().state().layout());
    }
}
