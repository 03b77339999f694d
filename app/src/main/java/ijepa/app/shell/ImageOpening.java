package ijepa.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.shell.Notices.Topic;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;

/** Brings pictures into the window's selection and its filmstrip; what is open stays when one cannot be read. */
final class ImageOpening {

    private record Request(ImageSource source, Fit fit) {}

    private final Selection selection;
    private final Notices notices;
    private final Jobs jobs;
    private final Background background;
    private final RecentFiles recent;
    private final LatestWins<Request, OpenImage> decoding;
    private String folder;
    private int pasted;

    private final ObservableList<ImageSource> strip = FXCollections.observableArrayList();
    // Kept, because a view that nobody holds stops telling of changes.
    private final ObservableList<ImageSource> stripView = FXCollections.unmodifiableObservableList(strip);

    ImageOpening(Selection selection, Jobs jobs, Background background, Notices notices, RecentFiles recent) {
        this.selection = selection;
        this.jobs = jobs;
        this.background = background;
        this.notices = notices;
        this.recent = recent;
        decoding = new LatestWins<>(
                background.files(),
                background.window(),
                LatestWins.Overtaken.DROPPED,
                (request, overtaken) ->
                        new OpenImage(request.source(), request.source().read(), request.fit()),
                this::show,
                failure -> notices.report(Topic.IMAGE, failure));
        selection.fitProperty().addListener(ignored -> selection.image().ifPresent(image -> open(image.source())));
    }

    /** The pictures of the filmstrip. */
    ObservableList<ImageSource> strip() {
        return stripView;
    }

    /** The folder that the filmstrip shows; null for none. */
    String folder() {
        return folder;
    }

    /** What a picture is remembered by. */
    static String key(ImageSource source) {
        return source instanceof ImageSource.File file ? file.path().toString() : source.name();
    }

    /** What was open in the last session, else a sample. */
    void restore(Session session) {
        openSamples();
        if (session.folder() != null && Files.isDirectory(Path.of(session.folder()))) {
            scan(Path.of(session.folder()), session.image());
            return;
        }
        Optional<ImageSource> sample = strip.stream()
                .filter(source -> source.name().equals(session.image()))
                .findFirst();
        if (sample.isEmpty() && session.image() != null && Files.isRegularFile(Path.of(session.image()))) {
            open(new ImageSource.File(Path.of(session.image())));
        } else {
            open(sample.orElse(strip.getFirst()));
        }
    }

    /** Shows the photographs that come with the program. */
    void openSamples() {
        folder = null;
        strip.setAll(SampleImages.all());
    }

    void open(ImageSource source) {
        decoding.request(new Request(source, selection.fitProperty().get()));
    }

    /** Opens the next picture of the filmstrip, or the one before. */
    void step(int by) {
        int at = selection.image().map(image -> strip.indexOf(image.source())).orElse(-1);
        int next = at + by;
        if (next >= 0 && next < strip.size()) {
            open(strip.get(next));
        }
    }

    /** Opens pictures: the first is shown, all come to the front of the filmstrip. */
    void open(List<Path> files) {
        List<ImageSource> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(new ImageSource.File(file));
        }
        if (sources.size() > 1) {
            strip.removeAll(sources);
            strip.addAll(0, sources);
        }
        if (!sources.isEmpty()) {
            open(sources.getFirst());
        }
    }

    /**
     * Lists a folder in the filmstrip and shows one of its pictures.
     *
     * @param wanted what that one is remembered by; null for the first
     */
    void scan(Path root, String wanted) {
        jobs.start(
                "Looking through " + root.getFileName(),
                background.files(),
                job -> ImageFolder.scan(root),
                found -> {
                    folder = root.toString();
                    recent.remember(root);
                    List<ImageSource> sources = new ArrayList<>();
                    for (Path file : found.files()) {
                        sources.add(new ImageSource.File(file));
                    }
                    strip.setAll(sources);
                    open(sources.stream()
                            .filter(source -> key(source).equals(wanted))
                            .findFirst()
                            .orElse(sources.getFirst()));
                },
                failure -> notices.report(Topic.IMAGE, failure));
    }

    /** Shows a picture from the clipboard. */
    void paste(Image image) {
        pasted++;
        open(new ImageSource.Pasted("Pasted " + pasted, image));
    }

    private void show(OpenImage opened) {
        selection.imageProperty().set(opened);
        ImageSource source = opened.source();
        if (!strip.contains(source)) {
            strip.addFirst(source);
        }
        if (source instanceof ImageSource.File file
                && (folder == null || !file.path().startsWith(folder))) {
            recent.remember(file.path());
        }
        notices.settle(Topic.IMAGE);
    }
}
