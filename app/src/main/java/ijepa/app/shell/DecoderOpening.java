package ijepa.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;

/** Brings decoders into the window's selection, one at a time; the present one stays until the new one is ready. */
final class DecoderOpening {

    private static final String NONE =
            "No decoder is open. Open one that was trained with this checkpoint (File, Open decoder), or train one with 'ijepa decoder train'.";

    private static final String LATER = "The decoder is opened as soon as a checkpoint is open\u2026";

    private final Selection selection;
    private final Jobs jobs;
    private final Background background;
    private final ModelLoader models;
    private final Notices notices;
    private Job loading;
    /** Whether one is to be opened once there is a checkpoint. */
    private boolean waits;
    /** Read where decoders are loaded. */
    private volatile DecoderMachine machine = DecoderMachine.USUAL;

    DecoderOpening(Selection selection, Jobs jobs, Background background, ModelLoader models, Notices notices) {
        this.selection = selection;
        this.jobs = jobs;
        this.background = background;
        this.models = models;
        this.notices = notices;
    }

    /**
     * Loads a decoder once a checkpoint is open and what waits for it has been asked for: the first prediction comes first.
     * One that is asked for before that is not replaced.
     *
     * @param file empty for the decoder that comes with the program
     */
    void openLater(Optional<Path> file, Consumer<Path> opened) {
        waits = true;
        rest();
        afterTheCheckpoint(() -> {
            waits = false;
            if (loading == null && selection.decoder().isEmpty()) {
                file.ifPresentOrElse(known -> open(known, opened), this::bundled);
            }
        });
    }

    /** Whether a decoder is being loaded or will be. */
    boolean isComing() {
        return waits || loading != null;
    }

    private void afterTheCheckpoint(Runnable work) {
        if (selection.checkpoint().isPresent()) {
            work.run();
            return;
        }
        selection.checkpointProperty().addListener(new InvalidationListener() {
            @Override
            public void invalidated(Observable opened) {
                opened.removeListener(this);
                background.window().execute(work);
            }
        });
    }

    /** Loads a decoder's file. */
    void open(Path file, Consumer<Path> opened) {
        load("Opening " + file.getFileName(), () -> Optional.of(models.openDecoder(file, machine)), () -> {
            opened.accept(file);
            notices.settle(Notices.Topic.DECODER);
        });
    }

    /** Loads the decoder that comes with the program, where there is one. */
    void bundled() {
        load(
                "Loading the bundled decoder",
                () -> models.bundledDecoder(machine),
                () -> notices.settle(Notices.Topic.DECODER));
    }

    /** Where decoders are loaded to from now on; one that is open elsewhere is loaded anew. */
    void use(DecoderMachine wanted) {
        machine = wanted;
        if (loading == null) {
            move();
        }
    }

    private void move() {
        selection
                .decoder()
                .filter(open -> !open.machine().equals(machine))
                .ifPresent(open -> open.file().ifPresentOrElse(file -> open(file, ignored -> {}), this::bundled));
    }

    private void load(String title, Supplier<Optional<OpenDecoder>> work, Runnable done) {
        if (loading != null) {
            loading.cancel();
        }
        selection.decoderNoteProperty().set(title + "\u2026");
        Job[] own = new Job[1];
        own[0] = jobs.start(
                title,
                background.compute(),
                job -> job.isCancelled() ? Optional.<OpenDecoder>empty() : work.get(),
                found -> {
                    loading = null;
                    found.ifPresent(opened -> {
                        put(opened);
                        done.run();
                    });
                    rest();
                    move();
                },
                failure -> {
                    loading = null;
                    notices.report(Notices.Topic.DECODER, failure);
                    machine = selection.decoder().map(OpenDecoder::machine).orElse(machine);
                    rest();
                },
                unwanted -> {
                    if (unwanted != null) {
                        unwanted.ifPresent(opened -> background.compute().execute(opened::close));
                    }
                    if (loading == own[0]) {
                        loading = null;
                        rest();
                    }
                });
        if (jobs.running().contains(own[0])) {
            loading = own[0];
        }
    }

    private void put(OpenDecoder opened) {
        OpenDecoder before = selection.decoderProperty().get();
        selection.decoderProperty().set(opened);
        if (before != null) {
            background.compute().execute(before::close);
        }
    }

    private void rest() {
        String none = waits ? LATER : NONE;
        selection.decoderNoteProperty().set(selection.decoder().isPresent() ? "" : none);
    }
}
