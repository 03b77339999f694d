package ijepa.app.shell;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

import ijepa.app.control.LayoutState;
import ijepa.app.shell.Notices.Topic;
import ijepa.core.InputException;
import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskStrategy;
import ijepa.renderer.figure.recipe.FigureRecipe;

/** The window without its nodes: what is open, how it is opened, and what is remembered. */
public final class ShellModel {

    private final Selection selection;
    private final Notices notices = new Notices();
    private final Jobs jobs;
    private final Background background;
    private final ModelLoader models;
    private final RecentFiles recent = new RecentFiles();
    private final ImageOpening images;
    private final LayoutFiles layouts;
    private final CheckpointOpening checkpoints;
    private final DecoderOpening decoders;
    private final FileOpening anyFiles;
    private Session restored = Session.first();

    // Properties

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
        images = new ImageOpening(selection, jobs, background, notices, recent);
        layouts = new LayoutFiles(selection, notices);
        checkpoints = new CheckpointOpening(selection, jobs, background, models, notices, recent, contents::set);
        decoders = new DecoderOpening(selection, jobs, background, models, notices);
        anyFiles = new FileOpening(this, layouts, recent, recipe -> {
            // Told of every figure, also of the same again.
            openedFigure.set(null);
            openedFigure.set(recipe);
        });
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
        return images.strip();
    }

    /** Files and folders opened lately, newest first. */
    public ObservableList<Path> recent() {
        return recent.files();
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

    /** The opening of a checkpoint that runs now and is still wanted. */
    public Optional<Job> checkpointOpening() {
        return checkpoints.running();
    }

    // Commands

    /** Opens what was open last time, or a sample and the bundled model, and starts the engine. */
    public void start(Session last) {
        Session session = last.present();
        restored = session;
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
        recent.restore(session.recent());
        Arrays.stream(Fit.values())
                .filter(fit -> fit.name().equals(session.fit()))
                .forEach(selection.fitProperty()::set);
        images.restore(session);
        boolean drawn = layouts.restore(session);
        tellLost(last.lostIn(session));
        checkpoints.restore(
                Optional.ofNullable(session.checkpoint()).map(Path::of),
                drawn && Objects.equals(session.checkpoint(), last.checkpoint()));
        decoders.openLater(Optional.ofNullable(session.decoder()).map(Path::of), recent::remember);
    }

    /** It is not in the next session, so nobody is told twice. */
    private void tellLost(String lost) {
        if (!lost.isEmpty()) {
            notices.report(
                    Topic.FILE,
                    new InputException("Of the last session there is no longer: " + lost
                            + ". What comes with the program is open instead; put it back or open another."));
        }
    }

    /** What to remember: what is open, or is still to be opened of the last session. */
    public Session session(double width, double height, boolean maximised) {
        LayoutState layout = selection.layout().state();
        return new Session(
                theme.get().name(),
                workspace.get(),
                images.folder(),
                selection
                        .image()
                        .map(image -> ImageOpening.key(image.source()))
                        .orElse(images.isComing() ? restored.image() : null),
                remembered(
                        selection.checkpoint().map(OpenCheckpoint::file),
                        checkpoints.running().isPresent() ? restored.checkpoint() : null),
                remembered(selection.decoder().map(OpenDecoder::file), decoders.isComing() ? restored.decoder() : null),
                layout == null ? null : LayoutJson.write(layout.layout()),
                layout == null ? List.of() : List.copyOf(layout.locked()),
                RememberedSampling.of(selection.sampling()),
                selection.fitProperty().get().name(),
                recent.files().stream().map(Path::toString).toList(),
                width,
                height,
                maximised);
    }

    /** The open file, null for what comes with the program; while nothing is open yet, what is coming. */
    private static String remembered(Optional<Optional<Path>> open, String coming) {
        return open.isPresent() ? open.get().map(Path::toString).orElse(null) : coming;
    }

    /** Shows the photographs that come with the program. */
    public void openSamples() {
        images.openSamples();
    }

    /** Opens one picture; what is open stays when it cannot be read. */
    public void open(ImageSource source) {
        images.open(source);
    }

    /** Opens the next picture of the filmstrip, or the one before. */
    public void step(int by) {
        images.step(by);
    }

    /** Opens whatever files are dropped or named: figures, pictures, a folder, a checkpoint, a decoder or a layout. */
    public void openAny(List<Path> files) {
        anyFiles.open(files);
    }

    /** Opens pictures: the first is shown, all come to the front of the filmstrip. */
    public void openImages(List<Path> files) {
        images.open(files);
    }

    /** Lists a folder in the filmstrip and shows its first picture. */
    public void openFolder(Path root) {
        images.scan(root, null);
    }

    /** Shows a picture from the clipboard. */
    public void paste(Image image) {
        images.paste(image);
    }

    /** Loads the model that comes with the program. */
    public void openBundledModel() {
        checkpoints.bundled();
    }

    /** Loads a checkpoint; the present one stays until the new one is ready, and when that fails. */
    public void openCheckpoint(Path file) {
        checkpoints.open(file);
    }

    /** Loads a decoder; the present one stays until the new one is ready, and when that fails. */
    public void openDecoder(Path file) {
        decoders.open(file, recent::remember);
    }

    /** Loads the decoder that comes with the program, where there is one. */
    public void openBundledDecoder() {
        decoders.bundled();
    }

    /** Lets decoders compute elsewhere or in another precision, the open one and those that follow. */
    public void useDecoderMachine(DecoderMachine machine) {
        decoders.use(machine);
    }

    /**
     * Loads a checkpoint of a run in place of the one before, as a run that is followed writes them: it is not remembered
     * among what was opened lately.
     *
     * @param title  of the job
     * @param ended  told when it is loaded, could not be, or is wanted no longer
     * @param failed told why it could not be loaded; what was open stays
     * @return the job, to give it up
     */
    public Job followCheckpoint(Path file, String title, Runnable ended, Consumer<Throwable> failed) {
        return checkpoints.follow(file, title, ended, failed);
    }

    /** Chooses the masks of the next training run, as they are drawn on the present grid. */
    public void useForTraining(MaskStrategy strategy) {
        trainingMasks.set(
                new TrainingMasks(strategy, selection.sampling().gridProperty().get()));
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

    /** Replaces the layout with one from a file. */
    public void openLayout(Path file) {
        layouts.open(file);
    }

    public void saveLayout(Path file) {
        layouts.save(file);
    }

    /** The layout as JSON. */
    public String copyLayout() {
        return layouts.copy();
    }

    /** Replaces the layout with one from JSON. */
    public void pasteLayout(String json, String name) {
        layouts.paste(json, name);
    }
}
