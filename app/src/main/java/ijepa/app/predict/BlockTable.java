package ijepa.app.predict;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

import ijepa.app.control.BlockColours;
import ijepa.app.control.BlockRef;

/** The target blocks, each with its error beside the baselines'; the selected block is the selected row. */
final class BlockTable extends TableView<BlockRow> {

    private static final double SMALLEST = 72;
    private static final Color ALL = Color.gray(0.55);

    private final PredictModel model;
    private boolean following;

    BlockTable(PredictModel model) {
        this.model = model;
        getStyleClass().addAll("block-table", "dense");
        setId("block-table");
        setAccessibleText("Errors by block");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Label empty = new Label();
        empty.textProperty().bind(model.predictionNoteProperty());
        empty.getStyleClass().add("tile-note");
        empty.setWrapText(true);
        setPlaceholder(empty);
        Label bars = header("Error", "Mean error over the block's patches, as a bar");
        getColumns()
                .add(column(
                        header("Block", "The target block, and its height and width in patches"), 96, BlockCell::new));
        getColumns().add(column(bars, 120, BarCell::new));
        getColumns()
                .add(number(
                        "Predicted",
                        "Mean error of the prediction over the block's patches",
                        null,
                        row -> row.errors().predicted()));
        getColumns()
                .add(number(
                        "Mean",
                        "Error when the mean embedding, of the image or of the filmstrip, is said everywhere",
                        ErrorBar.meanMark(),
                        row -> row.errors().meanEmbedding()));
        getColumns()
                .add(number(
                        "Nearest",
                        "Error when the embedding of the nearest context patch is said",
                        ErrorBar.nearestMark(),
                        row -> row.errors().nearestContext()));
        getColumns()
                .add(number(
                        "Untrained",
                        "Error of a predictor with untrained weights",
                        null,
                        row -> row.errors().untrained()));
        TableColumn<BlockRow, BlockRow> verdict = column(
                header("Verdict", "How far the prediction's error lies below or above that of the best baseline"),
                104,
                VerdictCell::new);
        verdict.getStyleClass().add("number");
        getColumns().add(verdict);
        setItems(model.errors().rows());
        getSelectionModel().selectedItemProperty().addListener((property, old, row) -> {
            if (!following && row != null) {
                model.layout().selectedProperty().set(row.block().orElse(null));
            }
        });
        model.layout().selectedProperty().addListener(ignored -> follow());
        model.errors().rows().addListener((Observable ignored) -> follow());
        follow();
    }

    /** Marks the selected block's row without selecting it again. */
    private void follow() {
        following = true;
        try {
            BlockRef block = model.layout().selectedProperty().get();
            if (block != null && block.isTarget() && block.index() < getItems().size()) {
                getSelectionModel().clearAndSelect(block.index());
            } else {
                getSelectionModel().clearSelection();
            }
        } finally {
            following = false;
        }
    }

    private static Label header(String title, String help) {
        Label head = new Label(title);
        head.setTooltip(new Tooltip(help));
        return head;
    }

    private static TableColumn<BlockRow, BlockRow> column(
            Label head, double width, Supplier<TableCell<BlockRow, BlockRow>> cell) {
        TableColumn<BlockRow, BlockRow> column = new TableColumn<>();
        column.setGraphic(head);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(ignored -> cell.get());
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, SMALLEST));
        return column;
    }

    private static TableColumn<BlockRow, BlockRow> number(
            String title, String help, Node mark, Function<BlockRow, Double> value) {
        Label head = header(title, help);
        head.setGraphic(mark);
        TableColumn<BlockRow, BlockRow> column = column(head, 82, () -> new NumberCell(value));
        column.getStyleClass().add("number");
        return column;
    }

    private static Color colour(BlockRow row) {
        return row.block().map(block -> BlockColours.target(block.index())).orElse(ALL);
    }

    /** A cell that is filled from its row and emptied without one. */
    private abstract static class RowCell extends TableCell<BlockRow, BlockRow> {

        abstract void show(BlockRow row);

        @Override
        protected final void updateItem(BlockRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
            } else {
                show(row);
            }
        }
    }

    private static final class NumberCell extends RowCell {

        private final Function<BlockRow, Double> value;

        NumberCell(Function<BlockRow, Double> value) {
            this.value = value;
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        void show(BlockRow row) {
            double number = value.apply(row);
            setText(
                    Double.isNaN(number)
                            ? "\u2013"
                            : String.format(Locale.ROOT, number < 10 ? "%.3f" : "%.2f", number));
        }
    }

    private static final class BlockCell extends RowCell {

        private final Rectangle swatch = new Rectangle(12, 12);

        BlockCell() {
            swatch.setArcWidth(4);
            swatch.setArcHeight(4);
            setGraphicTextGap(8);
        }

        @Override
        void show(BlockRow row) {
            swatch.setFill(colour(row));
            setGraphic(swatch);
            setText(row.block()
                    .map(block -> (block.index() + 1) + "  \u00b7  " + row.size())
                    .orElse(row.size()));
        }
    }

    private static final class BarCell extends RowCell {

        private final ErrorBar bar = new ErrorBar();

        BarCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            bar.prefWidthProperty().bind(widthProperty().subtract(12));
        }

        @Override
        void show(BlockRow row) {
            bar.show(row.errors(), row.scale(), colour(row));
            setGraphic(bar);
        }
    }

    private static final class VerdictCell extends RowCell {

        VerdictCell() {
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        void show(BlockRow row) {
            setText(row.verdict());
            getStyleClass().removeAll("better", "worse");
            getStyleClass().add(row.isBetter() ? "better" : "worse");
        }
    }
}
