package ijepa.app.mask;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import ijepa.app.control.FitTitles;
import ijepa.app.control.NumberField;
import ijepa.app.control.Titles;
import ijepa.core.image.Fit;
import ijepa.core.mask.PatchGrid;

/** The grid that is masked on, square or not, and how a picture of another shape is fitted to it. */
final class GridFields extends VBox {

    private final MaskModel model;
    private final IntegerProperty rows = new SimpleIntegerProperty();
    private final IntegerProperty columns = new SimpleIntegerProperty();
    private boolean following;

    GridFields(MaskModel model) {
        super(10);
        this.model = model;
        Button shape = new Button("As the picture");
        shape.setId("grid-as-picture");
        shape.getStyleClass().add("small");
        shape.setTooltip(new Tooltip("A grid of the picture's own shape, so that nothing of it is cut away"));
        shape.disableProperty().bind(model.selection().imageProperty().isNull());
        shape.setOnAction(event -> model.usePictureShape());
        HBox sides = new HBox(
                6, number("Rows of patches", rows), new Label("\u00d7"), number("Columns of patches", columns), shape);
        sides.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(StrategyFields.row("Grid", usual()), sides, StrategyFields.row("Image fit", fit()));
        model.sampling().gridProperty().addListener(ignored -> follow());
        rows.addListener(ignored -> take());
        columns.addListener(ignored -> take());
        follow();
    }

    private static NumberField number(String name, IntegerProperty side) {
        NumberField field = new NumberField(name, side, MaskModel.SHORTEST_SIDE, MaskModel.LONGEST_SIDE, 1);
        field.setPrefColumnCount(2);
        field.setId(name.split(" ")[0].toLowerCase(java.util.Locale.ROOT) + "-of-patches");
        return field;
    }

    private void follow() {
        PatchGrid grid = model.sampling().gridProperty().get();
        following = true;
        rows.set(grid.rows());
        columns.set(grid.columns());
        following = false;
    }

    private void take() {
        if (!following) {
            model.sampling().chooseGrid(new PatchGrid(rows.get(), columns.get()));
        }
    }

    private ComboBox<GridChoice> usual() {
        ComboBox<GridChoice> choice = new ComboBox<>();
        choice.setAccessibleText("Grid of patches");
        choice.setId("grid");
        choice.setConverter(new Titles<>(GridChoice::title));
        Runnable show = () -> {
            GridChoice now = GridChoice.other(model.sampling().gridProperty().get());
            choice.getItems().setAll(GridChoice.USUAL);
            if (!GridChoice.USUAL.contains(now)) {
                choice.getItems().addFirst(now);
            }
            choice.setValue(now);
        };
        model.sampling().gridProperty().addListener(ignored -> show.run());
        show.run();
        choice.setOnAction(event -> {
            if (choice.getValue() != null) {
                model.sampling().chooseGrid(choice.getValue().grid());
            }
        });
        return choice;
    }

    private ChoiceBox<Fit> fit() {
        ChoiceBox<Fit> choice = new ChoiceBox<>();
        choice.setId("image-fit");
        choice.setAccessibleText("Image fit");
        choice.getItems().setAll(Fit.values());
        choice.setConverter(new Titles<>(FitTitles::of));
        choice.valueProperty().bindBidirectional(model.selection().fitProperty());
        return choice;
    }
}
