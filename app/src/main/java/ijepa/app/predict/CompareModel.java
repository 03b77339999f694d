package ijepa.app.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

import ijepa.app.shell.LatestWins;
import ijepa.app.shell.ModelShelf;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.Progress;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.predict.CheckpointShelf;
import ijepa.renderer.predict.CheckpointShelf.Source;
import ijepa.renderer.predict.ComparedCheckpoint;

/** Another checkpoint, or all of a run, for the same image and layout; and the open one's two encoders. */
public final class CompareModel {

    /** What is asked, and which of the others is looked at and therefore comes first. */
    private record Request(Subject subject, List<Source> sources, int first) {}

    /** What came so far; others by their place. */
    private record Answer(
            Request request,
            Optional<ComparedCheckpoint> own,
            Map<Integer, ComparedCheckpoint> others,
            Map<Distance, MapPanel> encoders) {

        Answer {
            others = Map.copyOf(others);
        }

        boolean isComplete() {
            return others.size() == request.sources().size();
        }
    }

    private final ShellModel shell;
    private final ObjectProperty<Distance> distance;
    private final CheckpointShelf shelf;
    private final LatestWins<Request, Answer> comparing;
    private List<Source> sources = List.of();
    private Answer answer;
    private boolean active;
    /** What was asked for last. */
    private volatile Request wanted;

    // Properties

    private final ObjectProperty<Path> path = new SimpleObjectProperty<>();
    private final IntegerProperty position = new SimpleIntegerProperty();
    private final ReadOnlyObjectWrapper<MapPanel> ownPredicted = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPanel> ownError = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPanel> otherPredicted = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPanel> otherError = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPanel> encoders = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<double[]> curve = new ReadOnlyObjectWrapper<>(new double[0]);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    CompareModel(ShellModel shell, ObjectProperty<Distance> distance) {
        this.shell = shell;
        this.distance = distance;
        shelf = ModelShelf.of(shell.models());
        comparing = new LatestWins<>(
                shell.background().compute(),
                shell.background().window(),
                LatestWins.Overtaken.SHOWN,
                this::compare,
                this::show,
                this::fail);
        Selection selection = shell.selection();
        selection.imageProperty().addListener(ignored -> restart());
        selection.checkpointProperty().addListener(ignored -> restart());
        selection.layout().stateProperty().addListener(ignored -> ask());
        distance.addListener(ignored -> showPanels());
        position.addListener(ignored -> showPanels());
        path.addListener(ignored -> open());
    }

    /** The checkpoint or run that is compared with; null for none. */
    public ObjectProperty<Path> pathProperty() {
        return path;
    }

    /** Which of them is shown, from 0. */
    public IntegerProperty positionProperty() {
        return position;
    }

    /** What they are called, in their order. */
    public List<String> names() {
        return sources.stream().map(Source::name).toList();
    }

    /** Steps of training of each, or its place where they are of no run. */
    public double[] steps() {
        double[] steps = new double[sources.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = sources.get(i).step().orElse(i);
        }
        return steps;
    }

    /** Mean error of each of them, no number for those that are still to come; empty before any came. */
    public ReadOnlyObjectProperty<double[]> curveProperty() {
        return curve.getReadOnlyProperty();
    }

    /** What the open checkpoint predicts. */
    public ReadOnlyObjectProperty<MapPanel> ownPredictedProperty() {
        return ownPredicted.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<MapPanel> ownErrorProperty() {
        return ownError.getReadOnlyProperty();
    }

    /** What the other predicts. */
    public ReadOnlyObjectProperty<MapPanel> otherPredictedProperty() {
        return otherPredicted.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<MapPanel> otherErrorProperty() {
        return otherError.getReadOnlyProperty();
    }

    /** How far the open checkpoint's context encoder is from its target encoder, by patch. */
    public ReadOnlyObjectProperty<MapPanel> encodersProperty() {
        return encoders.getReadOnlyProperty();
    }

    /** Whether something is compared now. */
    public ReadOnlyBooleanProperty runningProperty() {
        return comparing.busyProperty();
    }

    /** How far that is, 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What is compared, or why nothing is. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    // Commands

    void setActive(boolean now) {
        active = now;
        if (active) {
            ask();
        } else {
            comparing.cancel();
        }
    }

    /** Ends what runs. */
    public void cancel() {
        comparing.cancel();
        note.set("Cancelled.");
    }

    private void open() {
        sources = List.of();
        forget();
        if (path.get() == null) {
            return;
        }
        try {
            sources = CheckpointShelf.sources(path.get());
            position.set(sources.size() - 1);
            ask();
        } catch (RuntimeException failure) {
            note.set(Notices.sentence(failure));
        }
    }

    /** What was said of another picture or by other weights means nothing here. */
    private void restart() {
        forget();
        ask();
    }

    private void forget() {
        comparing.cancel();
        answer = null;
        showPanels();
    }

    private void ask() {
        Optional<Subject> subject = Subject.of(shell.selection());
        if (active && subject.isPresent()) {
            wanted = new Request(subject.get(), sources, position.get());
            comparing.request(wanted);
        }
    }

    /** The open checkpoint first, then the one that is looked at, then the rest, each shown as it comes. */
    private Answer compare(Request request, BooleanSupplier overtaken) {
        Subject subject = request.subject();
        Optional<ComparedCheckpoint> own = subject.hasPredictor()
                ? Optional.of(ComparedCheckpoint.of(
                        subject.checkpoint().name(), subject.model(), subject.tensor(), subject.layout()))
                : Optional.empty();
        Map<Distance, MapPanel> both = ComparedCheckpoint.encoders(
                subject.model(), subject.tensor(), subject.layout().grid());
        Map<Integer, ComparedCheckpoint> others = new HashMap<>();
        int count = request.sources().size();
        for (int place : order(request)) {
            showPart(new Answer(request, own, others, both), overtaken);
            if (place != request.first() && !request.equals(wanted)) {
                // The rest of a long run would keep an edit waiting.
                break;
            }
            int done = others.size();
            Source source = request.sources().get(place);
            Progress told = told(overtaken).between((double) done / count, (done + 1.0) / count);
            others.put(
                    place,
                    ComparedCheckpoint.of(
                            source.name(), shelf.model(source.file(), told), subject.tensor(), subject.layout()));
            told.reached(1);
        }
        return new Answer(request, own, others, both);
    }

    private static List<Integer> order(Request request) {
        List<Integer> order = new ArrayList<>();
        for (int place = 0; place < request.sources().size(); place++) {
            order.add(place);
        }
        if (order.remove((Integer) request.first())) {
            order.addFirst(request.first());
        }
        return order;
    }

    /**
     * Shows what came of an answer that is still worked on, unless more of an earlier one is there to be looked at. Of an
     * answer that an edit broke off all is shown: the panels follow the edit, and the curve begins anew.
     */
    private void showPart(Answer part, BooleanSupplier overtaken) {
        shell.background().window().execute(() -> {
            boolean grows = answer == null
                    || answer.request().equals(part.request())
                    || !answer.isComplete()
                            && part.others().size() >= answer.others().size()
                    || !answer.request().sources().equals(sources);
            if (grows && !overtaken.getAsBoolean()) {
                show(part);
            }
        });
    }

    private Progress told(BooleanSupplier overtaken) {
        return share -> {
            if (overtaken.getAsBoolean()) {
                throw new CancellationException("Comparing was given up.");
            }
            shell.background().window().execute(() -> progress.set(share));
        };
    }

    private void show(Answer found) {
        if (found.request().sources().equals(sources)) {
            answer = found;
            showPanels();
        }
    }

    /** What came before of the same picture and weights stays. */
    private void fail(Throwable failure) {
        note.set(Notices.sentence(failure));
    }

    private void showPanels() {
        Distance by = distance.get();
        Optional<Answer> now = Optional.ofNullable(answer);
        Optional<ComparedCheckpoint> own = now.flatMap(Answer::own);
        Optional<ComparedCheckpoint> other = now.map(Answer::others).map(all -> all.get(position.get()));
        ownPredicted.set(own.map(ComparedCheckpoint::predicted).orElse(null));
        Optional<MapPanel> mine = own.map(it -> it.error(by));
        Optional<MapPanel> its = other.map(it -> it.error(by));
        // One scale, so that the two can be compared by eye.
        double largest = Math.max(top(mine), top(its));
        ownError.set(mine.map(panel -> panel.withScale(0, largest)).orElse(null));
        otherPredicted.set(other.map(ComparedCheckpoint::predicted).orElse(null));
        otherError.set(its.map(panel -> panel.withScale(0, largest)).orElse(null));
        encoders.set(now.map(it -> it.encoders().get(by)).orElse(null));
        curve.set(now.map(it -> curve(it, by)).orElse(new double[0]));
        note.set(other.map(it -> it.name() + ": " + number(it, by)
                        + own.map(open -> "; " + open.name() + ": " + number(open, by))
                                .orElse(""))
                .orElse(""));
    }

    private static double[] curve(Answer of, Distance by) {
        double[] errors =
                new double[of.others().isEmpty() ? 0 : of.request().sources().size()];
        for (int i = 0; i < errors.length; i++) {
            ComparedCheckpoint known = of.others().get(i);
            errors[i] = known == null ? Double.NaN : known.mean(by).predicted();
        }
        return errors;
    }

    private static double top(Optional<MapPanel> panel) {
        return panel.flatMap(MapPanel::scale).map(ColourMap::max).orElse(0.0);
    }

    private static String number(ComparedCheckpoint compared, Distance by) {
        return String.format(Locale.ROOT, "%.4f", compared.mean(by).predicted());
    }
}
