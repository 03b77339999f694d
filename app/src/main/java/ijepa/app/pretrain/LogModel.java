package ijepa.app.pretrain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The newest lines of a log, and those of them that hold a text. */
public final class LogModel {

    /** Older ones are in the file. */
    static final int MOST = 2_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private final ObservableList<String> shown = FXCollections.observableArrayList();
    private final ObservableList<String> shownView = FXCollections.unmodifiableObservableList(shown);

    // Properties

    private final StringProperty filter = new SimpleStringProperty("");

    public LogModel() {
        filter.addListener(
                ignored -> shown.setAll(lines.stream().filter(this::passes).toList()));
    }

    /** Words that shown lines hold, all of them and in either case; empty for all lines. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** The lines that pass, oldest first. */
    public ObservableList<String> shown() {
        return shownView;
    }

    // Commands

    /** Appends lines; the oldest go where there are too many. */
    public void add(List<String> added) {
        if (added.isEmpty()) {
            return;
        }
        int gone = 0;
        for (String line : added) {
            lines.addLast(line);
            if (lines.size() > MOST && passes(lines.removeFirst())) {
                gone++;
            }
        }
        List<String> passing = added.stream().filter(this::passes).toList();
        if (gone == 0) {
            shown.addAll(passing);
        } else {
            shown.setAll(lines.stream().filter(this::passes).toList());
        }
    }

    private boolean passes(String line) {
        String text = line.toLowerCase(Locale.ROOT);
        for (String word : filter.get().toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
