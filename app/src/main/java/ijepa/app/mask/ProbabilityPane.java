package ijepa.app.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import ijepa.app.control.ColourBar;
import ijepa.app.control.PatchCanvas;
import ijepa.core.mask.MaskStatistics;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;

/** How often each patch is context and target: heat maps in the same colours, of one or two strategies. */
final class ProbabilityPane extends VBox {

    private static final ColourScale SCALE = ColourScale.VIRIDIS;

    private final List<Tile> tiles = new ArrayList<>();
    private final HBox second;
    private final ColourBar bar = new ColourBar();
    private final Label pointed = new Label();
    private final MaskModel model;

    private final class Tile {

        private final PatchCanvas canvas = new PatchCanvas();
        private final Label title = new Label();
        private final Function<MaskStatistics, double[]> values;
        private final boolean ofSecond;
        private final String name;

        Tile(Function<MaskStatistics, double[]> values, boolean ofSecond, String name) {
            this.values = values;
            this.ofSecond = ofSecond;
            this.name = name;
            title.getStyleClass().add("tile-hint");
            canvas.gridLinesProperty().set(false);
            canvas.hoveredProperty().addListener((property, old, patch) -> point(patch.intValue()));
        }

        VBox node() {
            VBox node = new VBox(2, title, canvas);
            node.setAlignment(Pos.TOP_CENTER);
            VBox.setVgrow(canvas, Priority.ALWAYS);
            HBox.setHgrow(node, Priority.ALWAYS);
            node.setPrefWidth(160);
            return node;
        }

        private void point(int patch) {
            StatisticsModel.Result result = model.statistics().resultProperty().get();
            Optional<MaskStatistics> counted = statistics(result, ofSecond);
            if (counted.isPresent()
                    && patch >= 0
                    && patch < counted.get().grid().size()) {
                double[] shown = values.apply(counted.get());
                pointed.setText("Row " + counted.get().grid().row(patch) + ", column "
                        + counted.get().grid().column(patch) + ": "
                        + String.format(Locale.ROOT, "%.1f %%", 100 * shown[patch]));
            } else {
                pointed.setText("");
            }
        }
    }

    ProbabilityPane(MaskModel model) {
        super(4);
        this.model = model;
        HBox first = group(false);
        second = group(true);
        HBox row = new HBox(12, first, second);
        HBox.setHgrow(first, Priority.ALWAYS);
        HBox.setHgrow(second, Priority.ALWAYS);
        VBox.setVgrow(row, Priority.ALWAYS);
        pointed.getStyleClass().add("tile-hint");
        HBox foot = new HBox(16, bar, pointed);
        foot.setAlignment(Pos.CENTER);
        getChildren().addAll(row, foot);
        model.statistics().resultProperty().addListener((property, old, result) -> show(result));
        show(model.statistics().resultProperty().get());
    }

    private HBox group(boolean ofSecond) {
        HBox group = new HBox(8);
        add(group, new Tile(MaskStatistics::contextProbability, ofSecond, "context as drawn"));
        add(group, new Tile(MaskStatistics::seenProbability, ofSecond, "context after the cut"));
        add(group, new Tile(MaskStatistics::targetProbability, ofSecond, "in a target"));
        return group;
    }

    private void add(HBox group, Tile tile) {
        tiles.add(tile);
        group.getChildren().add(tile.node());
    }

    private static Optional<MaskStatistics> statistics(StatisticsModel.Result result, boolean ofSecond) {
        return result == null ? Optional.empty() : ofSecond ? result.second() : result.first();
    }

    private void show(StatisticsModel.Result result) {
        boolean two = statistics(result, true).isPresent();
        second.setVisible(two);
        second.setManaged(two);
        double highest = tiles.stream()
                .flatMapToDouble(tile -> statistics(result, tile.ofSecond)
                        .map(counted -> Arrays.stream(tile.values.apply(counted)))
                        .orElse(DoubleStream.empty()))
                .max()
                .orElse(1);
        ColourMap map = new ColourMap(SCALE, 0, Math.max(0.1, Math.ceil(highest * 20) / 20), false);
        bar.show(map, "share of draws");
        for (Tile tile : tiles) {
            Optional<MaskStatistics> counted = statistics(result, tile.ofSecond);
            tile.title.setText(tile.ofSecond ? "B: " + tile.name : two ? "A: " + tile.name : tile.name);
            tile.canvas.gridProperty().set(counted.map(MaskStatistics::grid).orElse(null));
            tile.canvas
                    .cellsProperty()
                    .set(counted.map(one -> map.argb(tile.values.apply(one))).orElse(null));
            tile.canvas.setAccessibleText("Share of draws by patch: " + tile.title.getText());
        }
    }
}
