package io.lastmile.core.documents;

import java.util.List;

/// The limit of each text on a paper.
final class Texts {
    /// About five pages.
    static final int LENGTH_MAX = 20_000;

    private Texts() {}

    static String checked(String field, String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    field + ": " + text.length() + " characters (expected: <= " + LENGTH_MAX + ")");
        }
        return text;
    }

    static List<String> checked(String field, List<String> texts, int countMax) {
        if (texts.size() > countMax) {
            throw new IllegalArgumentException(
                    field + ": " + texts.size() + " (expected: <= " + countMax + ")");
        }
        texts.forEach(text -> checked(field, text));
        return List.copyOf(texts);
    }
}
