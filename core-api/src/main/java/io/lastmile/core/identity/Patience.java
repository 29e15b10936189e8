package io.lastmile.core.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How long an address that guessed wrongly has to wait: a few tries are free, then each doubles
/// the wait. A try counts before it is looked at, so that many at once are not free. Remembers a
/// bounded number of addresses, the longest quiet one goes first. Who holds an IPv6 network holds
/// at least a /64 of it, which counts as one.
public final class Patience {
    static final int FREE_TRIES = 5;
    static final Duration WAIT_MAX = Duration.ofMinutes(15);
    private static final int ADDRESSES_MAX = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int NETWORK_BYTES = 8;

    private record Record(int failures, Instant last) {}

    private final Clock clock;
    private final Map<String, Record> records = new LinkedHashMap<>(16, 0.75f, true);

    private final Duration waitMax;

    public Patience(Clock clock) {
        this(clock, WAIT_MAX);
    }

    Patience(Clock clock, Duration waitMax) {
        this.clock = clock;
        this.waitMax = waitMax;
    }

    /// Lets a try in and counts it, or says what is left of the wait.
    public synchronized Optional<Duration> admit(String address) {
        String network = network(address);
        Instant now = clock.instant();
        Optional<Record> before =
                Optional.ofNullable(records.get(network))
                        .filter(record -> record.last().plus(FORGOTTEN_AFTER).isAfter(now));
        Optional<Duration> left = before.flatMap(record -> left(record, now));
        if (left.isPresent()) {
            return left;
        }
        int failures = before.map(Record::failures).orElse(0);
        records.put(network, new Record(failures + 1, now));
        if (records.size() > ADDRESSES_MAX) {
            records.remove(records.keySet().iterator().next());
        }
        return Optional.empty();
    }

    private Optional<Duration> left(Record record, Instant now) {
        Instant until = record.last().plus(after(record.failures() - FREE_TRIES, waitMax));
        return record.failures() >= FREE_TRIES && until.isAfter(now)
                ? Optional.of(Duration.between(now, until))
                : Optional.empty();
    }

    /// Halves what was counted: an office behind one address mistypes and succeeds all day, and a
    /// guesser with an account of his own gains little by it.
    public synchronized void succeeded(String address) {
        records.computeIfPresent(
                network(address),
                (_, record) -> new Record((record.failures() - 1) / 2, record.last()));
    }

    /// 2, 4, 8 ... seconds, never more than `max`.
    static Duration after(int failuresBeyondFree, Duration max) {
        Duration wait = Duration.ofSeconds(2L << Math.clamp(failuresBeyondFree, 0, 20));
        return wait.compareTo(max) > 0 ? max : wait;
    }

    static String network(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            return literal instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
