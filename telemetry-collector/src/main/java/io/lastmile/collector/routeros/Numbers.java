package io.lastmile.collector.routeros;

/// Numbers as RouterOS writes them, read straight from the bytes. Whoever finds something else gets
/// [#NOT_A_NUMBER] from the small ones and asks [#isUnsigned] before the large one. Checking and
/// adding up in one pass was tried and cost a tenth more: two simple loops compile better than one.
final class Numbers {
    /// Not a possible tag or hex id.
    static final long NOT_A_NUMBER = -1;

    private static final int DECIMAL_DIGITS_MAX = 20;
    private static final int HEX_DIGITS_MAX = 15;
    private static final long TENTH_OF_MAX = Long.divideUnsigned(-1L, 10);

    private Numbers() {}

    /// Digits only, and at most 18446744073709551615.
    static boolean isUnsigned(byte[] bytes, int from, int to) {
        if (from >= to || to - from > DECIMAL_DIGITS_MAX) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return to - from < DECIMAL_DIGITS_MAX || fitsInTwentyDigits(bytes, from, to);
    }

    private static boolean fitsInTwentyDigits(byte[] bytes, int from, int to) {
        long head = unsigned(bytes, from, to - 1);
        int order = Long.compareUnsigned(head, TENTH_OF_MAX);
        return order < 0 || order == 0 && bytes[to - 1] <= '5';
    }

    /// The value of digits that [#isUnsigned] accepts, as unsigned 64 bits.
    static long unsigned(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    /// Hex digits, at most 15 so that the value is never negative.
    static long hex(byte[] bytes, int from, int to) {
        if (from >= to || to - from > HEX_DIGITS_MAX) {
            return NOT_A_NUMBER;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return NOT_A_NUMBER;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
