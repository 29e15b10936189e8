package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.routeros.RouterClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Polls one router for as long as it is to be polled: a virtual thread that waits, asks, hands on
/// and waits again, so that a poll never starts while the previous one runs.
final class RouterPoller {
    /// The first reading makes the pipeline recall the router; the next ones follow soon.
    static final long STARTING_MILLIS = 1_500;

    /// Without the database no recall comes, and the router is not to suffer for it.
    static final int STARTING_POLLS_MAX = 3;

    static final long FIRST_PHASE_MILLIS_MAX = 1_000;
    static final long CLOCK_EVERY_NANOS = 3_600_000_000_000L;

    private static final Logger LOG = System.getLogger(RouterPoller.class.getName());
    private static final Duration CUT_OFF_MAX = Duration.ofSeconds(2);

    private final PollableRouter router;
    private final Surroundings around;
    private final RandomGenerator random;
    private final long baseMillis;
    private final Cadence cadence;
    private final Breaker breaker;
    private final RouterWatch watch;
    private final OutcomeWatch outcomes;
    private final NextPoll next = new NextPoll();
    private final Charset codePage;
    private final Poll.RouterNames names = new Poll.RouterNames();
    private final Thread thread;

    private Optional<RouterClient> client = Optional.empty();
    private OptionalLong clockReadNanos = OptionalLong.empty();
    private Optional<Uptime> uptime = Optional.empty();
    private boolean activeDue = true;
    private boolean identityDue = true;
    private int queuesWaited;
    private int startingPolls;
    private boolean inPhase;

    private volatile boolean booked;
    private volatile boolean polling;
    private volatile long pollingSinceNanos;

    /// What the router's uptime was at a moment of the steady clock.
    private record Uptime(long millis, long nanos) {
        long beyondMicros(Uptime before) {
            return 1_000 * (millis - before.millis) - (nanos - before.nanos) / 1_000;
        }
    }

    RouterPoller(PollableRouter router, Surroundings around, RandomGenerator random) {
        this.router = router;
        this.around = around;
        this.random = random;
        baseMillis =
                router.task()
                        .intervalSeconds()
                        .map(seconds -> seconds * 1_000L)
                        .orElse(around.config().interval().toMillis());
        cadence = new Cadence(baseMillis, random);
        breaker = new Breaker(random);
        watch = new RouterWatch(router.id(), around.reporter(), around.config());
        outcomes = new OutcomeWatch(router.id(), around.reporter());
        codePage = codePage(router.task().charset());
        thread = Thread.ofVirtual().name("poll-" + router.id()).unstarted(this::run);
    }

    private static Charset codePage(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            LOG.log(Level.WARNING, "charset {0} is unknown, Latin-1 is used", name);
            return StandardCharsets.ISO_8859_1;
        }
    }

    PollableRouter router() {
        return router;
    }

    void start() {
        thread.start();
    }

    /// A poll under way may come to its end; no other begins.
    void stop() {
        next.end();
    }

    /// Waits for the end until then and no longer: a poll that still runs is cut off.
    void join(Duration limit) throws InterruptedException {
        if (!thread.join(limit)) {
            thread.interrupt();
            if (!thread.join(CUT_OFF_MAX)) {
                LOG.log(Level.WARNING, "router {0}: poll does not end", router.id());
            }
        }
    }

    /// Cuts off a poll that takes longer than any may.
    void checkOverdue(long nowNanos, Duration limit) {
        if (polling && nowNanos - pollingSinceNanos > limit.toNanos()) {
            around.meters().overdue();
            thread.interrupt();
        }
    }

    /// The pipeline's word on the last reading, on its thread. After a mass disconnect the next
    /// poll waits one interval more, and those of the next minute keep away likewise.
    void accept(PollOutcome outcome) {
        booked = true;
        if (outcomes.accept(outcome)) {
            next.crowded(nanos(outcome.reading().pace().intervalMillis()));
        }
    }

    void refused(PollReading reading, String error) {
        outcomes.refused(reading, error);
    }

    void expire(long nowNanos, long nowMicros) {
        outcomes.expire(nowNanos, nowMicros);
    }

    /// Not all routers at once.
    void spoolHasRoom() {
        next.spoolHasRoom(System.nanoTime() + nanos(random.nextLong(1, baseMillis + 1)));
    }

    private void run() {
        next.at(System.nanoTime() + nanos(random.nextLong(FIRST_PHASE_MILLIS_MAX)), false);
        try {
            while (!next.hasEnded()) {
                pollOn();
            }
        } finally {
            disconnect();
        }
    }

    /// An overdue poll may have come to its end just when it was to be cut off; that is no reason
    /// to stop.
    private void pollOn() {
        try {
            while (next.await()) {
                long started = System.nanoTime();
                long delay = nanos(poll());
                boolean spool = cadence.reason() == IntervalReason.SPOOL_FILLING;
                next.at(started + delay, spool);
            }
        } catch (InterruptedException cutOff) {
            LOG.log(Level.DEBUG, "router {0}: poll cut off", router.id());
        }
    }

    /// Whether it polls, or was told not to; anything else must not be.
    boolean isWell() {
        return thread.isAlive() || next.hasEnded();
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    /// One poll; how long to wait from its beginning until the next, in milliseconds.
    private long poll() throws InterruptedException {
        try {
            RouterClient connected = connected();
            around.polling().acquire();
            try {
                return answered(asked(connected));
            } finally {
                around.polling().release();
            }
        } catch (RuntimeException thrown) {
            if (Thread.interrupted() && next.hasEnded()) {
                throw new InterruptedException("stopped");
            }
            return failed(Failure.of(thrown));
        }
    }

    private RouterClient connected() throws InterruptedException {
        if (client.isPresent() && client.get().isOpen()) {
            return client.get();
        }
        disconnect();
        RouterClient fresh = around.connector().open(router);
        client = Optional.of(fresh);
        return fresh;
    }

    private void disconnect() {
        client.ifPresent(RouterClient::close);
        client = Optional.empty();
        clockReadNanos = OptionalLong.empty();
        activeDue = true;
        identityDue = true;
    }

    private PollAnswer asked(RouterClient connected) {
        pollingSinceNanos = System.nanoTime();
        polling = true;
        try {
            var poll = new Poll(connected, names, codePage, around.clock()::micros);
            return poll.run(Wants.of(router.task(), standing()));
        } finally {
            polling = false;
        }
    }

    private Wants.Standing standing() {
        boolean clockDue =
                clockReadNanos.isEmpty()
                        || System.nanoTime() - clockReadNanos.getAsLong() > CLOCK_EVERY_NANOS;
        return new Wants.Standing(activeDue || !booked, identityDue, clockDue, queuesWaited);
    }

    private long answered(PollAnswer answer) {
        remember(answer);
        witness(new Uptime(answer.resource().uptimeMillis(), answer.times().listedNanos()));
        breaker.answered();
        long keptMillis = cadence.intervalMillis();
        cadence.polled(
                new Cadence.Load(
                        answer.resource().cpuPercent(),
                        answer.times().answeredMillis(),
                        around.destination().fill(),
                        next.isCrowded()));
        around.meters().answered(answer);
        if (cadence.reason() != IntervalReason.CONFIGURED) {
            around.meters().stretched(cadence.reason());
        }
        boolean wasBooked = booked;
        if (!around.destination().offer(reading(answer, keptMillis))) {
            around.meters().refused();
        }
        watch.answered(answer, cadence, nowMicros());
        outcomes.compared(answer.findings(), answer.times().listedNanos(), nowMicros());
        return delay(wasBooked);
    }

    /// What was asked need not be asked again on this connection, also where the router refused.
    private void remember(PollAnswer answer) {
        switch (answer.third()) {
            case ACTIVE -> activeDue = false;
            case IDENTITY -> identityDue = false;
            case CLOCK -> clockReadNanos = OptionalLong.of(answer.times().answeredNanos());
            case QUEUES, NONE -> {}
        }
        boolean waited = router.task().queues() && !answer.queuesRead();
        queuesWaited = waited ? queuesWaited + 1 : 0;
    }

    private void witness(Uptime now) {
        uptime.ifPresent(before ->
                around.clock()
                        .witnessed(
                                now.beyondMicros(before), System.nanoTime(), around.wallMicros()));
        uptime = Optional.of(now);
    }

    /// The interval is the longer one of that which led here and that which begins, so that neither
    /// a wait that was meant nor the next one looks like a gap.
    private PollReading reading(PollAnswer answer, long keptMillis) {
        long listed = answer.times().listedNanos();
        return new PollReading(
                router.id(),
                around.clock().micros(listed),
                listed,
                answer.resource().uptimeMillis(),
                new PollReading.Pace(
                        (int) Math.max(keptMillis, cadence.intervalMillis()),
                        answer.times().listedMillis()),
                answer.tables(),
                answer.active());
    }

    /// Soon again until the pipeline has the router's book, then at a random phase, then steadily.
    private long delay(boolean wasBooked) {
        if (!wasBooked && startingPolls < STARTING_POLLS_MAX) {
            startingPolls++;
            return Math.min(STARTING_MILLIS, cadence.delayMillis());
        }
        if (!inPhase) {
            inPhase = true;
            return cadence.phaseMillis();
        }
        return cadence.delayMillis();
    }

    private long failed(Failure failure) {
        disconnect();
        long wait = breaker.failed(failure.refused());
        around.meters().failed(failure.state());
        watch.failed(failure, breaker.failures(), wait, nowMicros());
        LOG.log(
                breaker.failures() == 1 ? Level.INFO : Level.DEBUG,
                "router {0} ({1}): {2}, next try in {3} ms",
                router.id(),
                router.name(),
                failure.text(),
                wait);
        return wait;
    }

    private long nowMicros() {
        return around.clock().micros(System.nanoTime());
    }
}
