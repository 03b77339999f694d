package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;

import ijepa.app.control.curve.Curve;
import ijepa.app.control.curve.CurveChartModel;
import ijepa.app.control.curve.Span;
import ijepa.core.run.RunDirectory;

/**
 * The curves of the runs that are selected: one chart for each unit, all over the same axis, zoomed and read together. With
 * one run colours tell tags apart, with several they tell runs, and dashes tell tags.
 */
public final class RunCurvesModel implements AutoCloseable {

    private final Executor window;
    private final Path file;
    private final Map<RunChart, CurveChartModel> charts = new EnumMap<>(RunChart.class);
    private final ObservableList<FollowedRunModel> runs = FXCollections.observableArrayList();
    private final ObservableList<FollowedRunModel> runsView = FXCollections.unmodifiableObservableList(runs);

    // Properties

    private final ObjectProperty<RunAxis> axis = new SimpleObjectProperty<>();
    private final DoubleProperty smoothing = new SimpleDoubleProperty();
    private final ObservableSet<RunChart.Group> hidden = FXCollections.observableSet(new HashSet<>());
    private final ObservableSet<RunTag> hiddenTags = FXCollections.observableSet(new HashSet<>());
    private final ObjectProperty<Span> across = new SimpleObjectProperty<>();
    private final DoubleProperty cursor = new SimpleDoubleProperty(CurveChartModel.NOWHERE);
    private final ReadOnlyObjectWrapper<FollowedRunModel> first = new ReadOnlyObjectWrapper<>();

    /**
     * Curves of no run yet.
     *
     * @param window runs what it is given on the window's thread
     * @param file   where it is kept how curves are looked at
     */
    public RunCurvesModel(Executor window, Path file) {
        this.window = window;
        this.file = file;
        CurveSettings settings = CurveSettings.load(file);
        axis.set(RunAxis.valueOf(settings.axis()));
        smoothing.set(settings.smoothing());
        settings.hidden().forEach(name -> hidden.add(RunChart.Group.valueOf(name)));
        settings.hiddenTags().forEach(name -> hiddenTags.add(RunTag.valueOf(name)));
        for (RunChart chart : RunChart.values()) {
            CurveChartModel model = new CurveChartModel();
            model.titleProperty().set(chart.title());
            model.logarithmicProperty().set(settings.logarithmic().contains(chart.name()));
            model.smoothingProperty().bind(smoothing);
            model.acrossProperty().bindBidirectional(across);
            model.cursorProperty().bindBidirectional(cursor);
            charts.put(chart, model);
        }
        axis.addListener(ignored -> {
            across.set(null);
            cursor.set(CurveChartModel.NOWHERE);
            arrange();
        });
        hiddenTags.addListener((SetChangeListener<RunTag>) change -> arrange());
        arrange();
    }

    /** The model of a chart. */
    public CurveChartModel chart(RunChart chart) {
        return charts.get(chart);
    }

    /** The runs whose curves are shown, the first one in front. */
    public ObservableList<FollowedRunModel> runs() {
        return runsView;
    }

    /** The first of the runs, which diagnosis, log and meters are about; null for none. */
    public ReadOnlyObjectProperty<FollowedRunModel> firstProperty() {
        return first.getReadOnlyProperty();
    }

    public ObjectProperty<RunAxis> axisProperty() {
        return axis;
    }

    /** Weight of the average, from 0 for none to 0.999. */
    public DoubleProperty smoothingProperty() {
        return smoothing;
    }

    /** Groups of charts that are not shown. */
    public ObservableSet<RunChart.Group> hidden() {
        return hidden;
    }

    /** Tags that are not drawn. */
    public ObservableSet<RunTag> hiddenTags() {
        return hiddenTags;
    }

    // Commands

    /** Shows these runs, the first one in front; those that were shown before are not read anew. */
    public void show(List<RunDirectory> directories) {
        List<String> names = names(directories);
        List<FollowedRunModel> next = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            next.add(known(directories.get(i), names.get(i)));
        }
        runs.stream().filter(run -> !next.contains(run)).toList().forEach(FollowedRunModel::close);
        runs.setAll(next);
        first.set(next.isEmpty() ? null : next.getFirst());
        across.set(null);
        arrange();
    }

    private FollowedRunModel known(RunDirectory directory, String name) {
        return runs.stream()
                .filter(run -> run.directory().equals(directory) && run.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    FollowedRunModel run = new FollowedRunModel(directory, name);
                    run.growthProperty().addListener(ignored -> grown(run));
                    run.follow(window);
                    return run;
                });
    }

    /** The folders' names, with the folder above where two are the same. */
    private static List<String> names(List<RunDirectory> directories) {
        List<String> names = directories.stream()
                .map(run -> run.path().getFileName().toString())
                .toList();
        return directories.stream()
                .map(run -> {
                    String name = run.path().getFileName().toString();
                    Path above = run.path().toAbsolutePath().getParent();
                    boolean twice = names.stream().filter(name::equals).count() > 1;
                    return twice && above.getFileName() != null ? above.getFileName() + "/" + name : name;
                })
                .toList();
    }

    private void grown(FollowedRunModel run) {
        if (runs.contains(run)) {
            // A new curve appears with its first point, and epochs get their length with the second one's first.
            arrange();
            charts.values().forEach(CurveChartModel::grown);
        }
    }

    /** Keeps how curves are looked at. */
    public void save() {
        new CurveSettings(
                        axis.get().name(),
                        smoothing.get(),
                        names(hidden),
                        names(hiddenTags),
                        charts.entrySet().stream()
                                .filter(entry ->
                                        entry.getValue().logarithmicProperty().get())
                                .map(entry -> entry.getKey().name())
                                .collect(Collectors.toSet()))
                .save(file);
    }

    private static Set<String> names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.toSet());
    }

    /** Stops to follow runs and keeps how they were looked at. */
    @Override
    public void close() {
        runs.forEach(FollowedRunModel::close);
        save();
    }

    private void arrange() {
        charts.forEach((chart, model) -> {
            model.acrossTitleProperty().set(axis.get().unit());
            List<Curve> curves = curves(chart);
            if (!sameAs(curves, model.curvesProperty().get())) {
                model.curvesProperty().set(curves);
            }
        });
    }

    /** Whether the same numbers are drawn the same way; places are only another view of the same steps. */
    private boolean sameAs(List<Curve> now, List<Curve> before) {
        if (now.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            Curve a = now.get(i);
            Curve b = before.get(i);
            boolean same = a.samples() == b.samples()
                    && a.name().equals(b.name())
                    && a.colour() == b.colour()
                    && a.places().at(a.places().size() - 1)
                            == b.places().at(b.places().size() - 1);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private List<Curve> curves(RunChart chart) {
        List<Curve> curves = new ArrayList<>();
        for (FollowedRunModel run : runs) {
            for (RunTag tag : chart.tags()) {
                if (!hiddenTags.contains(tag)
                        && run.data().holds(tag)
                        && run.data().samples(tag).size() > 0) {
                    curves.add(curve(chart, run, tag));
                }
            }
        }
        return curves;
    }

    private Curve curve(RunChart chart, FollowedRunModel run, RunTag tag) {
        int place = chart.tags().indexOf(tag);
        boolean alone = runs.size() == 1;
        String name = alone ? tag.title() : chart.tags().size() == 1 ? run.name() : run.name() + ", " + tag.title();
        return new Curve(
                name,
                Curve.colour(alone ? place : runs.indexOf(run)),
                alone ? 0 : place,
                tag.isNoisy(),
                run.data().places(tag, axis.get()),
                run.data().samples(tag));
    }
}
