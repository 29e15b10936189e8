package io.lastmile.core.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How long an address that guessed wrongly has to wait: a few tries are free, then each doubles
/// the wait. Remembers a bounded number of addresses, the longest quiet one goes first.
final class Patience {
    static final int FREE_TRIES = 5;
    static final Duration WAIT_MAX = Duration.ofMinutes(15);
    private static final int ADDRESSES_MAX = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private record Record(int failures, Instant last) {}

    private final Clock clock;
    private final Map<String, Record> records = new LinkedHashMap<>(16, 0.75f, true);

    Patience(Clock clock) {
        this.clock = clock;
    }

    /// What is left of the wait, if there is one.
    synchronized Optional<Duration> wait(String address) {
        Record record = records.get(address);
        if (record == null || record.failures() < FREE_TRIES) {
            return Optional.empty();
        }
        Instant until = record.last().plus(after(record.failures() - FREE_TRIES, WAIT_MAX));
        Duration left = Duration.between(clock.instant(), until);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    synchronized void failed(String address) {
        Instant now = clock.instant();
        int failures =
                Optional.ofNullable(records.get(address))
                        .filter(record -> record.last().plus(FORGOTTEN_AFTER).isAfter(now))
                        .map(Record::failures)
                        .orElse(0);
        records.put(address, new Record(failures + 1, now));
        if (records.size() > ADDRESSES_MAX) {
            records.remove(records.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String address) {
        records.remove(address);
    }

    /// 2, 4, 8 ... seconds, never more than `max`.
    static Duration after(int failuresBeyondFree, Duration max) {
        Duration wait = Duration.ofSeconds(2L << Math.min(failuresBeyondFree, 20));
        return wait.compareTo(max) > 0 ? max : wait;
    }
}
