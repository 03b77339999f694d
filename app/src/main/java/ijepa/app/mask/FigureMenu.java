package ijepa.app.mask;

import java.util.function.Supplier;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;

import ijepa.app.shell.Notices;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.renderer.figure.recipe.PanelSource;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Sends one of the things that the workspace shows on: to Figures, or whatever else is added to the menu. */
final class FigureMenu extends MenuButton {

    private final ShellModel shell;

    FigureMenu(ShellModel shell, MaskFigures figures) {
        super("", new FontIcon(Feather.SEND));
        this.shell = shell;
        setId("send-to-figures");
        getStyleClass().add("icon-button");
        setMinWidth(USE_PREF_SIZE);
        setTooltip(new Tooltip("Send to Figures, or save the picture"));
        setAccessibleText("Send to Figures, or save the picture");
        getItems()
                .setAll(
                        item("Figures: the picture with these blocks", "send-layout", figures::layout),
                        item("Figures: the next " + UpcomingModel.COUNT + " draws", "send-upcoming", figures::upcoming),
                        item("Figures: the statistics of these settings", "send-statistics", figures::statistics),
                        item("Figures: the paper's four strategies", "send-strategies", figures::strategies));
    }

    private MenuItem item(String title, String id, Supplier<PanelSource> source) {
        MenuItem item = new MenuItem(title);
        item.setId(id);
        item.setOnAction(event -> {
            try {
                shell.selection().figures().send("", source.get());
            } catch (InputException impossible) {
                shell.notices().report(Notices.Topic.FILE, impossible);
            }
        });
        return item;
    }
}
