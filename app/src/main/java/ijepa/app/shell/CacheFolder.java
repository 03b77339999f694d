package ijepa.app.shell;

import java.nio.file.Path;
import java.util.Locale;

/** Where files lie that can be computed again. The system property {@code ijepa.cache} names another folder. */
public final class CacheFolder {

    private CacheFolder() {}

    /** The folder that the system and its properties say; it may not exist yet. */
    public static Path standard() {
        String configured = System.getProperty("ijepa.cache");
        if (configured != null) {
            return Path.of(configured);
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home"));
        if (system.contains("win") && System.getenv("LOCALAPPDATA") != null) {
            return Path.of(System.getenv("LOCALAPPDATA"), "I-JEPA Workbench", "Cache");
        }
        if (system.contains("mac")) {
            return home.resolve("Library/Caches/I-JEPA Workbench");
        }
        String folder = System.getenv("XDG_CACHE_HOME");
        Path base = folder == null || folder.isBlank() ? home.resolve(".cache") : Path.of(folder);
        return base.resolve("ijepa-workbench");
    }

    /** Where block indices lie. */
    public static Path indices() {
        return standard().resolve("neighbours");
    }
}
