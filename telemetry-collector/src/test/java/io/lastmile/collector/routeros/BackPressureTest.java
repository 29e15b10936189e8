package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A full consumer stops the socket, and TCP stops the router.
class BackPressureTest {
    private static final Transport BEST = Transport.start(1, "back-pressure-test");
    private static final Transport NIO = Transport.nio(1, "back-pressure-nio");
    private static final TestTls TLS = new TestTls();

    /// 15 MB: more than two sockets hold.
    private static final int ROWS = 25_000;

    /// Of a command that is not paused; a loaded machine may stall for long.
    private static final Duration IDLE = Duration.ofSeconds(4);

    private final Counts counts = new Counts();

    @AfterAll
    static void stop() {
        BEST.close();
        NIO.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPausedConsumerStallsThePeerAndNeverTimesOut(boolean nio) throws IOException {
        AtomicLong sent = new AtomicLong();
        try (var router = ScriptedRouter.loggedIn(link -> streamAndHold(link, sent));
                var client = open(router, nio ? NIO : BEST)) {
            Stopping consumer = new Stopping(100);
            Call call = client.call(Command.of("/x/print"), consumer);
            Await.until("the pause", () -> counts.of(RouterEvent.PAUSE) == 1);
            long stalledAt = stalled(sent, IDLE.multipliedBy(5).dividedBy(4));
            assertThat(stalledAt).isLessThan(ROWS);
            assertThat(consumer.rows.get()).isEqualTo(100);
            assertThat(call.reply()).isNotDone();

            consumer.pauseAt = Integer.MAX_VALUE;
            call.resume();
            assertThat(Await.value(call.reply()).rows()).isEqualTo(ROWS);
            assertThat(consumer.rows.get()).isEqualTo(ROWS);
            assertThat(sent.get()).isEqualTo(ROWS);
            assertThat(counts.of(RouterEvent.IDLE_TIMEOUT)).isZero();
        }
    }

    @Test
    void aPauseReachesTheSocketThroughTlsToo() throws IOException {
        AtomicLong sent = new AtomicLong();
        try (var router =
                        new ScriptedRouter(
                                TLS.sockets(),
                                link -> {
                                    link.admit();
                                    streamAndHold(link, sent);
                                });
                var client =
                        RouterClient.open(
                                router.config()
                                        .withSecurity(new Security.Pinned(TLS.fingerprint())),
                                BEST,
                                counts)) {
            Stopping consumer = new Stopping(100);
            Call call = client.call(Command.of("/x/print"), consumer);
            assertThat(stalled(sent, Duration.ofSeconds(2))).isLessThan(ROWS);
            assertThat(consumer.rows.get()).isEqualTo(100);
            consumer.pauseAt = Integer.MAX_VALUE;
            call.resume();
            assertThat(Await.value(call.reply()).rows()).isEqualTo(ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellingAPausedCallLetsTheOthersGoOn(boolean nio) throws IOException {
        AtomicLong sent = new AtomicLong();
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            stream(link, sent);
                            link.expect("/cancel");
                            String next = link.expect("/y/print");
                            link.say("!done", next);
                            link.hold();
                        });
                var client = open(router, nio ? NIO : BEST)) {
            Call call = client.call(Command.of("/x/print"), new Stopping(1));
            Await.until("the pause", () -> counts.of(RouterEvent.PAUSE) == 1);
            call.cancel();
            assertThat(client.run(Command.of("/y/print").idle(Await.SOON)).rows()).isZero();
        }
    }

    /// Documented at [Call#resume]: counters are cumulative, so the next poll has what this one
    /// lost.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatEndsDuringAPauseFailsAtOnceOrWhenResumed(boolean nio) throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            link.say("!re", tag, "=name=1");
                            link.say("!re", tag, "=name=2");
                        });
                var client = open(router, nio ? NIO : BEST)) {
            Call call = client.call(Command.of("/x/print"), new Stopping(1));
            Await.until("the pause", () -> counts.of(RouterEvent.PAUSE) == 1);
            call.resume();
            call.resume();
            assertThat(Await.failure(call.reply())).isInstanceOf(RouterFailure.Closed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandlerThatPausesAtEveryRowLosesNone(boolean nio) throws IOException {
        AtomicLong sent = new AtomicLong();
        try (var router = ScriptedRouter.loggedIn(link -> streamAndHold(link, sent));
                var client = open(router, nio ? NIO : BEST)) {
            AtomicReference<Call> self = new AtomicReference<>();
            AtomicInteger rows = new AtomicInteger();
            RowHandler stepping =
                    new RowHandler() {
                        @Override
                        public void started(Call call) {
                            self.set(call);
                        }

                        @Override
                        public Demand row(Sentence row) {
                            assertThat(row.unsigned(Field.NAME)).isEqualTo(rows.getAndIncrement());
                            self.get().resume();
                            return Demand.PAUSE;
                        }
                    };
            assertThat(Await.value(client.call(Command.of("/x/print"), stepping).reply()).rows())
                    .isEqualTo(ROWS);
        }
    }

    private static void streamAndHold(ScriptedRouter.Link link, AtomicLong sent)
            throws IOException {
        stream(link, sent);
        link.hold();
    }

    private static void stream(ScriptedRouter.Link link, AtomicLong sent) throws IOException {
        String tag = link.expect("/x/print");
        for (int i = 0; i < ROWS; i++) {
            link.say("!re", tag, "=name=" + i, "=comment=" + "x".repeat(600));
            sent.set(i + 1);
        }
        link.say("!done", tag);
    }

    /// Waits until the peer has sent nothing for that long.
    private static long stalled(AtomicLong sent, Duration quiet) {
        AtomicLong seen = new AtomicLong(-1);
        AtomicLong since = new AtomicLong(System.nanoTime());
        Await.until(
                "the peer to stall",
                () -> {
                    if (seen.getAndSet(sent.get()) != sent.get()) {
                        since.set(System.nanoTime());
                    }
                    return System.nanoTime() - since.get() > quiet.toNanos();
                });
        return sent.get();
    }

    private RouterClient open(ScriptedRouter router, Transport transport) {
        RouterConfig impatient =
                router.config().withTimeouts(new Timeouts(Duration.ofSeconds(5), IDLE));
        return RouterClient.open(impatient, transport, counts);
    }

    /// Full after so many rows, and then again at each.
    private static final class Stopping implements RowHandler {
        final AtomicInteger rows = new AtomicInteger();
        volatile int pauseAt;

        Stopping(int pauseAt) {
            this.pauseAt = pauseAt;
        }

        @Override
        public Demand row(Sentence row) {
            return rows.incrementAndGet() >= pauseAt ? Demand.PAUSE : Demand.MORE;
        }
    }
}
