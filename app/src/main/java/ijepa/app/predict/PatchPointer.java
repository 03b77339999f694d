package ijepa.app.predict;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;

/** The patch that all panels are asked about: under the pointer, and the one that was picked. */
public final class PatchPointer {

    /** No patch. */
    public static final int NONE = -1;

    // Properties

    private final IntegerProperty pointed = new SimpleIntegerProperty(NONE);
    private final IntegerProperty anchor = new SimpleIntegerProperty(NONE);
    private final BooleanProperty following = new SimpleBooleanProperty();

    PatchPointer() {
        pointed.addListener((property, old, patch) -> {
            if (following.get() && patch.intValue() != NONE) {
                anchor.set(patch.intValue());
            }
        });
        following.addListener((property, old, follows) -> {
            if (!follows) {
                anchor.set(NONE);
            }
        });
    }

    /** The patch under the pointer in any panel, or {@link #NONE}. */
    public IntegerProperty pointedProperty() {
        return pointed;
    }

    /** The patch whose similarity or attention to all others is shown, or {@link #NONE}. */
    public IntegerProperty anchorProperty() {
        return anchor;
    }

    /** Whether the picked patch is the one under the pointer, without a click. */
    public BooleanProperty followingProperty() {
        return following;
    }

    // Commands

    /** Picks a patch, or none when it is that one already. */
    public void pick(int patch) {
        anchor.set(patch == anchor.get() ? NONE : patch);
    }

    /** Picks a patch while the pointer is dragged over many. */
    public void sweep(int patch) {
        if (patch != NONE) {
            anchor.set(patch);
        }
    }
}
