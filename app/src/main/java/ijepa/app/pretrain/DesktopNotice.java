package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import ijepa.core.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the desktop that something happened, for whoever looks elsewhere. */
interface DesktopNotice {

    void tell(String title, String text);

    /** The desktop's own way where there is one ({@code notify-send}), else nothing: the window tells in any case. */
    static DesktopNotice system() {
        Optional<Path> program = ProgramCommand.onPath("notify-send");
        return (title, text) -> program.ifPresent(path ->
                Thread.ofVirtual().start(() -> Sending.send(new ProcessBuilder(path.toString(), "--", title, text))));
    }

    /** Waits for the desktop, but not for ever. */
    final class Sending {

        private static final Logger LOG = LoggerFactory.getLogger(DesktopNotice.class);
        private static final int PATIENCE_SECONDS = 10;

        private Sending() {}

        static void send(ProcessBuilder command) {
            try {
                Process process = command.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException failure) {
                LOG.info("The desktop cannot be told: {}", Reason.of(failure));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
