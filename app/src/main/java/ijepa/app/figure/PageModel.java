package ijepa.app.figure;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import ijepa.renderer.figure.FigureFormat;

/** How the figure is printed, as fields. */
final class PageModel {

    static final double NARROWEST = 20;
    static final double WIDEST = 1000;
    static final double SMALLEST_TEXT = 5;
    static final double LARGEST_TEXT = 10;
    static final int COARSEST = 72;
    static final int FINEST = 2400;
    static final int MOST_COLUMNS = 12;

    // Properties

    private final DoubleProperty width = new SimpleDoubleProperty();
    private final DoubleProperty text = new SimpleDoubleProperty();
    private final StringProperty font = new SimpleStringProperty();
    private final IntegerProperty resolution = new SimpleIntegerProperty();
    private final IntegerProperty columns = new SimpleIntegerProperty();
    private final BooleanProperty labels = new SimpleBooleanProperty();
    private final StringProperty caption = new SimpleStringProperty("");

    PageModel() {
        use(FigureFormat.DEFAULT);
    }

    /** In millimetres. */
    DoubleProperty widthProperty() {
        return width;
    }

    /** In points. */
    DoubleProperty textProperty() {
        return text;
    }

    /** Roboto, or a TrueType file. */
    StringProperty fontProperty() {
        return font;
    }

    /** Of a PNG, in dots per inch. */
    IntegerProperty resolutionProperty() {
        return resolution;
    }

    /** Parts side by side. */
    IntegerProperty columnsProperty() {
        return columns;
    }

    /** Whether parts are labelled. */
    BooleanProperty labelsProperty() {
        return labels;
    }

    /** For the LaTeX snippet. */
    StringProperty captionProperty() {
        return caption;
    }

    /** All of these, to follow their changes. */
    List<Observable> all() {
        return List.of(width, text, font, resolution, columns, labels, caption);
    }

    /**
     * The fields as one value.
     *
     * @throws ijepa.core.InputException when one of them is out of range
     */
    FigureFormat format() {
        return new FigureFormat(width.get(), text.get(), font.get(), resolution.get(), columns.get(), labels.get());
    }

    void use(FigureFormat format) {
        width.set(format.widthMillimetres());
        text.set(format.textPoints());
        font.set(format.font());
        resolution.set(format.dotsPerInch());
        columns.set(format.columns());
        labels.set(format.labels());
    }
}
