package ijepa.core.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Listens on a Unix-domain socket for commands: one line in, one line out, beginning with {@code ok} or {@code error}.
 * Whoever may write to the socket's file may steer.
 */
final class ControlServer implements AutoCloseable {

    /** The shortest limit of a socket's path among the systems in use is 104 bytes, its end included. */
    private static final int LONGEST_PATH = 100;

    /** A line longer than this is no command. */
    private static final int LONGEST_LINE = 64;

    private final Path path;
    private final ServerSocketChannel server;
    private final Steering steering;

    private ControlServer(Path path, ServerSocketChannel server, Steering steering) {
        this.path = path;
        this.server = server;
        this.steering = steering;
    }

    /**
     * Starts to listen, in the run directory or, where its path is too long or its file system has no sockets, in the
     * folder for temporary files.
     *
     * @throws IOException when neither works
     */
    static ControlServer start(RunDirectory directory, Steering steering) throws IOException {
        Path wanted = directory.controlSocket().toAbsolutePath();
        Path elsewhere = Path.of(
                System.getProperty("java.io.tmpdir"),
                "ijepa-" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36) + ".sock");
        ServerSocketChannel server;
        Path path;
        if (wanted.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
            Optional<ServerSocketChannel> bound = bind(wanted);
            path = bound.isPresent() ? wanted : elsewhere;
            server = bound.isPresent() ? bound.get() : bindOrFail(elsewhere);
        } else {
            path = elsewhere;
            server = bindOrFail(elsewhere);
        }
        ControlServer control = new ControlServer(path, server, steering);
        Thread.ofPlatform().daemon().name("control").start(control::listen);
        return control;
    }

    private static Optional<ServerSocketChannel> bind(Path path) {
        try {
            return Optional.of(bindOrFail(path));
        } catch (IOException unsupported) {
            return Optional.empty();
        }
    }

    private static ServerSocketChannel bindOrFail(Path path) throws IOException {
        // A run that was killed leaves its socket; the lock says that nobody listens on it any more.
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            return server;
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /** Where it listens. */
    Path path() {
        return path;
    }

    private void listen() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (ClosedChannelException closed) {
            // The run has ended.
        } catch (IOException failure) {
            // Nobody can steer any more; that is no reason to end a run.
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            String line = readLine(client);
            String answer = RunCommand.parse(line)
                    .map(command -> steering.take(command).join())
                    .orElse("error unknown command: say pause, resume, checkpoint or stop");
            ByteBuffer bytes = ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        } catch (IOException gone) {
            // Who asked did not wait for the answer.
        }
    }

    private static String readLine(SocketChannel client) throws IOException {
        BufferedReader reader = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8), LONGEST_LINE);
        StringBuilder line = new StringBuilder();
        for (int next = reader.read();
                next >= 0 && next != '\n' && line.length() < LONGEST_LINE;
                next = reader.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
