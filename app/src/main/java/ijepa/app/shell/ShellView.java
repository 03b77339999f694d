package ijepa.app.shell;

import java.util.List;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import ijepa.app.control.Edits;
import ijepa.app.control.FilmStrip;
import ijepa.app.control.FxImages;
import ijepa.app.control.WhileShown;
import ijepa.core.InputException;

/** The window's content: menu, rail, filmstrip, the workspace in front, status. */
public final class ShellView extends BorderPane {

    private static final String STYLES = "/ijepa/app/workbench.css";

    private final ShellModel model;
    private final List<Workspace> workspaces;
    private final StackPane stage = new StackPane();
    private final StackPane layers = new StackPane(stage);
    private final OnDemand<ShortcutsCard> shortcuts = new OnDemand<>(() -> {
        ShortcutsCard card = new ShortcutsCard();
        layers.getChildren().add(card);
        return card;
    });
    private final Thumbnails thumbnails;
    private final ReadOnlyObjectWrapper<Edits> edits;
    private Workspace front;
    private boolean spaceHeld;
    private boolean drawsOnRelease;

    /**
     * The content.
     *
     * @param workspaces in the rail's order, at least one
     * @param landing    title of the workspace that is in front when the session names none
     */
    public ShellView(ShellModel model, List<Workspace> workspaces, String landing, FileDialogs dialogs) {
        this.model = model;
        this.workspaces = List.copyOf(workspaces);
        thumbnails = new Thumbnails(model.background().window());
        edits = new ReadOnlyObjectWrapper<>(model.selection().layout());
        getStyleClass().add("shell");
        getStylesheets().add(ShellView.class.getResource(STYLES).toExternalForm());
        Fonts.load();
        if (find(model.workspaceProperty().get()) == null) {
            model.workspaceProperty().set(landing);
        }
        layers.getChildren().add(new CheckpointCard(model));
        BorderPane center = new BorderPane(layers);
        center.setTop(new VBox(filmStrip(), new NoticeBar(model.notices())));
        setTop(new MainMenu(model, workspaces, edits, dialogs, new Actions()));
        setLeft(new NavigationRail(model, workspaces));
        setCenter(center);
        setBottom(new StatusBar(model));
        model.workspaceProperty().addListener((property, old, title) -> bringToFront(title));
        bringToFront(model.workspaceProperty().get());
        installInput();
        followWindow();
    }

    /** What can wait begins when the window is on the screen, and ends with it. */
    private void followWindow() {
        WhileShown.of(this).subscribe((was, shown) -> {
            if (shown) {
                begin(getScene());
            } else {
                workspaces.forEach(Workspace::end);
            }
        });
    }

    private void begin(Scene scene) {
        Runnable drawn = new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                Platform.runLater(() -> {
                    thumbnails.begin();
                    workspaces.forEach(Workspace::begin);
                });
            }
        };
        scene.addPostLayoutPulseListener(drawn);
    }

    private FilmStrip<ImageSource> filmStrip() {
        FilmStrip<ImageSource> strip =
                new FilmStrip<>(model.strip(), ImageSource::name, ImageSource::origin, thumbnails::bring, model::open);
        model.selection().imageProperty().addListener((property, old, image) -> strip.follow(image.source()));
        // What could not be opened must not stay marked.
        model.notices().errorProperty().addListener((property, old, error) -> {
            if (error != null) {
                model.selection().image().ifPresent(image -> strip.follow(image.source()));
            }
        });
        model.selection().image().ifPresent(image -> strip.follow(image.source()));
        return strip;
    }

    private Workspace find(String title) {
        return workspaces.stream()
                .filter(workspace -> workspace.title().equals(title))
                .findFirst()
                .orElse(null);
    }

    private void bringToFront(String title) {
        Workspace next = find(title);
        if (next == null || next == front) {
            return;
        }
        if (front != null) {
            front.setActive(false);
        }
        front = next;
        stage.getChildren().setAll(next.node());
        edits.set(next.edits().orElse(model.selection().layout()));
        next.setActive(true);
        Platform.runLater(next::focus);
    }

    private void installInput() {
        setOnDragOver(this::dragOver);
        setOnDragDropped(this::drop);
        sceneProperty().addListener((property, old, scene) -> {
            if (scene != null) {
                scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> holdSpace(event, scene));
                scene.addEventFilter(KeyEvent.KEY_RELEASED, this::releaseSpace);
                scene.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> drawsOnRelease = false);
                scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> key(event, scene));
            }
        });
    }

    private void dragOver(DragEvent event) {
        Dragboard board = event.getDragboard();
        if (board.hasFiles() || board.hasImage()) {
            event.acceptTransferModes(TransferMode.COPY);
        }
        event.consume();
    }

    private void drop(DragEvent event) {
        event.setDropCompleted(take(event.getDragboard()));
        event.consume();
    }

    /** Opens what a clipboard or a drop holds; says whether there was something. */
    private boolean take(Clipboard board) {
        if (board.hasFiles()) {
            model.openAny(board.getFiles().stream().map(java.io.File::toPath).toList());
        } else if (board.hasImage()) {
            model.paste(FxImages.from(board.getImage()));
        } else if (board.hasString()) {
            model.pasteLayout(board.getString(), "The clipboard");
        } else {
            return false;
        }
        return true;
    }

    /**
     * Space draws new blocks wherever the pointer was last, where the layout is on the screen; only a text field, or a
     * control that was reached by keyboard and has a use for it, keeps it. It draws when it is let go, because a drag while
     * it is held moves the picture.
     */
    private void holdSpace(KeyEvent event, Scene scene) {
        if (event.getCode() != KeyCode.SPACE || event.isShortcutDown() || !(front instanceof LayoutWorkspace)) {
            return;
        }
        Node focused = scene.getFocusOwner();
        boolean used = focused instanceof TextInputControl
                || focused instanceof Control && focused.isFocusVisible() && !isList(focused);
        if (!used) {
            // Repeats of a held key come without a release between.
            drawsOnRelease |= !spaceHeld;
            spaceHeld = true;
            event.consume();
        }
    }

    private void releaseSpace(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE && spaceHeld) {
            spaceHeld = false;
            if (drawsOnRelease) {
                drawsOnRelease = false;
                model.selection().sampling().next();
            }
            event.consume();
        }
    }

    /** Lists and tables select by arrows already. */
    private static boolean isList(Node node) {
        return node instanceof ListView<?> || node instanceof TableView<?>;
    }

    private void key(KeyEvent event, Scene scene) {
        if (event.getCode() == KeyCode.ESCAPE
                && shortcuts.isMade()
                && shortcuts.get().isVisible()) {
            shortcuts.get().setVisible(false);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && model.contentsProperty().get() != null) {
            model.hideContents();
            event.consume();
        } else if (front != null && (!(scene.getFocusOwner() instanceof TextInputControl) || isNoText(event))) {
            front.handleKey(event);
        }
    }

    /** What a text field that did not use it has no use for; Ctrl and Alt together write letters on many keyboards. */
    private static boolean isNoText(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE || event.isShortcutDown() && !event.isAltDown();
    }

    private final class Actions implements MainMenu.Actions {

        @Override
        public void copy() {
            ClipboardContent content = new ClipboardContent();
            content.putString(model.copyLayout());
            Clipboard.getSystemClipboard().setContent(content);
            model.notices().tell(Notices.Topic.LAYOUT, "Copied the layout as JSON.");
        }

        @Override
        public void paste() {
            if (!take(Clipboard.getSystemClipboard())) {
                model.notices().tell(Notices.Topic.LAYOUT, "The clipboard holds no image, file or layout.");
            }
        }

        @Override
        public void sendToFigures() {
            try {
                front.figure()
                        .ifPresentOrElse(
                                item -> model.selection().figures().send(item.title(), item.source()),
                                () -> model.notices()
                                        .tell(
                                                Notices.Topic.FILE,
                                                front.title() + " has nothing to send to Figures as it is."));
            } catch (InputException impossible) {
                model.notices().report(Notices.Topic.FILE, impossible);
            }
        }

        @Override
        public void showShortcuts() {
            shortcuts.get().toggle();
        }

        @Override
        public void quit() {
            getScene().getWindow().hide();
        }
    }
}
