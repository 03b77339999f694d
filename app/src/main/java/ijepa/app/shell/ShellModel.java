package ijepa.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.shell.Notices.Topic;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.DecoderFile;
import ijepa.renderer.figure.recipe.FigureRecipe;

/** The window without its nodes: what is open, how it is opened, and what is remembered. */
public final class ShellModel {

    private static final int MOST_RECENT = 10;
    private static final String NO_CHECKPOINT = "No checkpoint is open. Open one with Ctrl+K.";

    private record ImageRequest(ImageSource source, Fit fit) {}

    private final Selection selection;
    private final Notices notices = new Notices();
    private final Jobs jobs;
    private final Background background;
    private final ModelLoader models;
    private final LatestWins<ImageRequest, OpenImage> decoding;
    private final DecoderOpening decoders;
    private String folder;
    private Job loading;
    private int pasted;

    // Properties

    private final ObservableList<ImageSource> strip = FXCollections.observableArrayList();
    private final ObservableList<Path> recent = FXCollections.observableArrayList();
    // Kept, because a view that nobody holds stops telling of changes.
    private final ObservableList<ImageSource> stripView = FXCollections.unmodifiableObservableList(strip);
    private final ObservableList<Path> recentView = FXCollections.unmodifiableObservableList(recent);
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final ReadOnlyObjectWrapper<FigureRecipe> openedFigure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<CheckpointListing> contents = new ReadOnlyObjectWrapper<>();
    private final StringProperty workspace = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<TrainingMasks> trainingMasks = new ReadOnlyObjectWrapper<>();
    private final StringProperty following = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("Starting the engine");

    public ShellModel(Background background, ModelLoader models) {
        this.background = background;
        this.models = models;
        selection = new Selection(background.files(), background.window());
        jobs = new Jobs(background.window());
        decoders = new DecoderOpening(selection, jobs, background, models, notices);
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

    public Selection selection() {
        return selection;
    }

    public Notices notices() {
        return notices;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Background background() {
        return background;
    }

    /** Brings further weights into the engine, to compare with; called in the background. */
    public ModelLoader models() {
        return models;
    }

    /** The pictures of the filmstrip. */
    public ObservableList<ImageSource> strip() {
        return stripView;
    }

    /** Files and folders opened lately, newest first. */
    public ObservableList<Path> recent() {
        return recentView;
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Title of the workspace in front. */
    public StringProperty workspaceProperty() {
        return workspace;
    }

    /** The masks that were last chosen for a training run; null before. Told of every choice, also of the same again. */
    public ReadOnlyObjectProperty<TrainingMasks> trainingMasksProperty() {
        return trainingMasks.getReadOnlyProperty();
    }

    /** What the open checkpoint follows, in words, such as a run and its epoch; empty while it follows nothing. */
    public StringProperty followingProperty() {
        return following;
    }

    /** The figure that was opened last; null before there is one. */
    public ReadOnlyObjectProperty<FigureRecipe> openedFigureProperty() {
        return openedFigure.getReadOnlyProperty();
    }

    /** What a checkpoint holds, while that is looked at; null while it is not. */
    public ReadOnlyObjectProperty<CheckpointListing> contentsProperty() {
        return contents.getReadOnlyProperty();
    }

    /** Where networks run, in words. */
    public ReadOnlyStringProperty deviceProperty() {
        return device.getReadOnlyProperty();
    }

    // Commands

    /** Opens what was open last time, or a sample and the bundled model, and starts the engine. */
    public void start(Session session) {
        background.compute().execute(() -> {
            try {
                String found = models.startEngine();
                background.window().execute(() -> device.set(found));
            } catch (RuntimeException | Error failure) {
                background.window().execute(() -> {
                    device.set("No engine");
                    notices.report(Topic.ENGINE, failure);
                });
            }
        });
        theme.set("DARK".equals(session.theme()) ? Theme.DARK : Theme.LIGHT);
        workspace.set(session.workspace() == null ? "" : session.workspace());
        session.recent().forEach(file -> recent.add(Path.of(file)));
        restoreImage(session);
        restoreLayout(session);
        Path checkpoint = session.checkpoint() == null ? null : Path.of(session.checkpoint());
        if (checkpoint != null && Files.exists(checkpoint)) {
            openCheckpoint(checkpoint);
        } else {
            openBundledModel();
        }
        Path decoder = session.decoder() == null ? null : Path.of(session.decoder());
        if (decoder != null && Files.exists(decoder)) {
            openDecoder(decoder);
        } else {
            decoders.bundled(Precision.FP32);
        }
    }

    private void restoreImage(Session session) {
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

    private void restoreLayout(Session session) {
        if (session.layout() != null) {
            try {
                MaskLayout layout = LayoutJson.read(session.layout(), "The last session");
                selection.sampling().useGrid(layout.grid());
                selection.layout().replace(layout);
            } catch (InputException unusable) {
                // The sampled layout that is there already will do.
                return;
            }
        }
    }

    /** What to remember. */
    public Session session(double width, double height, boolean maximised) {
        return new Session(
                theme.get().name(),
                workspace.get(),
                folder,
                selection.image().map(image -> key(image.source())).orElse(null),
                selection
                        .checkpoint()
                        .flatMap(OpenCheckpoint::file)
                        .map(Path::toString)
                        .orElse(null),
                selection
                        .decoder()
                        .flatMap(OpenDecoder::file)
                        .map(Path::toString)
                        .orElse(null),
                selection.layout().state() == null
                        ? null
                        : LayoutJson.write(selection.layout().state().layout()),
                recent.stream().map(Path::toString).toList(),
                width,
                height,
                maximised);
    }

    private static String key(ImageSource source) {
        return source instanceof ImageSource.File file ? file.path().toString() : source.name();
    }

    /** Shows the photographs that come with the program. */
    public void openSamples() {
        folder = null;
        strip.setAll(SampleImages.all());
    }

    /** Opens one picture; what is open stays when it cannot be read. */
    public void open(ImageSource source) {
        decoding.request(new ImageRequest(source, selection.fitProperty().get()));
    }

    /** Opens the next picture of the filmstrip, or the one before. */
    public void step(int by) {
        int at = selection.image().map(image -> strip.indexOf(image.source())).orElse(-1);
        int next = at + by;
        if (next >= 0 && next < strip.size()) {
            open(strip.get(next));
        }
    }

    /** Opens whatever files are dropped or named: figures, pictures, a folder, a checkpoint, a decoder or a layout. */
    public void openAny(List<Path> files) {
        if (!files.isEmpty() && FigureOpening.mayBeFigure(files.getFirst())) {
            background.files().execute(() -> {
                try {
                    FigureOpening found = FigureOpening.of(files.getFirst());
                    background.window().execute(() -> openFound(files, found));
                } catch (RuntimeException | Error failure) {
                    background.window().execute(() -> notices.report(Topic.FILE, failure));
                }
            });
        } else {
            openOther(files);
        }
    }

    /** Opens a figure with all that it was made from, or what the files are if they are none. */
    private void openFound(List<Path> files, FigureOpening found) {
        if (found.recipe().isEmpty()) {
            openOther(files);
            return;
        }
        found.checkpoint()
                .filter(file -> !Optional.of(file).equals(selection.checkpoint().flatMap(OpenCheckpoint::file)))
                .ifPresent(this::openCheckpoint);
        found.layout().ifPresent(layout -> {
            selection.sampling().useGrid(layout.grid());
            selection.layout().replace(layout);
        });
        found.image().ifPresent(this::open);
        openedFigure.set(null);
        openedFigure.set(found.recipe().get());
        found.warning().ifPresent(warning -> notices.tell(Topic.FILE, warning));
        remember(files.getFirst());
    }

    private void openOther(List<Path> files) {
        List<Path> pictures = files.stream()
                .filter(file -> Files.isRegularFile(file) && ImageFolder.isPicture(file))
                .toList();
        if (!pictures.isEmpty()) {
            openImages(pictures);
            return;
        }
        files.stream().findFirst().ifPresent(file -> {
            if (Files.isDirectory(file) && !isModelFolder(file)) {
                openFolder(file);
            } else if (file.getFileName().toString().endsWith(".json")) {
                openLayout(file);
            } else {
                openWeights(file);
            }
        });
    }

    /** Decoders and checkpoints have the same ending. */
    private void openWeights(Path file) {
        background.files().execute(() -> {
            boolean decoder = Files.isRegularFile(file) && DecoderFile.isDecoder(file);
            background.window().execute(() -> {
                if (decoder) {
                    openDecoder(file);
                } else {
                    openCheckpoint(file);
                }
            });
        });
    }

    private static boolean isModelFolder(Path folder) {
        return Files.exists(folder.resolve("config.json"));
    }

    /** Opens pictures: the first is shown, all come to the front of the filmstrip. */
    public void openImages(List<Path> files) {
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

    /** Lists a folder in the filmstrip and shows its first picture. */
    public void openFolder(Path root) {
        scan(root, null);
    }

    private void scan(Path root, String wanted) {
        jobs.start(
                "Looking through " + root.getFileName(),
                background.files(),
                job -> ImageFolder.scan(root),
                found -> {
                    folder = root.toString();
                    remember(root);
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
    public void paste(Image image) {
        pasted++;
        open(new ImageSource.Pasted("Pasted " + pasted, image));
    }

    /** Loads the model that comes with the program. */
    public void openBundledModel() {
        load("Loading the bundled model", progress -> models.bundled(), null);
    }

    /** Loads a checkpoint; the present one stays until the new one is ready, and when that fails. */
    public void openCheckpoint(Path file) {
        load("Opening " + file.getFileName(), progress -> models.open(file, progress), file);
    }

    /** Loads a decoder; the present one stays until the new one is ready, and when that fails. */
    public void openDecoder(Path file) {
        decoders.open(file, selection.decoder().map(OpenDecoder::precision).orElse(Precision.FP32), this::remember);
    }

    /** Loads the decoder that comes with the program, where there is one. */
    public void openBundledDecoder() {
        decoders.bundled(selection.decoder().map(OpenDecoder::precision).orElse(Precision.FP32));
    }

    /** Lets the open decoder compute in another precision. */
    public void useDecoderPrecision(Precision precision) {
        decoders.use(precision);
    }

    /**
     * Loads a checkpoint of a run in place of the one before, as a run that is followed writes them: it is not remembered
     * among what was opened lately.
     *
     * @param title  of the job
     * @param ended  told when it is loaded, could not be, or is wanted no longer
     * @param failed told why it could not be loaded; what was open stays
     */
    public void followCheckpoint(Path file, String title, Runnable ended, Consumer<Throwable> failed) {
        load(
                title,
                progress -> models.open(file, progress),
                this::put,
                failure -> {
                    selection
                            .checkpointNoteProperty()
                            .set(selection.checkpoint().isPresent() ? "" : NO_CHECKPOINT);
                    failed.accept(failure);
                },
                ended);
    }

    /** Chooses the masks of the next training run, as they are drawn on the present grid. */
    public void useForTraining(MaskStrategy strategy) {
        trainingMasks.set(
                new TrainingMasks(strategy, selection.sampling().gridProperty().get()));
    }

    private void load(String title, Function<Progress, OpenCheckpoint> work, Path file) {
        load(title, work, opened -> use(opened, file), failure -> failed(failure, file), () -> {});
    }

    private void load(
            String title,
            Function<Progress, OpenCheckpoint> work,
            Consumer<OpenCheckpoint> done,
            Consumer<Throwable> failed,
            Runnable ended) {
        if (loading != null) {
            loading.cancel();
        }
        selection.checkpointNoteProperty().set(title + "\u2026");
        loading = jobs.start(
                title,
                background.compute(),
                job -> job.isCancelled() ? null : work.apply(job.progress()),
                opened -> {
                    loading = null;
                    done.accept(opened);
                    ended.run();
                },
                failure -> {
                    loading = null;
                    failed.accept(failure);
                    ended.run();
                },
                unwanted -> {
                    ended.run();
                    if (unwanted != null) {
                        background.compute().execute(unwanted::close);
                    }
                    if (loading != null && loading.isCancelled()) {
                        loading = null;
                        selection
                                .checkpointNoteProperty()
                                .set(selection.checkpoint().isPresent() ? "" : NO_CHECKPOINT);
                    }
                });
    }

    private void use(OpenCheckpoint opened, Path file) {
        put(opened);
        if (file != null) {
            remember(file);
            notices.settle(Topic.CHECKPOINT);
            opened.listing()
                    .ifPresent(found ->
                            notices.tell(Topic.CHECKPOINT, String.join(". ", found.inShort()) + ".", lookInto(found)));
        }
    }

    /** Shows all that the open checkpoint holds. */
    public void showContents() {
        Optional<CheckpointListing> listing = selection.checkpoint().flatMap(OpenCheckpoint::listing);
        if (listing.isPresent()) {
            contents.set(listing.get());
        } else {
            notices.tell(Topic.CHECKPOINT, "No checkpoint is open whose content is known.");
        }
    }

    /** Looks at it no longer. */
    public void hideContents() {
        contents.set(null);
    }

    private Notices.Action lookInto(CheckpointListing found) {
        return new Notices.Action("What is in it", () -> contents.set(found));
    }

    private void put(OpenCheckpoint opened) {
        OpenCheckpoint before = selection.checkpointProperty().get();
        selection.checkpointNoteProperty().set("");
        selection.checkpointProperty().set(opened);
        if (before != null) {
            background.compute().execute(before::close);
        }
    }

    private void failed(Throwable failure, Path file) {
        notices.report(Topic.CHECKPOINT, failure);
        if (file != null) {
            Notices.Notice shown = notices.currentProperty().get();
            background
                    .files()
                    .execute(() -> models.listing(file)
                            .ifPresent(found -> background.window().execute(() -> explain(failure, shown, found))));
        }
        if (selection.checkpoint().isPresent()) {
            selection.checkpointNoteProperty().set("");
        } else if (file != null) {
            // The last session's checkpoint is gone or damaged: say so, and work with what there is.
            openBundledModel();
        } else {
            selection
                    .checkpointNoteProperty()
                    .set(notices.currentProperty().get().text());
        }
    }

    /** Adds a way to all that was found to an error that is still shown. */
    private void explain(Throwable failure, Notices.Notice shown, CheckpointListing found) {
        if (notices.currentProperty().get() == shown) {
            notices.report(Topic.CHECKPOINT, failure, lookInto(found));
        }
    }

    /** Replaces the layout with one from a file. */
    public void openLayout(Path file) {
        try {
            pasteLayout(Files.readString(file), file.toString());
        } catch (NoSuchFileException failure) {
            notices.report(Topic.LAYOUT, new InputException("There is no file " + file + ".", failure));
        } catch (IOException failure) {
            notices.report(
                    Topic.LAYOUT, new InputException(file + " cannot be read as text: it is no mask layout.", failure));
        }
    }

    public void saveLayout(Path file) {
        try {
            Files.writeString(file, copyLayout());
            notices.tell(Topic.LAYOUT, "Saved the layout as " + file + ".");
        } catch (IOException failure) {
            notices.report(
                    Topic.LAYOUT,
                    new InputException(
                            file + " cannot be written: " + failure.getMessage() + ". Choose another place.", failure));
        }
    }

    /** The layout as JSON. */
    public String copyLayout() {
        return LayoutJson.write(selection.layout().state().layout());
    }

    /** Replaces the layout with one from JSON. */
    public void pasteLayout(String json, String name) {
        try {
            MaskLayout layout = LayoutJson.read(json, name);
            selection.layout().replace(layout);
            notices.settle(Topic.LAYOUT);
        } catch (InputException failure) {
            notices.report(Topic.LAYOUT, failure);
        }
    }

    private void show(OpenImage opened) {
        selection.imageProperty().set(opened);
        ImageSource source = opened.source();
        if (!strip.contains(source)) {
            strip.addFirst(source);
        }
        if (source instanceof ImageSource.File file
                && (folder == null || !file.path().startsWith(folder))) {
            remember(file.path());
        }
        notices.settle(Topic.IMAGE);
    }

    private void remember(Path file) {
        Path absolute = file.toAbsolutePath();
        recent.remove(absolute);
        recent.addFirst(absolute);
        if (recent.size() > MOST_RECENT) {
            recent.removeLast();
        }
    }
}
