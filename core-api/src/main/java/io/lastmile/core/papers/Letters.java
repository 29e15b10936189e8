package io.lastmile.core.papers;

/// Numbers and bits in letters and digits that nobody confuses (Crockford's base 32).
final class Letters {
    private static final String ALL = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;

    private Letters() {}

    /// The first bits of `bytes`.
    static String of(byte[] bytes, int length) {
        StringBuilder letters = new StringBuilder();
        int kept = 0;
        int left = 0;
        for (byte next : bytes) {
            kept = kept << Byte.SIZE | next & 0xff;
            left += Byte.SIZE;
            while (left >= BITS && letters.length() < length) {
                left -= BITS;
                letters.append(ALL.charAt(kept >>> left & 31));
            }
            kept &= (1 << left) - 1;
        }
        return letters.toString();
    }

    /// The last `length` letters of a number, which is not below zero.
    static String of(long number, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = length - 1; i >= 0; i--) {
            letters.append(ALL.charAt((int) (number >>> BITS * i) & 31));
        }
        return letters.toString();
    }

    static long number(String letters) {
        return letters.chars().mapToLong(ALL::indexOf).reduce(0, (sum, one) -> sum << BITS | one);
    }
}
