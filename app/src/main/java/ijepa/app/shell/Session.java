package ijepa.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ijepa.app.control.BlockRef;

/**
 * What the window remembers from one time to the next. Anything may be missing.
 *
 * @param theme      name of the theme
 * @param workspace  title of the workspace in front
 * @param folder     folder in the filmstrip; null for the samples
 * @param image      the open picture: a file, or a sample's name
 * @param checkpoint the open checkpoint's file; null for the model that comes with the program
 * @param decoder    the open decoder's file; null for the one that comes with the program
 * @param layout     the layout as JSON
 * @param locked     its blocks that sampling leaves alone
 * @param sampling   how new layouts are drawn
 * @param fit        name of how pictures are made square
 * @param recent     files and folders opened lately, newest first
 * @param width      of the window
 * @param height     of the window
 * @param maximised  whether the window filled the screen
 */
public record Session(
        String theme,
        String workspace,
        String folder,
        String image,
        String checkpoint,
        String decoder,
        String layout,
        List<BlockRef> locked,
        RememberedSampling sampling,
        String fit,
        List<String> recent,
        double width,
        double height,
        boolean maximised) {

    private static final int SMALLEST_WIDTH = 900;
    private static final int SMALLEST_HEIGHT = 600;

    public Session {
        locked = locked == null ? List.of() : List.copyOf(locked);
        recent = recent == null ? List.of() : List.copyOf(recent);
        width = width >= SMALLEST_WIDTH ? width : 1280;
        height = height >= SMALLEST_HEIGHT ? height : 800;
    }

    /** The first start: samples, the light theme and the predictions in front. */
    public static Session first() {
        return inFront(null, 0, 0);
    }

    /** A first start with another workspace in front, in a window of a size. */
    public static Session inFront(String workspace, double width, double height) {
        return new Session(
                null, workspace, null, null, null, null, null, List.of(), null, null, List.of(), width, height, false);
    }

    /** The same without the folder, the checkpoint and the decoder that are not there any more. */
    Session present() {
        return new Session(
                theme,
                workspace,
                isThere(folder) && Files.isDirectory(Path.of(folder)) ? folder : null,
                image,
                isThere(checkpoint) ? checkpoint : null,
                isThere(decoder) ? decoder : null,
                layout,
                locked,
                sampling,
                fit,
                recent,
                width,
                height,
                maximised);
    }

    private static boolean isThere(String file) {
        return file != null && Files.exists(Path.of(file));
    }

    /** What this session names and another, which came of it, does not, in words; empty where that is nothing. */
    String lostIn(Session other) {
        List<String> lost = new ArrayList<>();
        if (!Objects.equals(folder, other.folder)) {
            lost.add("folder " + folder);
        }
        if (!Objects.equals(checkpoint, other.checkpoint)) {
            lost.add("checkpoint " + checkpoint);
        }
        if (!Objects.equals(decoder, other.decoder)) {
            lost.add("decoder " + decoder);
        }
        return String.join(" and ", lost);
    }
}
