package io.lastmile.collector.routeros;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which rows `print` or `listen` may answer with: words for the router's stack of booleans
/// (routeros.md 1.8). Every query is a full scan on the router. Values are UTF-8 from a string, or
/// raw bytes.
public final class Query {
    private static final int WORDS_MAX = 256;

    private final List<byte[]> words;

    private Query(List<byte[]> words) {
        if (words.size() > WORDS_MAX) {
            throw new IllegalArgumentException(
                    "query: " + words.size() + " words (expected: <= " + WORDS_MAX + ")");
        }
        this.words = List.copyOf(words);
    }

    public static Query has(Field field) {
        return predicate("?" + field.name(), new byte[0]);
    }

    public static Query lacks(Field field) {
        return predicate("?-" + field.name(), new byte[0]);
    }

    public static Query equal(Field field, String value) {
        return equal(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public static Query equal(Field field, byte[] value) {
        return predicate("?=" + field.name() + "=", value);
    }

    public static Query less(Field field, String value) {
        return predicate("?<" + field.name() + "=", value.getBytes(StandardCharsets.UTF_8));
    }

    public static Query greater(Field field, String value) {
        return predicate("?>" + field.name() + "=", value.getBytes(StandardCharsets.UTF_8));
    }

    public Query and(Query other) {
        return joined(other, "?#&");
    }

    public Query or(Query other) {
        return joined(other, "?#|");
    }

    public Query not() {
        return joined(new Query(List.of()), "?#!");
    }

    List<byte[]> words() {
        return words;
    }

    private Query joined(Query other, String operator) {
        List<byte[]> all = new ArrayList<>(words);
        all.addAll(other.words);
        all.add(operator.getBytes(StandardCharsets.ISO_8859_1));
        return new Query(all);
    }

    private static Query predicate(String head, byte[] value) {
        return new Query(List.of(Words.of(head, value)));
    }
}
