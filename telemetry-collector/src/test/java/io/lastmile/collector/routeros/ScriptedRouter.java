package io.lastmile.collector.routeros;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLException;

/// A router that says exactly what its script says, on a real loopback socket; every connection
/// plays the script anew on its own virtual thread. It knows nothing of our codec.
final class ScriptedRouter implements AutoCloseable {
    /// What one connection does; it is closed at the script's end.
    interface Script {
        void play(Link link) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Script script;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /// Logs everybody in, then plays.
    static ScriptedRouter loggedIn(Script script) throws IOException {
        return new ScriptedRouter(
                ServerSocketFactory.getDefault(),
                link -> {
                    link.admit();
                    script.play(link);
                });
    }

    ScriptedRouter(ServerSocketFactory sockets, Script script) throws IOException {
        this.script = script;
        this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    RouterAddress address() {
        return new RouterAddress("127.0.0.1", server.getLocalPort());
    }

    RouterConfig config() {
        return new RouterConfig(
                        address(), new Security.Plain(), new Credentials("reader", "secret", true))
                .withTimeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.startVirtualThread(() -> play(socket));
            } catch (SocketException closed) {
                return;
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.play(new Link(socket));
        } catch (EOFException | SocketException | SSLException gone) {
            // the client left first, as scripts that end in read() expect
        } catch (Throwable failed) {
            failures.add(failed);
        }
    }

    /// Fails if a script failed.
    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("the script failed", failures.peek());
        }
    }

    /// One connection, from the router's side.
    static final class Link {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Link(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        List<String> read() throws IOException {
            return Wire.read(in);
        }

        /// Reads a command that must begin so, and gives its tag.
        String expect(String... words) throws IOException {
            List<String> command = read();
            if (!command.containsAll(List.of(words))) {
                throw new AssertionError(command + " (expected: " + List.of(words) + ")");
            }
            return command.stream().filter(word -> word.startsWith(".tag=")).findFirst().orElse("");
        }

        void admit() throws IOException {
            expect("/login");
            say("!done");
        }

        void say(String... words) throws IOException {
            raw(Wire.sentence(words));
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /// Until the client closes.
        void hold() throws IOException {
            if (in.read() >= 0) {
                throw new AssertionError("the client sent more than the script knows");
            }
        }

        /// RST instead of FIN.
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
