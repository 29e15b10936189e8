package io.lastmile.core.ledger;

/// What caused a batch and which of its effects this is: `(invoice, 17, issued)`. Each is posted
/// once: repeating it changes nothing.
public record Source(String type, long id, String effect) {
    private static final int LENGTH_MAX = 40;

    public Source {
        check(type);
        check(effect);
    }

    private static void check(String word) {
        if (word.isEmpty() || word.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "source: '%s' (expected: a word of 1 to %d characters)"
                            .formatted(word, LENGTH_MAX));
        }
    }

    @Override
    public String toString() {
        return type + " " + id + " " + effect;
    }
}
