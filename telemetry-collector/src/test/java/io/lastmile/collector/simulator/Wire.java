package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Limits;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.SentenceDecoder;
import io.lastmile.collector.routeros.SentenceWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A client that sees every word, for what the product's client hides: order, tags, endings.
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final SentenceDecoder decoder = new SentenceDecoder(Limits.STANDARD);

    private Wire(Socket socket) {
        this.socket = socket;
    }

    static Wire to(SimulatedRouter router) {
        try {
            Socket socket = new Socket(router.host(), router.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Wire loggedIn(SimulatedRouter router) {
        Account writer = router.accounts().getLast();
        Wire wire = to(router);
        wire.send("/login", "=name=" + writer.name(), "=password=" + writer.password());
        wire.expect("!done");
        return wire;
    }

    void patience(int millis) {
        try {
            socket.setSoTimeout(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String... words) {
        sendAll(List.of(List.of(words)));
    }

    /// In one write, so that they arrive together.
    void sendAll(List<List<String>> sentences) {
        ByteBuf out = Unpooled.buffer();
        SentenceWriter writer = new SentenceWriter(out);
        for (List<String> words : sentences) {
            words.forEach(writer::word);
            writer.end();
        }
        try {
            out.readBytes(socket.getOutputStream(), out.readableBytes());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next sentence's words, or nothing at the end of the stream.
    Optional<List<String>> next() {
        byte[] bytes = new byte[8192];
        try {
            while (!decoder.next()) {
                int count = socket.getInputStream().read(bytes);
                if (count < 0) {
                    return Optional.empty();
                }
                ByteBuf in = Unpooled.wrappedBuffer(bytes, 0, count);
                while (in.isReadable()) {
                    decoder.append(in);
                }
            }
        } catch (SocketException reset) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Sentence sentence = decoder.sentence();
        return Optional.of(IntStream.range(0, sentence.words()).mapToObj(sentence::word).toList());
    }

    /// Whether the stream ended within a sentence.
    boolean tornOff() {
        return decoder.midSentence();
    }

    void expect(String... words) {
        List<String> found = next().orElseThrow(() -> new AssertionError("end of stream"));
        if (!found.equals(List.of(words))) {
            throw new AssertionError(found + " (expected: " + List.of(words) + ")");
        }
    }

    /// Sentences up to and with the first `!done`, or the end of the stream.
    List<List<String>> untilDone() {
        List<List<String>> sentences = new ArrayList<>();
        Optional<List<String>> sentence = next();
        while (sentence.isPresent()) {
            sentences.add(sentence.get());
            sentence = sentence.get().getFirst().equals("!done") ? Optional.empty() : next();
        }
        return sentences;
    }

    List<List<String>> ask(String... words) {
        send(words);
        return untilDone();
    }

    static boolean has(List<List<String>> sentences, String reply) {
        return sentences.stream().anyMatch(sentence -> sentence.getFirst().equals(reply));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
