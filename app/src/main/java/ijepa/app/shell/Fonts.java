package ijepa.app.shell;

import java.io.InputStream;
import java.util.List;
import javafx.scene.text.Font;

/** The Inter typeface (SIL Open Font License 1.1), because a bare machine may have no good font. */
final class Fonts {

    private static final String FOLDER = "/com/formdev/flatlaf/fonts/inter/";

    private Fonts() {}

    /** Makes it known to style sheets; where that fails the system's font is used. */
    static void load() {
        for (String weight : List.of("Regular", "SemiBold", "Bold")) {
            InputStream font = Fonts.class.getResourceAsStream(FOLDER + "Inter-" + weight + ".otf");
            if (font != null) {
                Font.loadFont(font, 12);
            }
        }
    }
}
