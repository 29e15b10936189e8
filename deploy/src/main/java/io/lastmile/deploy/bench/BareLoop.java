package io.lastmile.deploy.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/// [BareScan] behind one blocking socket on one thread.
final class BareLoop implements Contender {
    private static final int WINDOW_BYTES = 64 << 10;

    private final Socket socket;
    private final byte[] window = new byte[WINDOW_BYTES];
    private final BareScan scan = new BareScan();

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
        scan.start();
        int held = 0;
        while (!scan.done()) {
            int read = in.read(window, held, window.length - held);
            if (read < 0) {
                throw new EOFException("the router left");
            }
            held += read;
            int used = scan.scan(window, held);
            System.arraycopy(window, used, window, 0, held - used);
            held -= used;
        }
        return scan.sum();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
