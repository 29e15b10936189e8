package io.lastmile.collector.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Carries [Control] on a port of the loopback, a virtual thread for each client. Whoever can reach
/// it may do anything to the fleet.
final class ControlPort implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlPort.class.getName());

    private final ServerSocket listening;
    private final Control control;

    private ControlPort(ServerSocket listening, Control control) {
        this.listening = listening;
        this.control = control;
    }

    /// Port 0 takes a free one.
    static ControlPort open(int port, Control control) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            ControlPort opened = new ControlPort(socket, control);
            Thread.ofVirtual().name("simulator-control").start(opened::accept);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen for control on port " + port + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "simulator control", e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = lines.readLine();
            while (line != null) {
                byte[] answer = (control.answer(line) + "\n").getBytes(StandardCharsets.US_ASCII);
                client.getOutputStream().write(answer);
                client.getOutputStream().flush();
                line = lines.readLine();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "control client went away", e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("control port", e);
        }
    }
}
