package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.CommittedModel;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.Total;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.MovableClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random histories (traffic both ways, churn, resets, renames, reboots, lists that miss rows or
/// break off, tables that are skipped, a counter beyond 2^63, restarts of the collector, lost
/// commits, other writers, a wall clock that jumps) against the simulator's own truth: of every
/// counter exactly that is stored which the committed readings prove, and all that was reported of
/// those that live.
class RandomHistoryTest {
    private static final int STEPS = 150;
    private static final int FRESH = 16;
    private static final Transport TRANSPORT = Transport.start(1, "random-history-test");

    /// Noon in Dhaka; no simulated router reboots by itself before the night.
    private static final Instant NOON = Instant.parse("2026-03-10T06:00:00Z");

    private static final Set<Reason> REASONS = EnumSet.noneOf(Reason.class);
    private static final Set<Wants.Third> THIRDS = EnumSet.noneOf(Wants.Third.class);
    private static boolean queuesAlone;
    private static boolean unsigned;

    static LongStream seeds() {
        long fresh = new Random().nextLong();
        return LongStream.concat(LongStream.of(1, 2, 3, 4), LongStream.range(fresh, fresh + FRESH));
    }

    @AfterAll
    static void everythingHappened() {
        TRANSPORT.close();
        assertThat(REASONS).containsExactlyInAnyOrder(Reason.values());
        assertThat(THIRDS).contains(Wants.Third.ACTIVE, Wants.Third.QUEUES);
        assertThat(queuesAlone).as("a poll of the queues alone").isTrue();
        assertThat(unsigned).as("a counter beyond 2^63").isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void samplesSumToTheTruth(long seed) throws InterruptedException {
        Random random = new Random(seed);
        MovableClock clock =
                MovableClock.standingAt(NOON.plus(Duration.ofDays(random.nextInt(40))));
        try (var history = new RandomHistory(random, clock, TRANSPORT)) {
            history.live(STEPS);

            Map<CommittedModel.Key, CommittedModel.Stored> stored = history.database.stored();
            Map<CommittedModel.Key, TrueSums.Sum> truth = history.trueSums();
            assertThat(truth.keySet()).containsAll(stored.keySet());
            truth.forEach((key, sum) -> check(seed, key, sum, stored));
            REASONS.addAll(history.database.reasons());
            THIRDS.addAll(history.thirds);
            queuesAlone |= history.queuesAlone;
        }
    }

    private static void check(
            long seed,
            CommittedModel.Key key,
            TrueSums.Sum truth,
            Map<CommittedModel.Key, CommittedModel.Stored> stored) {
        var found = stored.getOrDefault(key, CommittedModel.Stored.NOTHING);
        assertThat(found.samples().plus(found.bases()))
                .as(() -> "seed %d, %s of %s".formatted(seed, key, truth))
                .isEqualTo(truth.bytes());
        if (!truth.missed() || !found.bases().equals(truth.first())) {
            assertThat(found.bases())
                    .as(() -> "seed %d, base of %s of %s".formatted(seed, key, truth))
                    .isEqualTo(truth.isFirst() ? truth.first() : Total.NONE);
        }
        unsigned |= truth.bytes().down().compareTo(BigInteger.TWO.pow(63)) > 0;
    }
}
