package io.lastmile.core.notifications;

import java.util.regex.Pattern;

/// A text that a pattern may look at only so often: a pattern that backtracks without end is told
/// so instead of taking a processor for good.
final class BoundedText implements CharSequence {
    static final int LOOKS_MAX = 1_000_000;

    /// The pattern looked too often.
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("pattern gave no answer in " + LOOKS_MAX + " steps", null, false, false);
        }
    }

    private final CharSequence text;
    private final int[] looks;

    private BoundedText(CharSequence text, int[] looks) {
        this.text = text;
        this.looks = looks;
    }

    /// Whether the pattern is found in the text. Throws `TooLong`.
    static boolean finds(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text, new int[1])).find();
        } catch (StackOverflowError e) {
            throw new TooLong();
        }
    }

    @Override
    public char charAt(int index) {
        looks[0]++;
        if (looks[0] > LOOKS_MAX) {
            throw new TooLong();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
