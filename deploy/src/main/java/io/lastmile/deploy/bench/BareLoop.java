package io.lastmile.deploy.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The least that can be done: one socket, one thread, one array; words of less than 128 bytes, no
/// tags, no limits, no failures. What a client costs more than this is what it does more than this.
final class BareLoop implements Contender {
    private static final byte[] RX = "=rx-byte=".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TX = "=tx-byte=".getBytes(StandardCharsets.ISO_8859_1);
    private static final int WINDOW_BYTES = 64 << 10;

    private final Socket socket;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long sum;
    private boolean done;

    BareLoop(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    @Override
    public long sum() throws IOException {
        ByteArrayOutputStream print = new ByteArrayOutputStream();
        PrintedRows.sentence(print, "/interface/print", ".tag=1");
        socket.getOutputStream().write(print.toByteArray());
        InputStream in = socket.getInputStream();
        start();
        int held = 0;
        while (!done) {
            int read = in.read(window, held, window.length - held);
            if (read < 0) {
                throw new EOFException("the router left");
            }
            held += read;
            int used = scan(window, held);
            System.arraycopy(window, used, window, 0, held - used);
            held -= used;
        }
        return sum;
    }

    void start() {
        sum = 0;
        done = false;
    }

    /// Words up to the first that is not whole; gives how many bytes they take.
    int scan(byte[] bytes, int to) {
        int at = 0;
        while (at < to && at + 1 + bytes[at] <= to) {
            word(bytes, at + 1, bytes[at]);
            at += 1 + bytes[at];
        }
        return at;
    }

    long total() {
        return sum;
    }

    private void word(byte[] bytes, int at, int length) {
        if (length > RX.length
                && bytes[at] == '='
                && (starts(bytes, at, RX) || starts(bytes, at, TX))) {
            long value = 0;
            for (int i = at + RX.length; i < at + length; i++) {
                value = value * 10 + bytes[i] - '0';
            }
            sum += value;
        } else if (length == 5 && bytes[at] == '!' && bytes[at + 1] == 'd') {
            done = true;
        }
    }

    private static boolean starts(byte[] bytes, int at, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
