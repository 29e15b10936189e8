package io.lastmile.core.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A mail server that takes any letter but says an answer of the test's choice to one command; an
/// empty answer drops the connection.
final class GrumpyServer implements AutoCloseable {
    private final ServerSocket listening;
    private final String command;
    private final String answer;

    GrumpyServer(String command, String answer) {
        this.command = command;
        this.answer = answer;
        try {
            listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        try (Socket socket = listening.accept()) {
            talk(socket);
        } catch (IOException e) {
            // The client went away; what it made of that the test looks at.
            System.getLogger("test").log(System.Logger.Level.DEBUG, "mail client left", e);
        }
    }

    private void talk(Socket socket) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        say(socket, "220 here");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            if (word.equals(command) && answer.isEmpty()) {
                socket.setSoLinger(true, 0);
                return;
            }
            say(socket, word.equals(command) ? answer : usual(word));
            if (word.equals("DATA") && !command.equals("DATA")) {
                skip(in);
                say(socket, "250 taken");
            }
        }
    }

    private static String usual(String word) {
        return switch (word) {
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private static void skip(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
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
