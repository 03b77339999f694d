package ijepa.app.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import ijepa.app.control.Edits;
import ijepa.app.control.History;
import ijepa.app.shell.Notices;
import ijepa.app.shell.SampleImages;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.renderer.figure.LatexSnippet;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureMaker;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.SampleStore;

/**
 * The Figures workspace without its nodes: the parts of one figure and how it is printed, with their history. The figure is
 * kept from session to session.
 */
public final class FigureModel implements Edits {

    /** Marks that no part is selected. */
    public static final int NONE = -1;

    private static final String CAPTION = "caption";

    private final ShellModel shell;
    private final PageModel page = new PageModel();
    private final ContentModel content;
    private final PartModel part = new PartModel(this::replaceSelected);
    private final PreviewModel preview;
    private final FigureWriting writing;
    private final KeptFigure kept;
    private final History<FigureDraft> history = new History<>();
    private boolean restoring;

    // Properties

    private final ObservableList<FigureRecipe.Item> parts = FXCollections.observableArrayList();
    private final IntegerProperty selected = new SimpleIntegerProperty(NONE);

    /**
     * The last session's figure, or none.
     *
     * @param samples where decoded samples are kept, because they take long to draw
     * @param recipe  the file that the figure is kept in
     */
    public FigureModel(ShellModel shell, Path samples, Path recipe) {
        this.shell = shell;
        content = new ContentModel(shell.selection(), shell.strip());
        FigureInputs inputs = new FigureInputs(Optional.empty(), SampleImages::read);
        FigureMaker maker = new FigureMaker(inputs, new SampleStore(Optional.of(samples)));
        preview = new PreviewModel(shell.background(), inputs, maker, () -> draft().recipe());
        writing = new FigureWriting(
                shell,
                inputs,
                maker,
                this::toWrite,
                () -> preview.acceptChangesProperty().get());
        kept = new KeptFigure(recipe, shell.background());
        kept.read().ifPresent(last -> show(FigureDraft.of(last)));
        history.reset(draft());
        page.all()
                .forEach(property ->
                        property.addListener(ignored -> changed(property == page.captionProperty() ? CAPTION : "")));
        parts.addListener((ListChangeListener<FigureRecipe.Item>) change -> changed(""));
        selected.addListener(ignored -> follow());
        ObservableList<FigureRecipe.Item> inbox = shell.selection().figures().items();
        inbox.addListener((ListChangeListener<FigureRecipe.Item>) change -> take(inbox));
        take(inbox);
        follow();
    }

    private void take(ObservableList<FigureRecipe.Item> inbox) {
        if (!inbox.isEmpty()) {
            List<FigureRecipe.Item> sent = List.copyOf(inbox);
            parts.addAll(sent);
            selected.set(parts.size() - 1);
            // Not during the change that brought them.
            shell.background().window().execute(() -> inbox.removeAll(sent));
            shell.notices()
                    .succeed(
                            Notices.Topic.FILE,
                            "Sent to Figures, as part " + parts.size() + ".",
                            new Notices.Action(
                                    "Open Figures",
                                    () -> shell.workspaceProperty().set(FigureWorkspace.TITLE)));
        }
    }

    /** How the figure is printed. */
    PageModel page() {
        return page;
    }

    /** What a new part shows. */
    ContentModel content() {
        return content;
    }

    /** The selected part's settings. */
    PartModel part() {
        return part;
    }

    /** What the figure looks like. */
    PreviewModel preview() {
        return preview;
    }

    /** Writes the figure to files. */
    FigureWriting writing() {
        return writing;
    }

    /** The parts, from left to right, then down. */
    public ObservableList<FigureRecipe.Item> parts() {
        return parts;
    }

    /** The selected part's number, or {@link #NONE}. */
    public IntegerProperty selectedProperty() {
        return selected;
    }

    private Optional<FigureRecipe.Item> selectedPart() {
        int at = selected.get();
        return at >= 0 && at < parts.size() ? Optional.of(parts.get(at)) : Optional.empty();
    }

    @Override
    public ReadOnlyBooleanProperty undoableProperty() {
        return history.undoableProperty();
    }

    @Override
    public ReadOnlyBooleanProperty redoableProperty() {
        return history.redoableProperty();
    }

    // Commands

    /** Works while the workspace is in front. */
    public void setActive(boolean now) {
        preview.setActive(now);
    }

    @Override
    public void undo() {
        history.undo().ifPresent(this::goTo);
    }

    @Override
    public void redo() {
        history.redo().ifPresent(this::goTo);
    }

    private void goTo(FigureDraft draft) {
        show(draft);
        preview.redraw();
        kept.keep(draft.recipe());
    }

    /** Adds a part of the chosen template, from what is open. */
    public void add() {
        tried(content::source).ifPresent(source -> {
            parts.add(new FigureRecipe.Item("", source));
            selected.set(parts.size() - 1);
        });
    }

    /**
     * Makes the selected part anew.
     *
     * @param change may throw an {@link InputException}, which is told and leaves the part as it is
     */
    void change(UnaryOperator<PanelSource> change) {
        selectedPart().flatMap(item -> tried(() -> change.apply(item.source()))).ifPresent(this::replaceSelected);
    }

    private void replaceSelected(PanelSource source) {
        selectedPart().ifPresent(item -> replaceSelected(new FigureRecipe.Item(item.title(), source)));
    }

    private void replaceSelected(FigureRecipe.Item item) {
        parts.set(selected.get(), item);
    }

    /** What the preview has to say of its files stays: it offers what helps. */
    private Optional<FigureRecipe> toWrite() {
        try {
            return Optional.of(recipe());
        } catch (InputException missing) {
            preview.problemProperty().set(missing.getMessage());
            return Optional.empty();
        }
    }

    private <T> Optional<T> tried(Supplier<T> attempt) {
        try {
            T made = attempt.get();
            preview.problemProperty().set("");
            return Optional.of(made);
        } catch (InputException missing) {
            preview.problemProperty().set(missing.getMessage());
            return Optional.empty();
        }
    }

    /** Takes the selected part away. */
    public void remove() {
        int at = selected.get();
        if (at >= 0 && at < parts.size()) {
            parts.remove(at);
            selected.set(Math.min(at, parts.size() - 1));
        }
    }

    /** Moves the selected part nearer to the beginning or the end. */
    public void move(int by) {
        int at = selected.get();
        int to = at + by;
        if (at >= 0 && to >= 0 && to < parts.size()) {
            List<FigureRecipe.Item> moved = new ArrayList<>(parts);
            moved.add(to, moved.remove(at));
            parts.setAll(moved);
            selected.set(to);
        }
    }

    /** Names the selected part. */
    public void rename(String title) {
        selectedPart()
                .filter(item -> !item.title().equals(title))
                .ifPresent(item -> replaceSelected(new FigureRecipe.Item(title, item.source())));
    }

    /** Gives a part another title, where it is still there. */
    void rename(FigureRecipe.Item part, String title) {
        if (restoring) {
            // What is being brought back is as it was.
            return;
        }
        for (int at = 0; at < parts.size(); at++) {
            if (parts.get(at) == part) {
                parts.set(at, new FigureRecipe.Item(title, part.source()));
                return;
            }
        }
    }

    /** Begins anew; undo brings the figure back. */
    public void clear() {
        parts.clear();
        selected.set(NONE);
        preview.acceptChangesProperty().set(false);
    }

    /** Shows a figure that was made before, with all that it was made from; undo brings back the one before. */
    public void open(FigureRecipe recipe) {
        preview.acceptChangesProperty().set(false);
        show(FigureDraft.of(recipe));
        changed("");
    }

    private void show(FigureDraft draft) {
        restoring = true;
        page.use(draft.format());
        page.captionProperty().set(draft.caption());
        parts.setAll(draft.parts());
        restoring = false;
        selected.set(Math.clamp(selected.get(), Math.min(0, parts.size() - 1), parts.size() - 1));
        follow();
    }

    private FigureDraft draft() {
        return new FigureDraft(page.format(), parts, page.captionProperty().get());
    }

    /** Keeps the figure in its history and its file, and draws it. */
    private void changed(String edit) {
        if (restoring) {
            return;
        }
        follow();
        try {
            FigureDraft now = draft();
            history.commit(now, edit);
            kept.keep(now.recipe());
        } catch (InputException impossible) {
            preview.problemProperty().set(impossible.getMessage());
            return;
        }
        preview.redraw();
    }

    private void follow() {
        part.follow(selectedPart().map(FigureRecipe.Item::source).orElse(null));
    }

    /**
     * The figure as it is now, for its file.
     *
     * @throws InputException when it has no parts, or cannot be printed as the page says
     */
    public FigureRecipe recipe() {
        return new FigureRecipe(
                page.format(), List.copyOf(parts), page.captionProperty().get());
    }

    /** The lines that show the figure in a paper; nothing while there is no figure. */
    public Optional<String> latex() {
        return Optional.ofNullable(preview.previewProperty().get())
                .map(now -> LatexSnippet.of(now.figure(), "figure.pdf", OptionalInt.empty()));
    }
}
