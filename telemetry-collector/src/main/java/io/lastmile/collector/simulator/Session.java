package io.lastmile.collector.simulator;

import java.util.Optional;

/// One life of a line at its router: an online stretch, cut short by whatever ends it early. Holds
/// the counters of the rows that stand for it. Guarded by its router's lock.
final class Session {
    /// `/ppp/active` has ids of its own, in the upper half of 32 bits.
    private static final long ACTIVE_IDS = 1L << 31;

    private static final long DYNAMIC_QUEUE_IDS = 1L << 16;

    /// What is fixed when a session starts. `id` is its interface's; `end` in milliseconds since
    /// 1970 is when it ends by itself.
    record Birth(long id, String name, long boot, long start, long end) {}

    private final Birth birth;
    private final Rates rates;
    private final Counter port;
    private final Optional<Counter> queue;
    private Meter meter;
    private Bytes before = Bytes.NONE;
    private long end;

    private Session(Birth birth, Traffic traffic, boolean pppoe, boolean queued) {
        this.birth = birth;
        this.rates = traffic.limit();
        this.meter = new Meter(traffic, birth.start());
        this.end = birth.end();
        this.port = new Counter(Table.INTERFACE, birth.id(), birth.name(), this);
        long queueId = pppoe ? birth.id() + DYNAMIC_QUEUE_IDS : birth.id();
        this.queue =
                queued
                        ? Optional.of(new Counter(Table.QUEUE, queueId, birth.name(), this))
                        : Optional.empty();
    }

    /// A PPPoE session: an interface, and a queue where its profile limits the rate.
    static Session pppoe(Birth birth, Traffic traffic) {
        return new Session(birth, traffic, true, traffic.limit().downBps() > 0);
    }

    /// The counter of a static queue from one boot to the next.
    static Session queue(Birth birth, Traffic traffic) {
        return new Session(birth, traffic, false, true);
    }

    long id() {
        return birth.id();
    }

    long activeId() {
        return birth.id() + ACTIVE_IDS;
    }

    String name() {
        return birth.name();
    }

    long boot() {
        return birth.boot();
    }

    long start() {
        return birth.start();
    }

    long end() {
        return end;
    }

    Rates rates() {
        return rates;
    }

    Counter port() {
        return port;
    }

    Optional<Counter> queue() {
        return queue;
    }

    /// Bytes carried since the start; stands still after the end.
    Bytes bytes(long millis) {
        return before.plus(meter.at(Math.min(millis, end)));
    }

    /// From `now` on the line is used in another way; what was carried stays.
    void reshape(long now, Traffic traffic) {
        before = bytes(now);
        meter = new Meter(traffic, now);
    }

    /// That many bytes more at once.
    void surge(Bytes bytes) {
        before = before.plus(bytes);
    }

    void rename(String name) {
        queue.ifPresent(counter -> counter.rename(name));
    }

    /// Bits per second over the last five seconds, as a queue's `rate` shows.
    Rates speed(long millis) {
        long from = Math.max(start(), millis - 5_000);
        Bytes moved = bytes(millis).minus(bytes(from));
        long span = Math.max(1, millis - from);
        return new Rates(moved.down() * 8_000 / span, moved.up() * 8_000 / span);
    }

    void cut(long millis) {
        end = Math.min(end, millis);
    }
}
