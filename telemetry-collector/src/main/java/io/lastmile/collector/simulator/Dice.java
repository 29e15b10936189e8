package io.lastmile.collector.simulator;

/// Random numbers without state: the same question always has the same answer. The mixing steps are
/// those of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Dice() {}

    static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long roll(long seed, long question) {
        return mix(seed ^ mix(question));
    }

    static long roll(long seed, String question) {
        long hash = seed;
        for (int i = 0; i < question.length(); i++) {
            hash = mix(hash ^ question.charAt(i));
        }
        return mix(hash);
    }

    /// 0 <= result < 1.
    static double unit(long seed, long question) {
        return fraction(roll(seed, question));
    }

    static double fraction(long hash) {
        return (hash >>> 11) * 0x1p-53;
    }

    /// 0 <= result < bound.
    static int below(int bound, long seed, long question) {
        return (int) (unit(seed, question) * bound);
    }

    /// A bell around 0 with deviation 1, from the sum of four uniform parts of one hash.
    static double bell(long seed, long question) {
        long hash = roll(seed, question);
        double sum = 0;
        for (int shift = 0; shift < 64; shift += 16) {
            sum += ((hash >>> shift) & 0xFFFF) / 65536.0;
        }
        return (sum - 2) * 1.732;
    }
}
