package ijepa.app.control;

import java.util.function.Function;
import javafx.util.StringConverter;

/**
 * What a list that is chosen from, and never typed into, calls its entries.
 *
 * @param <T> an entry
 */
public final class Titles<T> extends StringConverter<T> {

    private final Function<T, String> title;

    /** Titles of entries; no entry has an empty one. */
    public Titles(Function<T, String> title) {
        this.title = title;
    }

    @Override
    public String toString(T entry) {
        return entry == null ? "" : title.apply(entry);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("The list is not editable.");
    }
}
