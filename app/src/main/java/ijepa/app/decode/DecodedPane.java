package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import ijepa.app.predict.NeighbourModel.Neighbour;
import ijepa.app.shell.OpenImage;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rows of decoded samples under their seeds, with what they were made from below. */
final class DecodedPane extends VBox {

    private static final double GAP = 6;
    private static final double SMALLEST = 72;
    private static final double LARGEST = 190;
    private static final double EDGES = 2 * 16;

    private final DecodeModel model;
    private final CellMenu menu;
    private final BooleanProperty alone = new SimpleBooleanProperty();
    private final HBox seeds = new HBox(GAP);
    private final VBox rows = new VBox(10);
    private final Label recipe = new Label();
    private final List<List<PictureCell>> cells = new ArrayList<>();
    private final List<Label> findings = new ArrayList<>();
    private List<DecodedGrid.Row> painted = List.of();
    private OpenImage pictured;
    private Image original;
    private double room;

    DecodedPane(DecodeModel model, DecodeSaving saving) {
        super(8);
        this.model = model;
        menu = new CellMenu(model, saving);
        getStyleClass().add("decoded");
        setId("decoded");
        recipe.getStyleClass().add("tile-hint");
        recipe.setWrapText(true);
        recipe.setId("decoded-recipe");
        getChildren().addAll(seeds, rows, recipe);
        model.gridProperty().addListener(ignored -> show());
        model.sampling().seeds().seeds().addListener((Observable ignored) -> build());
        model.neighbours().found().addListener((Observable ignored) -> build());
        alone.addListener(ignored -> build());
        build();
    }

    /** What the rows show, in words. */
    String shows() {
        return painted.stream().map(row -> RowPainter.title(row.subject())).collect(Collectors.joining("; "));
    }

    /** Whether a block's samples fill their cells. */
    BooleanProperty aloneProperty() {
        return alone;
    }

    /** Fits the cells into a width. */
    void fit(double width) {
        if (Math.abs(width - room) > 1) {
            room = width;
            build();
        }
    }

    private double side(int columns) {
        return Math.clamp(Math.floor((room - EDGES - (columns - 1) * GAP) / columns), SMALLEST, LARGEST);
    }

    private void show() {
        DecodedGrid grid = model.gridProperty().get();
        boolean same = grid != null
                && grid.rows().size() == painted.size()
                && grid.request().image() == pictured
                && subjects(grid.rows()).equals(subjects(painted))
                && grid.rows().getFirst().slots().size()
                        == painted.getFirst().slots().size();
        if (same) {
            paint(grid);
        } else {
            build();
        }
    }

    private static List<RowSubject> subjects(List<DecodedGrid.Row> rows) {
        return rows.stream().map(DecodedGrid.Row::subject).toList();
    }

    private void build() {
        DecodedGrid grid = model.gridProperty().get();
        seeds.getChildren().clear();
        rows.getChildren().clear();
        cells.clear();
        findings.clear();
        painted = List.of();
        recipe.setText("");
        if (grid == null || grid.rows().isEmpty()) {
            return;
        }
        if (grid.request().image() != pictured) {
            pictured = grid.request().image();
            original = pictured.picture();
        }
        RowPainter painter = painter(grid);
        int columns = grid.rows().stream()
                .mapToInt(row -> painter.names(row).size())
                .max()
                .orElse(1);
        double side = side(columns);
        head(side);
        for (int row = 0; row < grid.rows().size(); row++) {
            rows.getChildren().add(row(painter, grid.rows().get(row), row, side));
        }
        paint(grid);
    }

    private RowPainter painter(DecodedGrid grid) {
        Map<Integer, List<Neighbour>> real =
                model.neighbours().found().stream().collect(Collectors.groupingBy(Neighbour::asked));
        return new RowPainter(grid.request(), original, alone.get(), real);
    }

    private void head(double side) {
        seeds.getChildren().addAll(heading("Original", side), heading("Context", side));
        SeedsModel all = model.sampling().seeds();
        for (int i = 0; i < all.seeds().size(); i++) {
            SeedsModel.Seed seed = all.seeds().get(i);
            int sample = i;
            ToggleButton pin = new ToggleButton(Long.toString(seed.number()), new FontIcon(Feather.MAP_PIN));
            pin.setId("seed-" + (i + 1));
            pin.getStyleClass().add("seed");
            pin.setPrefWidth(side);
            pin.setMinWidth(side);
            pin.setMaxWidth(side);
            pin.setSelected(seed.pinned());
            pin.setAccessibleText("Pin seed " + seed.number());
            pin.setTooltip(new Tooltip("Seed " + seed.number() + ". Pinned seeds stay when new ones are drawn."));
            pin.setOnAction(event -> all.pin(sample, pin.isSelected()));
            seeds.getChildren().add(pin);
        }
        if (all.seeds().size() > 1) {
            seeds.getChildren().addAll(heading("Mean", side), heading("Spread", side));
        }
        if (!model.neighbours().found().isEmpty()) {
            seeds.getChildren().add(heading("Nearest real blocks", DecodeModel.NEIGHBOURS * (side + GAP) - GAP));
        }
        seeds.setAlignment(Pos.CENTER_LEFT);
    }

    private static Label heading(String text, double side) {
        Label label = new Label(text);
        label.getStyleClass().add("tile-hint");
        label.setPrefWidth(side);
        label.setMinWidth(side);
        return label;
    }

    private Node row(RowPainter painter, DecodedGrid.Row row, int number, double side) {
        Label title = new Label(RowPainter.title(row.subject()));
        title.getStyleClass().add("section-title");
        Label finding = new Label();
        finding.getStyleClass().add("tile-hint");
        findings.add(finding);
        HBox head = new HBox(10, title, finding);
        head.setAlignment(Pos.BASELINE_LEFT);
        HBox line = new HBox(GAP);
        List<PictureCell> own = new ArrayList<>();
        List<String> names = painter.names(row);
        for (int i = 0; i < names.size(); i++) {
            PictureCell cell = new PictureCell(names.get(i), side);
            cell.setId("cell-" + (number + 1) + "-" + (i + 1));
            Tooltip.install(cell, new Tooltip(names.get(i)));
            int slot = i - RowPainter.firstSlot(row.subject());
            if (slot >= 0 && slot < row.slots().size()) {
                menu.install(
                        cell,
                        names.get(i),
                        row.subject(),
                        () -> painted.get(number).slots().get(slot));
            } else {
                menu.install(cell, names.get(i));
            }
            own.add(cell);
            line.getChildren().add(cell);
        }
        cells.add(own);
        return new VBox(4, head, line);
    }

    /** Paints what is new. */
    private void paint(DecodedGrid grid) {
        RowPainter painter = painter(grid);
        for (int i = 0; i < grid.rows().size(); i++) {
            DecodedGrid.Row row = grid.rows().get(i);
            if (painted.isEmpty() || painted.get(i) != row) {
                painter.paint(row, cells.get(i));
                findings.get(i).setText(finding(row));
            }
        }
        painted = grid.rows();
        recipe.setText(recipe(grid));
    }

    private static String finding(DecodedGrid.Row row) {
        Stream<String> spread = row.spread().stream()
                .map(own -> String.format(Locale.ROOT, "spread %.1f of 255 on average", own.overall()));
        return Stream.concat(Stream.of(row.note()).filter(note -> !note.isEmpty()), spread)
                .collect(Collectors.joining("; "));
    }

    /** What samples were made from, so that they can be made again. */
    private static String recipe(DecodedGrid grid) {
        DecodeRequest request = grid.request();
        return String.join(
                "  \u00b7  ",
                request.image().source().name(),
                request.checkpoint().name() + (grid.weights().isEmpty() ? "" : " (" + shortened(grid.weights()) + ")"),
                request.decoder().name() + " (" + shortened(request.decoder().digest()) + ", "
                        + request.decoder().trainedSteps() + " steps of training)",
                request.settings().steps() + " steps of "
                        + request.settings().sampler().title(),
                "seeds "
                        + request.settings().seeds().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(", ")),
                request.decoder().machine().precision() + " on "
                        + request.decoder().machine().device(),
                "spread coloured from 0 to " + (int) RowPainter.LARGEST_SPREAD + " of 255");
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(8, digest.length()));
    }
}
