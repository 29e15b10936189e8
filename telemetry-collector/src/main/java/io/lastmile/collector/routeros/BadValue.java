package io.lastmile.collector.routeros;

/// A row does not hold what was asked of it: the field is absent or its text is of another kind.
public final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int SHOWN_MAX = 64;

    BadValue(String field, String found, String expected) {
        super(field + ": " + clip(found) + " (expected: " + expected + ")");
    }

    private static String clip(String found) {
        return found.length() <= SHOWN_MAX ? found : found.substring(0, SHOWN_MAX) + "...";
    }
}
