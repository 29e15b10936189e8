package io.lastmile.deploy.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A router that has nothing to compute: it admits everybody and answers each print with the same
/// bytes, on one thread whose time is taken out of the measurement.
final class RowServer implements AutoCloseable {
    private final ServerSocket server;
    private final PrintedRows printed;
    private final Thread thread;
    private volatile Socket connected = new Socket();

    RowServer(PrintedRows printed) throws IOException {
        this.printed = printed;
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.thread = Thread.ofPlatform().daemon().name("bench-router").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    PrintedRows printed() {
        return printed;
    }

    long threadId() {
        return thread.threadId();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connected = socket;
                socket.setTcpNoDelay(true);
                answer(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
            } catch (EOFException | SocketException contenderLeft) {
                // the next one, or the end
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        while (true) {
            List<String> command = read(in);
            String tag =
                    command.stream()
                            .filter(word -> word.startsWith(".tag="))
                            .findFirst()
                            .orElse(".tag=");
            if (command.getFirst().equals("/login")) {
                ByteArrayOutputStream done = new ByteArrayOutputStream();
                if (tag.equals(".tag=")) {
                    PrintedRows.sentence(done, "!done");
                } else {
                    PrintedRows.sentence(done, "!done", tag);
                }
                out.write(done.toByteArray());
            } else {
                out.write(printed.bytes(tag));
            }
            out.flush();
        }
    }

    private static List<String> read(InputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        for (int length = in.read(); length != 0; length = in.read()) {
            if (length < 0) {
                throw new EOFException("the contender left");
            }
            words.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        }
        return words;
    }

    /// Hangs up, too.
    @Override
    public void close() throws IOException {
        server.close();
        connected.close();
    }
}
