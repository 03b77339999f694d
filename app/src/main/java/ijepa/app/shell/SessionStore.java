package ijepa.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import ijepa.core.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the session as {@code session.json} in the user's configuration folder. The system property {@code ijepa.config}
 * names another folder.
 */
public final class SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path file;

    public SessionStore(Path folder) {
        file = folder.resolve("session.json");
    }

    /** The store in the place that the system and its properties say. */
    public static SessionStore standard() {
        String configured = System.getProperty("ijepa.config");
        if (configured != null) {
            return new SessionStore(Path.of(configured));
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home"));
        if (system.contains("win") && System.getenv("APPDATA") != null) {
            return new SessionStore(Path.of(System.getenv("APPDATA"), "I-JEPA Workbench"));
        }
        if (system.contains("mac")) {
            return new SessionStore(home.resolve("Library/Application Support/I-JEPA Workbench"));
        }
        String folder = System.getenv("XDG_CONFIG_HOME");
        Path base = folder == null || folder.isBlank() ? home.resolve(".config") : Path.of(folder);
        return new SessionStore(base.resolve("ijepa-workbench"));
    }

    /** A file beside the session's, for what a workspace remembers. */
    public Path beside(String name) {
        return file.resolveSibling(name);
    }

    /** What was saved; the first start's session where nothing was or it cannot be read. */
    public Session load() {
        try {
            if (Files.exists(file)) {
                Session saved = GSON.fromJson(Files.readString(file), Session.class);
                return saved == null ? Session.first() : saved;
            }
        } catch (IOException | JsonParseException failure) {
            LOG.warn("The last session in {} cannot be read and is forgotten: {}", file, failure.getMessage());
        }
        return Session.first();
    }

    /** Saves at once or not at all; a session that cannot be saved is no reason to bother anyone. */
    public void save(Session session) {
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), "session", ".tmp");
            Files.writeString(draft, GSON.toJson(session));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            LOG.warn("The session cannot be saved in {}: {}", file, Reason.of(failure));
        }
    }
}
