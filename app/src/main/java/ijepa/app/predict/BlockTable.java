package ijepa.app.predict;

import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Rectangle;

import ijepa.app.control.BlockColours;
import ijepa.app.control.BlockRef;

/** The target blocks, each with its error beside the baselines'; the selected block is the selected row. */
final class BlockTable extends TableView<BlockRow> {

    private final PredictModel model;
    private boolean following;

    BlockTable(PredictModel model) {
        this.model = model;
        getStyleClass().addAll("block-table", "dense");
        setId("block-table");
        setAccessibleText("Errors by block");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Label empty = new Label();
        empty.textProperty().bind(model.noteProperty());
        empty.getStyleClass().add("tile-note");
        empty.setWrapText(true);
        setPlaceholder(empty);
        getColumns().add(column("Block", "The target block and its height and width in patches", row -> row, 1.35, BlockCell::new));
        getColumns().add(number("Error", "Mean error of the prediction over the block's patches", row -> row.errors().predicted()));
        getColumns().add(number("Mean", "Error when the image's mean embedding is said everywhere", row -> row.errors().meanEmbedding()));
        getColumns().add(number("Nearest", "Error when the nearest context patch's embedding is said", row -> row.errors().nearestContext()));
        getColumns().add(column("To best", "How far the prediction's error lies below (\u2193) or above (\u2191) the better baseline's", row -> row, 1, VerdictCell::new));
        setItems(model.rows());
        getSelectionModel().selectedItemProperty().addListener((property, old, row) -> {
            if (!following && row != null) {
                model.layout().selectedProperty().set(row.block());
            }
        });
        model.layout().selectedProperty().addListener(ignored -> follow());
        model.rows().addListener((javafx.beans.Observable ignored) -> follow());
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

    private <T> TableColumn<BlockRow, T> column(
            String title, String help, Function<BlockRow, T> value, double share, java.util.function.Supplier<TableCell<BlockRow, T>> cell) {
        TableColumn<BlockRow, T> column = new TableColumn<>();
        Label head = new Label(title);
        head.setTooltip(new Tooltip(help));
        column.setGraphic(head);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(ignored -> cell.get());
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(44 * share);
        column.setPrefWidth(80 * share);
        return column;
    }

    private TableColumn<BlockRow, Double> number(String title, String help, Function<BlockRow, Double> value) {
        TableColumn<BlockRow, Double> column = column(title, help, value, 1, NumberCell::new);
        column.getStyleClass().add("number");
        return column;
    }

    private static final class NumberCell extends TableCell<BlockRow, Double> {

        NumberCell() {
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(Double number, boolean empty) {
            super.updateItem(number, empty);
            setText(empty || number == null ? null : String.format(Locale.ROOT, number < 10 ? "%.3f" : "%.1f", number));
        }
    }

    private static final class BlockCell extends TableCell<BlockRow, BlockRow> {

        private final Rectangle swatch = new Rectangle(12, 12);

        BlockCell() {
            swatch.setArcWidth(4);
            swatch.setArcHeight(4);
            setGraphicTextGap(8);
        }

        @Override
        protected void updateItem(BlockRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            swatch.setFill(BlockColours.target(row.block().index()));
            setGraphic(swatch);
            setText((row.block().index() + 1) + "  \u00b7  " + row.bounds().height() + " \u00d7 " + row.bounds().width());
        }
    }

    private static final class VerdictCell extends TableCell<BlockRow, BlockRow> {

        VerdictCell() {
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(BlockRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll("better", "worse");
            setText(null);
            if (!empty && row != null) {
                setText(row.verdict());
                getStyleClass().add(row.isBetter() ? "better" : "worse");
            }
        }
    }
}
