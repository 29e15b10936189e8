package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Eight digits at a time against the JDK's digit by digit.
class NumbersTest {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(64);

    @Test
    void everyLengthAtEveryPlaceIsReadLikeTheJdkReadsIt() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            String digits = digits(random, 1 + random.nextInt(21));
            String before = "=".repeat(random.nextInt(20));
            String text = before + digits + "9".repeat(random.nextInt(3));
            assertThat(read(text, before.length(), before.length() + digits.length()))
                    .as("seed %d: %s at %d", seed, digits, before.length())
                    .isEqualTo(expected(digits));
        }
    }

    @Test
    void everyOtherByteAtEveryPlaceIsRefused() {
        for (int length = 1; length <= 20; length++) {
            for (int place = 0; place < length; place++) {
                for (int other = 0; other < 256; other++) {
                    if (other < '0' || other > '9') {
                        byte[] bytes = Wire.latin1("========" + "1".repeat(length));
                        bytes[8 + place] = (byte) other;
                        assertThat(
                                        Numbers.shortDecimal(bytes, 8, 8 + length) >= 0
                                                || Numbers.isLongDecimal(bytes, 8, 8 + length))
                                .as("byte %d at %d of %d", other, place, length)
                                .isFalse();
                    }
                }
            }
        }
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + (random.nextInt(4) == 0 ? 9 : random.nextInt(10))));
        }
        return digits.toString();
    }

    private static String read(String text, int from, int to) {
        byte[] bytes = Wire.latin1(text);
        long value = Numbers.shortDecimal(bytes, from, to);
        if (value == Numbers.NOT_A_NUMBER && !Numbers.isLongDecimal(bytes, from, to)) {
            return "refused";
        }
        return Long.toUnsignedString(
                value == Numbers.NOT_A_NUMBER ? Numbers.longDecimal(bytes, from, to) : value);
    }

    private static String expected(String digits) {
        BigInteger value = new BigInteger(digits);
        boolean fits = digits.length() <= 20 && value.compareTo(LIMIT) < 0;
        return fits ? value.toString() : "refused";
    }
}
