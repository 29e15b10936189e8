package io.lastmile.core.notifications;

import com.icegreen.greenmail.util.GreenMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server that takes letters only behind STARTTLS, with the certificate of GreenMail (which
/// itself does not know the command), and notes which commands it heard before and after.
final class StarttlsServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ServerSocket listening;
    private final List<String> plain = new CopyOnWriteArrayList<>();
    private final List<String> encrypted = new CopyOnWriteArrayList<>();

    StarttlsServer() {
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

    List<String> plain() {
        return plain;
    }

    List<String> encrypted() {
        return encrypted;
    }

    private void serve() {
        try (Socket socket = listening.accept()) {
            say(socket, "220 here");
            if (!talk(socket, plain)) {
                return;
            }
            var secured =
                    (SSLSocket)
                            context()
                                    .getSocketFactory()
                                    .createSocket(socket, "localhost", socket.getPort(), true);
            secured.setUseClientMode(false);
            talk(secured, encrypted);
        } catch (IOException | GeneralSecurityException e) {
            plain.add("FAILED " + e);
        }
    }

    /// True when the client asked for encryption.
    private boolean talk(Socket socket, List<String> heard) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            heard.add(word);
            switch (word) {
                case "EHLO" -> say(socket, heard == plain ? "250-me\r\n250 STARTTLS" : "250 me");
                case "STARTTLS" -> {
                    say(socket, "220 go on");
                    return true;
                }
                case "DATA" -> {
                    say(socket, "354 go on");
                    String body = in.readLine();
                    while (!".".equals(body)) {
                        body = in.readLine();
                    }
                    say(socket, "250 taken");
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return false;
                }
                default -> say(socket, heard == plain ? "530 STARTTLS first" : "250 fine");
            }
        }
        return false;
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
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
