package ijepa.core.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import ijepa.core.InputException;

/** Steers a run of any process on this machine through its folder. */
public final class RunControl {

    /** A checkpoint of the largest models takes a while, and the step at hand comes first. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RunDirectory directory;

    public RunControl(RunDirectory directory) {
        this.directory = directory;
    }

    /**
     * Sends a command and waits for the answer: at once, or for {@link RunCommand#CHECKPOINT} when it is written. Not for
     * a thread that draws a window.
     *
     * @return what the run says, such as {@code pausing after this step}
     * @throws InputException when no process listens or the command could not be done
     */
    public String send(RunCommand command) {
        String socket = RunStatus.read(directory)
                .filter(status -> status.state().isAlive())
                .map(RunStatus::socket)
                .filter(path -> !path.isEmpty())
                .orElseThrow(() -> notListening(null));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(socket)))) {
            String answer = ask(channel, command);
            if (answer == null) {
                throw notListening(null);
            }
            if (answer.startsWith("ok ")) {
                return answer.substring(3);
            }
            throw new InputException("The run in " + directory.path() + " answers: "
                    + (answer.startsWith("error ") ? answer.substring(6) : answer) + ".");
        } catch (IOException failure) {
            throw notListening(failure);
        }
    }

    private String ask(SocketChannel channel, RunCommand command) throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                ByteBuffer bytes = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                answer.complete(new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine());
            } catch (IOException failure) {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } catch (TimeoutException late) {
            throw new InputException(
                    "The run in " + directory.path() + " does not answer: its step takes very long, or it hangs.",
                    late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the run's answer.", stop);
        }
    }

    private InputException notListening(IOException cause) {
        return new InputException(
                "No process listens for commands to the run in " + directory.path()
                        + ": it has ended, or has not begun yet.",
                cause);
    }
}
