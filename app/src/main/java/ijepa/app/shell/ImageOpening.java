package ijepa.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    /** The folder that is being listed, and the job that does it. */
    private String coming;

    private Job scanning;
    /** The picture that was asked for last; null before the first. */
    private ImageSource asked;

    private boolean opening;

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
                failure -> {
                    opening = false;
                    notices.report(Topic.IMAGE, failure);
                });
        selection.fitProperty().addListener(ignored -> selection.image().ifPresent(image -> open(image.source())));
    }

    /** The pictures of the filmstrip. */
    ObservableList<ImageSource> strip() {
        return stripView;
    }

    /** The folder that the filmstrip shows, or will as soon as it is listed; null for none. */
    String folder() {
        return coming == null ? folder : coming;
    }

    /** Whether a picture is being opened, or will be when its folder is listed. */
    boolean isComing() {
        return opening || coming != null;
    }

    /** What a picture is remembered by. */
    static String key(ImageSource source) {
        return source instanceof ImageSource.File file ? file.path().toString() : source.name();
    }

    /** What was open in the last session, else a sample. */
    void restore(Session session) {
        openSamples();
        if (session.folder() != null) {
            scan(Path.of(session.folder()), session.image());
        } else {
            open(remembered(session.image(), strip).orElse(strip.getFirst()));
        }
    }

    /** The picture of a key among some, else the sample or the file that has it, if there is one. */
    private static Optional<ImageSource> remembered(String key, List<ImageSource> among) {
        if (key == null) {
            return Optional.empty();
        }
        return Stream.concat(among.stream(), SampleImages.all().stream())
                .filter(source -> key(source).equals(key))
                .findFirst()
                .or(() -> Optional.of(Path.of(key)).filter(Files::isRegularFile).map(ImageSource.File::new));
    }

    /** Shows the photographs that come with the program. */
    void openSamples() {
        stopScanning();
        folder = null;
        strip.setAll(SampleImages.all());
    }

    void open(ImageSource source) {
        asked = source;
        opening = true;
        decoding.request(new Request(source, selection.fitProperty().get()));
    }

    /** Opens the next picture of the filmstrip, or the one before. */
    void step(int by) {
        // Of the one that was asked for, also where it cannot be read or is still on its way.
        int at = strip.contains(asked)
                ? strip.indexOf(asked)
                : selection.image().map(image -> strip.indexOf(image.source())).orElse(-1);
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
     * Lists a folder in the filmstrip and shows one of its pictures, unless another is opened until it is listed. A folder
     * that is still being listed is wanted no longer.
     *
     * @param wanted what that one is remembered by; null for the first
     */
    void scan(Path root, String wanted) {
        stopScanning();
        coming = root.toString();
        ImageSource before = asked;
        Set<ImageSource> old = Set.copyOf(strip);
        Job[] own = new Job[1];
        own[0] = jobs.start(
                "Looking through " + root.getFileName(),
                background.files(),
                job -> ImageFolder.scan(root, job::isCancelled),
                found -> {
                    coming = null;
                    folder = root.toString();
                    recent.remember(root);
                    List<ImageSource> sources = new ArrayList<>();
                    for (Path file : found.files()) {
                        sources.add(new ImageSource.File(file));
                    }
                    ImageSource meanwhile = asked;
                    list(sources, old);
                    open(meanwhile == before ? remembered(wanted, sources).orElse(sources.getFirst()) : meanwhile);
                },
                failure -> {
                    coming = null;
                    notices.report(Topic.IMAGE, failure);
                },
                unwanted -> {
                    if (scanning == own[0]) {
                        coming = null;
                    }
                });
        scanning = own[0];
    }

    private void stopScanning() {
        if (scanning != null) {
            scanning.cancel();
            scanning = null;
        }
        coming = null;
    }

    /** Shows a folder's pictures in place of old ones; what was opened while it was being listed stays before them. */
    private void list(List<ImageSource> sources, Set<ImageSource> old) {
        Set<ImageSource> all = new LinkedHashSet<>(strip);
        all.removeAll(old);
        all.addAll(sources);
        strip.setAll(all);
    }

    /** Shows a picture from the clipboard. */
    void paste(Image image) {
        pasted++;
        open(new ImageSource.Pasted("Pasted " + pasted, image));
    }

    private void show(OpenImage opened) {
        opening = false;
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
