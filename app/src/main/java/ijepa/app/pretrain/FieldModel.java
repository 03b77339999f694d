package ijepa.app.pretrain;

import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import ijepa.core.config.ConfigurationText;

/** One field of the form: what it says, what stands there if it says nothing, and what is wrong with it. */
final class FieldModel {

    private final FormField field;
    private final Consumer<Object> change;

    // Properties

    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper usual = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper concerned = new ReadOnlyBooleanWrapper(true);

    /**
     * A field.
     *
     * @param change puts its value into the configuration
     */
    FieldModel(FormField field, Consumer<Object> change) {
        this.field = field;
        this.change = change;
    }

    FormField field() {
        return field;
    }

    /** What is entered, or written in the YAML; empty where there is nothing. */
    ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** What holds while nothing is entered. */
    ReadOnlyStringProperty usualProperty() {
        return usual.getReadOnlyProperty();
    }

    /** What is wrong, with what to do; empty where nothing is. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether it decides anything as other fields are. */
    ReadOnlyBooleanProperty concernedProperty() {
        return concerned.getReadOnlyProperty();
    }

    /** Takes what was entered. */
    void enter(String typed) {
        if (typed.equals(text.get())) {
            return;
        }
        text.set(typed);
        change.accept(field.value(typed));
    }

    /** Shows what a configuration says; what was typed stays where it means the same. */
    void follow(ConfigurationText configuration, ConfigurationText usually, String sampler) {
        Object now = configuration.value(field.path()).orElse(null);
        Object typed = field.value(text.get());
        if (!isSame(now, typed)) {
            text.set(now == null ? "" : RunField.show(now));
        }
        usual.set(usually.value(field.path()).map(RunField::show).orElse(""));
        concerned.set(field.concerns(sampler));
    }

    void complain(String sentence) {
        problem.set(sentence);
    }

    private static boolean isSame(Object now, Object typed) {
        return now instanceof Number one && typed instanceof Number other
                ? one.doubleValue() == other.doubleValue()
                : Objects.equals(now, typed);
    }
}
