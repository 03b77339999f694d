package ijepa.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutState;
import ijepa.app.shell.Notices.Topic;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;

/** The window's layout as JSON: in files, on the clipboard, and in what is remembered of a session. */
final class LayoutFiles {

    private final Selection selection;
    private final Notices notices;

    LayoutFiles(Selection selection, Notices notices) {
        this.selection = selection;
        this.notices = notices;
    }

    /**
     * Draws as in the last session and takes its layout, with its grid and locks; what cannot be used is forgotten.
     *
     * @return whether there was a layout
     */
    boolean restore(Session session) {
        Optional<MaskLayout> layout = layoutOf(session);
        layout.ifPresent(known -> selection.sampling().useGrid(known.grid()));
        if (session.sampling() != null) {
            session.sampling().into(selection.sampling());
        }
        // Drawing came first, so that what was edited by hand is not drawn over, and leaves nothing to undo.
        layout.ifPresent(known -> {
            LayoutState state = LayoutState.of(known);
            for (BlockRef block : session.locked()) {
                state = state.has(block) ? state.withLock(block, true) : state;
            }
            selection.layout().reset(state);
        });
        return layout.isPresent();
    }

    private static Optional<MaskLayout> layoutOf(Session session) {
        try {
            return Optional.ofNullable(session.layout()).map(json -> LayoutJson.read(json, "The last session"));
        } catch (InputException unusable) {
            // The sampled layout that is there already will do.
            return Optional.empty();
        }
    }

    /** Takes a layout, with its grid. */
    void use(MaskLayout layout) {
        selection.sampling().useGrid(layout.grid());
        selection.layout().replace(layout);
    }

    /** Replaces the layout with one from a file. */
    void open(Path file) {
        try {
            paste(Files.readString(file), file.toString());
        } catch (NoSuchFileException failure) {
            notices.report(Topic.LAYOUT, new InputException("There is no file " + file + ".", failure));
        } catch (IOException failure) {
            notices.report(
                    Topic.LAYOUT, new InputException(file + " cannot be read as text: it is no mask layout.", failure));
        }
    }

    void save(Path file) {
        try {
            Files.writeString(file, copy());
            notices.succeed(Topic.LAYOUT, "Saved the layout as " + file + ".");
        } catch (IOException failure) {
            notices.report(
                    Topic.LAYOUT,
                    new InputException(
                            file + " cannot be written: " + Reason.of(failure) + ". Choose another place.", failure));
        }
    }

    /** The layout as JSON. */
    String copy() {
        return LayoutJson.write(selection.layout().state().layout());
    }

    /** Replaces the layout with one from JSON. */
    void paste(String json, String name) {
        try {
            MaskLayout layout = LayoutJson.read(json, name);
            selection.layout().replace(layout);
            notices.settle(Topic.LAYOUT);
        } catch (InputException failure) {
            notices.report(Topic.LAYOUT, failure);
        }
    }
}
