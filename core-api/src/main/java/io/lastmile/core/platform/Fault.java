package io.lastmile.core.platform;

/// What is wrong with one field of a request: its name, what was found, what was expected.
public record Fault(String field, String found, String expected) {
    private static final int FOUND_LENGTH_MAX = 60;

    public Fault {
        found =
                found.length() <= FOUND_LENGTH_MAX
                        ? found
                        : found.substring(0, FOUND_LENGTH_MAX) + "…";
    }

    @Override
    public String toString() {
        return "%s: %s (expected: %s)".formatted(field, found, expected);
    }
}
