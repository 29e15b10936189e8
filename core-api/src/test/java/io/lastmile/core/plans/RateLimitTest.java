package io.lastmile.core.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vectors of routeros.md, 2.1.
class RateLimitTest {
    private static RateLimit read(String text) {
        return switch (RateLimit.read(text)) {
            case RateLimit.Reading.Read read -> read.limit();
            case RateLimit.Reading.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    @ParameterizedTest
    @CsvSource({
        "128k,128000,128000",
        "64k/128M,64000,128000000",
        "512k/2M,512000,2000000",
        "1000000,1000000,1000000",
        "1G/2g,1000000000,2000000000",
        "0/0,0,0"
    })
    void theFirstRateIsWhatTheCustomerSends(String text, long up, long down) {
        assertThat(read(text).rate()).isEqualTo(new Pair(up, down));
        assertThat(read(text).min()).isEqualTo(new Pair(up, down));
        assertThat(read(text).burst()).isEmpty();
        assertThat(read(text).priority()).isEqualTo(8);
    }

    @Test
    void aBurstWithoutMoreStartsAtTheRateForOneSecond() {
        assertThat(read("64k 256k").burst()).contains(burst(256_000, 64_000, 1));
        assertThat(read("10M/10M 20M/20M").burst()).contains(burst(20_000_000, 10_000_000, 1));
    }

    @Test
    void aBurstHasItsThresholdAndTime() {
        assertThat(read("64k/64k 256k/256k 128k/128k 10/10").burst())
                .contains(burst(256_000, 128_000, 10));
        assertThat(read("64k/64k 256k/256k 128k/128k 10s").burst())
                .contains(burst(256_000, 128_000, 10));
    }

    @Test
    void theLongestFormIsReadWhole() {
        RateLimit limit = read("10M/25M 12M/30M 8M/20M 10/10 8 5M/15M");
        assertThat(limit.rate()).isEqualTo(new Pair(10_000_000, 25_000_000));
        assertThat(limit.burst())
                .contains(
                        new RateLimit.Burst(
                                new Pair(12_000_000, 30_000_000),
                                new Pair(8_000_000, 20_000_000),
                                new Pair(10, 10)));
        assertThat(limit.min()).isEqualTo(new Pair(5_000_000, 15_000_000));
        assertThat(limit.text()).isEqualTo("10M/25M 12M/30M 8M/20M 10/10 8 5M/15M");
    }

    @Test
    void thePriorityMayBeLeftOut() {
        RateLimit limit = read("10M/25M 12M/30M 8M/20M 10/10 5M/15M");
        assertThat(limit.priority()).isEqualTo(8);
        assertThat(limit.min()).isEqualTo(new Pair(5_000_000, 15_000_000));
    }

    @Test
    void noBurstIsWrittenAsZeros() {
        RateLimit limit = read("5M/5M 0/0 0/0 0/0 3");
        assertThat(limit.burst()).isEmpty();
        assertThat(limit.text()).isEqualTo("5M/5M 0/0 0/0 0/0 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fast",
                "-5M",
                "5M/",
                "/5M",
                "5M/5M/5M",
                "5X",
                "1.5M",
                "99999999999999999999",
                "5M 4M",
                "5M 6M 7M",
                "5M 6M 5M 9999",
                "5M 6M 5M 1 9 x",
                "1 2 3 4 5 6 7",
                "5M 6M 5M 1 8 6M",
                "5M\n6M",
                "9999999G",
                "५M"
            })
    void whatIsNoRateLimitIsRefusedInWords(String text) {
        assertThat(RateLimit.read(text)).isInstanceOf(RateLimit.Reading.Refused.class);
    }

    @Test
    void whatIsPrintedReadsAsTheSame() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            RateLimit limit = any(random);
            assertThat(read(limit.text())).as("seed %d: %s", seed, limit.text()).isEqualTo(limit);
        }
    }

    private static RateLimit any(Random random) {
        Pair rate = pair(random, 1, 100_000);
        Pair full = new Pair(rate.up() + random.nextInt(9000), rate.down() + random.nextInt(9000));
        var burst =
                new RateLimit.Burst(full, pair(random, 1, (int) rate.up()), pair(random, 1, 60));
        Pair from = new Pair(Math.min(burst.threshold().up(), full.up()), 1);
        boolean plain = random.nextInt(3) == 0;
        return new RateLimit(
                rate,
                random.nextBoolean()
                        ? Optional.of(new RateLimit.Burst(full, from, burst.seconds()))
                        : Optional.empty(),
                plain ? 8 : 1 + random.nextInt(8),
                plain ? rate : new Pair(rate.up(), 1 + random.nextInt((int) rate.down())));
    }

    private static Pair pair(Random random, int min, int range) {
        return new Pair(min + random.nextInt(range), min + random.nextInt(range));
    }

    private static RateLimit.Burst burst(long rate, long threshold, long seconds) {
        return new RateLimit.Burst(
                new Pair(rate, rate), new Pair(threshold, threshold), new Pair(seconds, seconds));
    }
}
