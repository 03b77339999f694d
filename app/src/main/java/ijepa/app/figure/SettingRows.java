package ijepa.app.figure;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.control.FieldRow;
import ijepa.app.control.NumberField;
import ijepa.app.control.Titles;
import ijepa.app.shell.FileDialogs;
import ijepa.renderer.figure.recipe.FileInput;

/** Fields of a part's settings, each with its name at the left. */
final class SettingRows {

    private SettingRows() {}

    static HBox row(String title, Node field) {
        return new FieldRow(title, field);
    }

    static HBox number(String title, Property<Number> value, double min, double max, double step) {
        return row(title, new NumberField(title, value, min, max, step));
    }

    static HBox toggled(String title, BooleanProperty property) {
        return row(title, toggle(title, property));
    }

    static ToggleSwitch toggle(String name, BooleanProperty property) {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText(name);
        toggle.selectedProperty().bindBidirectional(property);
        return toggle;
    }

    static <T> HBox chosen(String title, List<T> values, Property<T> property, Function<T, String> words) {
        return row(title, choice(title, values, property, words));
    }

    static <T> ComboBox<T> choice(String name, List<T> values, Property<T> property, Function<T, String> title) {
        ComboBox<T> choice = new ComboBox<>();
        choice.getItems().setAll(values);
        choice.setConverter(new Titles<>(title));
        choice.setAccessibleText(name);
        choice.valueProperty().bindBidirectional(property);
        return choice;
    }

    /** Any of some values; the list keeps their order. */
    static <T> HBox several(String title, List<T> values, ObservableList<T> chosen, Function<T, String> words) {
        MenuButton menu = new MenuButton();
        menu.setAccessibleText(title);
        menu.getStyleClass().add("small");
        for (T value : values) {
            CheckMenuItem item = new CheckMenuItem(words.apply(value));
            item.setSelected(chosen.contains(value));
            item.setOnAction(event -> chosen.setAll(values.stream()
                    .filter(one -> one.equals(value) ? item.isSelected() : chosen.contains(one))
                    .toList()));
            chosen.addListener((Observable ignored) -> item.setSelected(chosen.contains(value)));
            menu.getItems().add(item);
        }
        Runnable follow = () -> menu.setText(
                chosen.size() == 1 ? words.apply(chosen.getFirst()) : chosen.size() + " of " + values.size());
        chosen.addListener((Observable ignored) -> follow.run());
        follow.run();
        return row(title, menu);
    }

    /** The colours of a map and, where they are not to follow the values, what they reach over. */
    static VBox colours(String what, PartSettings.Colours colours) {
        HBox ends = new HBox(
                6,
                new NumberField("Lowest " + what, colours.low(), -1e6, 1e6, 0.05),
                new NumberField("Highest " + what, colours.high(), -1e6, 1e6, 0.05));
        HBox range = row("From, to", ends);
        range.visibleProperty().bind(colours.fixed());
        range.managedProperty().bind(range.visibleProperty());
        return new VBox(
                9,
                chosen(
                        "Colours of " + what,
                        List.of(ijepa.renderer.map.ColourScale.values()),
                        colours.scale(),
                        ijepa.renderer.map.ColourScale::title),
                toggled("Fixed range of " + what, colours.fixed()),
                range);
    }

    /** A decoder's name and a way to another. */
    static HBox decoder(Property<FileInput> decoder, Function<FileInput, String> name, FileDialogs dialogs) {
        Label label = new Label();
        label.setMinWidth(0);
        Runnable follow = () -> label.setText(name.apply(decoder.getValue()));
        decoder.addListener(ignored -> follow.run());
        follow.run();
        Button open = small(
                "Open\u2026",
                () -> dialogs.decoder()
                        .ifPresent(file -> decoder.setValue(
                                FileInput.of(file.toAbsolutePath().toString()))));
        open.setAccessibleText("Open a decoder");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(8, label, space, open);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** The names of runs, and ways to more and fewer. */
    static VBox runs(ObservableList<FileInput> runs, FileDialogs dialogs) {
        Label names = new Label();
        names.setWrapText(true);
        Button less = small("Take the last away", runs::removeLast);
        Runnable follow = () -> {
            names.setText(
                    runs.isEmpty()
                            ? "No run"
                            : runs.stream().map(FileInput::name).collect(Collectors.joining(", ")));
            less.setDisable(runs.isEmpty());
        };
        runs.addListener((Observable ignored) -> follow.run());
        follow.run();
        Consumer<java.nio.file.Path> add =
                run -> runs.add(FileInput.of(run.toAbsolutePath().toString()));
        return new VBox(
                6,
                names,
                new HBox(6, small("Add a run\u2026", () -> dialogs.folder().ifPresent(add)), less));
    }

    static Button small(String words, Runnable action) {
        Button button = new Button(words);
        button.getStyleClass().add("small");
        button.setOnAction(event -> action.run());
        return button;
    }
}
