package io.lastmile.core.platform;

/// What a line of text may hold.
final class PlainText {
    private PlainText() {}

    /// No control characters and no half of a surrogate pair, which no database stores.
    static boolean is(String text) {
        return text.codePoints()
                .noneMatch(point ->
                        Character.isISOControl(point)
                                || (point >= Character.MIN_SURROGATE
                                        && point <= Character.MAX_SURROGATE));
    }
}
