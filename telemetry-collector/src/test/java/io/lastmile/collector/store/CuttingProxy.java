package io.lastmile.collector.store;

import io.lastmile.collector.postgres.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A wire to the database that breaks where a test wants it to.
final class CuttingProxy implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket listener;
    private final DatabaseAddress database;
    private final URI target;
    private final AtomicLong bytesUntilCut = new AtomicLong(NEVER);
    private final AtomicBoolean cutAtCommitReply = new AtomicBoolean();
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(DatabaseAddress database) {
        this.database = database;
        this.target = URI.create(database.url().substring("jdbc:".length()));
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    DatabaseAddress address() {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + target.getPath(),
                database.user(),
                database.password());
    }

    /// After so many more bytes in either direction, whatever they are.
    void cutAfter(long bytes) {
        bytesUntilCut.set(bytes);
    }

    /// When the server says that it has committed: it has, and the client will not know.
    void cutAtNextCommitReply() {
        cutAtCommitReply.set(true);
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(target.getHost(), target.getPort());
                Thread.ofVirtual().start(() -> pump(client, server, false));
                Thread.ofVirtual().start(() -> pump(server, client, true));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean isReply) {
        byte[] buffer = new byte[512];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0 && !isCut(buffer, read, isReply)) {
                out.write(buffer, 0, read);
                out.flush();
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // Cut by the other direction, which is what the test wants.
        }
    }

    private boolean isCut(byte[] buffer, int read, boolean isReply) {
        boolean atBytes = bytesUntilCut.get() != NEVER && bytesUntilCut.addAndGet(-read) < 0;
        boolean atReply =
                isReply
                        && cutAtCommitReply.get()
                        && new String(buffer, 0, read, StandardCharsets.ISO_8859_1)
                                .contains("COMMIT");
        if (atBytes || atReply) {
            bytesUntilCut.set(NEVER);
            cutAtCommitReply.set(false);
            cuts.incrementAndGet();
        }
        return atBytes || atReply;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
