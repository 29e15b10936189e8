package io.lastmile.collector.routeros;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A command to a router. Immutable; each method gives a new one. Names are checked and values
/// cannot leave their word, so nothing that a customer typed becomes a second attribute.
public final class Command {
    /// No table of a router is longer; a longer answer fails its command.
    public static final long ROWS_MAX = 250_000;

    private static final int WORDS_MAX = 1_024;

    private final String path;
    private final List<byte[]> words;
    private final long rowsMax;
    private final Optional<Duration> idle;
    private final boolean endless;

    private Command(String path, List<byte[]> words, long rowsMax, Optional<Duration> idle) {
        if (words.size() > WORDS_MAX) {
            throw new IllegalArgumentException(
                    path + ": " + words.size() + " words (expected: <= " + WORDS_MAX + ")");
        }
        this.path = path;
        this.words = List.copyOf(words);
        this.rowsMax = rowsMax;
        this.idle = idle;
        this.endless = path.endsWith("/listen");
    }

    /// `/menu/verb`. One that ends in `/listen` runs until cancelled, quiet or not.
    public static Command of(String path) {
        return new Command(Names.path(path), List.of(), ROWS_MAX, Optional.empty());
    }

    /// `=name=value`, the value in UTF-8.
    public Command with(Field field, String value) {
        return with(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// `=name=value`, the value as raw bytes.
    public Command with(Field field, byte[] value) {
        return plus(Words.of("=" + field.name() + "=", value));
    }

    /// `=name=` for the attributes that need no value: `stats`, `detail`, `once`, `count-only`.
    public Command with(Field field) {
        return with(field, new byte[0]);
    }

    /// Only these properties. An empty list must not be sent (routeros.md 1.7), so it is left out.
    public Command proplist(Field... fields) {
        String names = Arrays.stream(fields).map(Field::name).collect(Collectors.joining(","));
        return names.isEmpty()
                ? this
                : plus(Words.of("=.proplist=", names.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /// Only these rows; several queries must all hold.
    public Command where(Query query) {
        List<byte[]> all = new ArrayList<>(words);
        all.addAll(query.words());
        return new Command(path, all, rowsMax, idle);
    }

    public Command rowsMax(long rows) {
        return new Command(path, words, rows, idle);
    }

    /// Another wait for the next sentence than the connection's.
    public Command idle(Duration wait) {
        return new Command(path, words, rowsMax, Optional.of(Timeouts.check("idle", wait)));
    }

    public String path() {
        return path;
    }

    long rowsLimit() {
        return endless ? Long.MAX_VALUE : rowsMax;
    }

    Optional<Duration> idle() {
        return idle;
    }

    boolean endless() {
        return endless;
    }

    /// `tag` 0 sends none.
    void write(SentenceWriter out, int tag) {
        out.word(path);
        words.forEach(out::word);
        if (tag > 0) {
            out.tag(Integer.toString(tag));
        }
        out.end();
    }

    private Command plus(byte[] word) {
        List<byte[]> all = new ArrayList<>(words);
        all.add(word);
        return new Command(path, all, rowsMax, idle);
    }

    /// Without its words, which may hold secrets.
    @Override
    public String toString() {
        return path;
    }
}
