package ijepa.app.shell;

import java.util.List;

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
        List<String> recent,
        double width,
        double height,
        boolean maximised) {

    private static final int SMALLEST_WIDTH = 900;
    private static final int SMALLEST_HEIGHT = 600;

    public Session {
        recent = recent == null ? List.of() : List.copyOf(recent);
        width = width >= SMALLEST_WIDTH ? width : 1280;
        height = height >= SMALLEST_HEIGHT ? height : 800;
    }

    /** The first start: samples, the light theme and the predictions in front. */
    public static Session first() {
        return new Session(null, null, null, null, null, null, null, List.of(), 0, 0, false);
    }
}
