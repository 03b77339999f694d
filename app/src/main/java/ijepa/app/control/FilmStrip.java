package ijepa.app.control;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A row of small pictures of which one is open. Only those in sight are asked for.
 *
 * @param <T> what a picture stands for
 */
public final class FilmStrip<T> extends ListView<T> {

    public static final double THUMBNAIL_WIDTH = 84;
    public static final double THUMBNAIL_HEIGHT = 56;

    private static final double ARC = 8;

    private final Function<T, String> title;
    private final Function<T, String> detail;
    private final BiConsumer<T, Consumer<Image>> thumbnails;
    private boolean following;

    /**
     * A strip.
     *
     * @param items      what it shows
     * @param title      name of an item
     * @param detail     text of its tooltip
     * @param thumbnails brings an item's small picture, at once or later; null where there is none
     * @param open       called when the user picks an item
     */
    public FilmStrip(
            ObservableList<T> items,
            Function<T, String> title,
            Function<T, String> detail,
            BiConsumer<T, Consumer<Image>> thumbnails,
            Consumer<T> open) {
        super(items);
        this.title = title;
        this.detail = detail;
        this.thumbnails = thumbnails;
        getStyleClass().add("film-strip");
        setOrientation(Orientation.HORIZONTAL);
        setAccessibleText("Images");
        setCellFactory(list -> new Cell());
        getSelectionModel().selectedItemProperty().addListener((property, old, item) -> {
            if (item != null && !following) {
                open.accept(item);
            }
        });
    }

    /** Marks the item that is open now, without opening it again. */
    public void follow(T item) {
        following = true;
        try {
            int at = getItems().indexOf(item);
            if (at >= 0 && at != getSelectionModel().getSelectedIndex()) {
                getSelectionModel().clearAndSelect(at);
                scrollTo(Math.max(0, at - 2));
            }
        } finally {
            following = false;
        }
    }

    private final class Cell extends ListCell<T> {

        private final ImageView picture = new ImageView();
        private final FontIcon unreadable = new FontIcon(Feather.ALERT_CIRCLE);
        private final StackPane frame = new StackPane(unreadable, picture);
        private final Tooltip tooltip = new Tooltip();

        Cell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            frame.getStyleClass().add("thumbnail");
            frame.setMinSize(THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
            frame.setMaxSize(THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
            picture.setFitWidth(THUMBNAIL_WIDTH);
            picture.setFitHeight(THUMBNAIL_HEIGHT);
            Rectangle rounded = new Rectangle(THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
            rounded.setArcWidth(ARC);
            rounded.setArcHeight(ARC);
            picture.setClip(rounded);
            setPrefWidth(THUMBNAIL_WIDTH + 12);
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setTooltip(null);
                setAccessibleText(null);
                return;
            }
            setGraphic(frame);
            setAccessibleText(title.apply(item));
            tooltip.setText(title.apply(item) + "\n" + detail.apply(item));
            setTooltip(tooltip);
            picture.setImage(null);
            unreadable.setVisible(false);
            thumbnails.accept(item, image -> {
                if (item.equals(getItem())) {
                    picture.setImage(image);
                    unreadable.setVisible(image == null);
                }
            });
        }
    }
}
