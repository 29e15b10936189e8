package io.lastmile.collector.routeros;

/// How much one peer may make us hold: bytes of a word, bytes of a sentence with its lengths, and
/// words of a sentence. Checked before any memory is taken for them (routeros.md 1.1).
public record Limits(int wordBytesMax, int sentenceBytesMax, int sentenceWordsMax) {
    /// 16 MiB carry the largest file that a router prints; no menu has 4,096 properties.
    public static final Limits STANDARD = new Limits(16 << 20, 17 << 20, 4_096);

    /// For a peer who has not logged in yet: RouterOS itself limits those (routeros.md 1.2).
    public static final Limits STRANGER = new Limits(4_096, 16_384, 64);

    private static final int BYTES_MAX = 1 << 30;

    public Limits {
        check("wordBytesMax", wordBytesMax);
        check("sentenceBytesMax", sentenceBytesMax);
        check("sentenceWordsMax", sentenceWordsMax);
    }

    private static void check(String name, int value) {
        if (value < 1 || value > BYTES_MAX) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: 1 to " + BYTES_MAX + ")");
        }
    }
}
