package io.lastmile.core.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// A gateway on a real socket that answers what a test wants, byte for byte.
final class TextGateway implements AutoCloseable {
    static final String OK = said("200 OK", "1101|OK!");

    record Got(String line, List<String> headers, String body) {}

    /// What to do with a connection after the request was read.
    @FunctionalInterface
    interface Manner {
        void answer(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile Manner manner = saying(OK);

    TextGateway() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    static Manner saying(String bytes) {
        return socket -> socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    static Manner status(int status, String body) {
        return saying(said(status + " X", body));
    }

    /// Each connection ends with its answer, and the client is told so: it would send its next
    /// request into one that is being closed.
    private static String said(String status, String body) {
        return "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    void answer(Manner with) {
        manner = with;
    }

    String url(String rest) {
        return "http://127.0.0.1:" + listening.getLocalPort() + rest;
    }

    List<Got> got() {
        return got;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = in.readLine();
            if (line == null) {
                return;
            }
            List<String> headers = new CopyOnWriteArrayList<>();
            int length = 0;
            for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                headers.add(header);
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.split(":")[1].strip());
                }
            }
            char[] body = new char[length];
            int at = 0;
            while (at < length) {
                at += in.read(body, at, length - at);
            }
            byte[] bytes = new String(body).getBytes(StandardCharsets.ISO_8859_1);
            got.add(new Got(line, headers, new String(bytes, StandardCharsets.UTF_8)));
            manner.answer(socket);
        } catch (IOException e) {
            // The client had enough, which is what the test looks at from its side.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
