package ijepa.app.mask;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.Tooltip;

import ijepa.core.InputException;
import ijepa.core.mask.MaskPreset;
import ijepa.core.mask.MaskStrategy;

/** The paper's settings and its ablations by table, and the user's own. */
final class PresetMenu extends MenuButton {

    private final OwnPresets own;
    private final Supplier<MaskStrategy> present;
    private final Consumer<MaskStrategy> use;
    private final Consumer<Throwable> fail;

    /**
     * The menu.
     *
     * @param present what is kept as an own preset
     * @param use     takes the chosen strategy
     * @param fail    told when the user's presets cannot be read or kept
     */
    PresetMenu(OwnPresets own, Supplier<MaskStrategy> present, Consumer<MaskStrategy> use, Consumer<Throwable> fail) {
        super("Presets");
        this.own = own;
        this.present = present;
        this.use = use;
        this.fail = fail;
        getStyleClass().addAll("flat", "small");
        setId("presets");
        setTooltip(new Tooltip("The paper's settings and ablations, and your own"));
        setOnShowing(event -> fill());
        fill();
    }

    private void fill() {
        getItems().clear();
        MenuItem published = new MenuItem("The paper's settings");
        published.setOnAction(event -> use.accept(MaskStrategy.MultiBlock.PUBLISHED));
        getItems().addAll(published, new SeparatorMenuItem());
        Map<String, Menu> groups = new LinkedHashMap<>();
        for (MaskPreset preset : MaskPreset.PAPER) {
            groups.computeIfAbsent(preset.group(), Menu::new).getItems().add(item(preset));
        }
        getItems().addAll(groups.values());
        getItems().add(new SeparatorMenuItem());
        Menu forget = new Menu("Forget a preset");
        try {
            for (MaskPreset preset : own.load()) {
                getItems().add(item(preset));
                MenuItem gone = new MenuItem(preset.title());
                gone.setMnemonicParsing(false);
                gone.setOnAction(event -> attempt(() -> own.forget(preset.title())));
                forget.getItems().add(gone);
            }
        } catch (InputException unreadable) {
            fail.accept(unreadable);
        }
        forget.setDisable(forget.getItems().isEmpty());
        MenuItem keep = new MenuItem("Keep the present settings\u2026");
        keep.setOnAction(event -> keep());
        getItems().addAll(keep, forget);
    }

    private MenuItem item(MaskPreset preset) {
        String accuracy = preset.accuracy().isPresent()
                ? String.format(
                        Locale.ROOT, "   (paper: %.1f %%)", preset.accuracy().getAsDouble())
                : "";
        MenuItem item = new MenuItem(preset.title() + accuracy);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> use.accept(preset.strategy()));
        return item;
    }

    private void keep() {
        TextInputDialog dialog = new TextInputDialog();
        dialog.initOwner(getScene().getWindow());
        dialog.setTitle("Keep a preset");
        dialog.setHeaderText(null);
        dialog.setContentText("Name");
        dialog.showAndWait().ifPresent(name -> attempt(() -> own.keep(name, present.get())));
    }

    private void attempt(Runnable change) {
        try {
            change.run();
        } catch (InputException failure) {
            fail.accept(failure);
        }
    }
}
