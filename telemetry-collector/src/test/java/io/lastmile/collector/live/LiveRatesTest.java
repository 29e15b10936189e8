package io.lastmile.collector.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.RadiusLives;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.RouterMemory;
import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveRatesTest {
    private static final Duration INTERVAL = Duration.ofMillis(Polls.INTERVAL_MILLIS);

    private final Polls.Time time = new Polls.Time();
    private final LiveRates live = Polls.live(time);
    private final Polls router = new Polls(time, 7);
    private final Session karim = router.session(41, "karim");
    private final Session rahima = router.session(42, "rahima");

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void aRateIsBytesOverTheRealSpan() {
        live.accept(router.starts(karim).moves(karim, 12_500_000, 1_250_000).outcome());

        int row = live.snapshot().rowOf(41);

        assertThat(live.snapshot().downBps(row)).isEqualTo(10_000_000);
        assertThat(live.snapshot().upBps(row)).isEqualTo(1_000_000);
        assertThat(live.snapshot().state(row)).isEqualTo(LineState.ONLINE);
        assertThat(live.snapshot().movedMicros(row)).isEqualTo(time.micros());
        assertThat(live.snapshot().sinceMicros(row)).isEqualTo(karim.startedMicros());
        assertThat(live.snapshot().router(row)).isEqualTo(7);
        assertThat(live.snapshot().rawName(row)).isEqualTo("karim");
    }

    @Test
    void aSessionWithoutBytesIsIdleAtZero() {
        live.accept(router.starts(karim).moves(karim, 12_500_000, 0).outcome());
        next();
        live.accept(router.outcome());

        assertThat(live.snapshot().downBps(row(41))).isZero();
        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.IDLE);
    }

    @Test
    void beforeASecondPollNothingIsKnownAndNothingIsZero() {
        live.accept(router.first().starts(karim).outcome());
        live.tick();

        assertThat(live.snapshot().downBps(row(41))).isEqualTo(Live.UNKNOWN);
        assertThat(live.now()).isEqualTo(new Totals(time.micros(), -1, -1, 1, 1));
    }

    @Test
    void aRouterThatDoesNotAnswerHasUnknownLinesAndLeavesTheSums() {
        var other = new Polls(time, 8);
        Session there = other.session(51, "there");
        live.accept(router.starts(karim).moves(karim, 12_500_000, 0).outcome());
        live.accept(other.starts(there).moves(there, 2_500_000, 0).outcome());
        for (int poll = 0; poll < 3; poll++) {
            next();
            live.accept(other.moves(there, 2_500_000, 0).outcome());
        }
        live.tick();

        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.UNKNOWN);
        assertThat(live.snapshot().downBps(row(41))).isEqualTo(Live.UNKNOWN);
        assertThat(live.now().downBps()).isEqualTo(2_000_000);
        assertThat(live.now().online()).isEqualTo(1);
        assertThat(live.now().unknown()).isEqualTo(1);
        assertThat(live.now().complete()).isFalse();
        assertThat(live.routers()).extracting(RouterNow::answering).containsExactly(false, true);
    }

    @Test
    void noRouterAnsweringIsAGapInTheTotals() {
        live.accept(router.starts(karim).moves(karim, 12_500_000, 0).outcome());
        live.tick();
        time.pass(INTERVAL.multipliedBy(3));
        live.tick();

        assertThat(live.totals())
                .extracting(Totals::downBps)
                .containsExactly(10_000_000L, Live.UNKNOWN);
    }

    @Test
    void aTableThatWasNotReadKeepsItsRates() {
        Session queue = router.session(43, "shop", Source.SIMPLE_QUEUE);
        router.tables(Source.PPP_INTERFACE, Source.SIMPLE_QUEUE);
        live.accept(
                router.starts(karim)
                        .starts(queue)
                        .moves(karim, 1_250_000, 0)
                        .moves(queue, 2_500_000, 0)
                        .outcome());
        next();
        live.accept(router.tables(Source.PPP_INTERFACE).outcome());

        assertThat(live.snapshot().downBps(row(43))).isEqualTo(2_000_000);
        assertThat(live.snapshot().downBps(row(41))).isZero();
    }

    @Test
    void twoSessionsOfOneLineAddUpAndTheLineGoesWithTheLast() {
        Line line = karim.line();
        var key = new Session.Key(1, Source.PPP_INTERFACE, 99, "<pppoe-karim-1>");
        var second = new Session(line, key, time.micros(), Reason.RECONNECT, 0);
        live.accept(
                router.starts(karim)
                        .starts(second)
                        .moves(karim, 1_250_000, 0)
                        .moves(second, 2_500_000, 0)
                        .outcome());
        assertThat(live.snapshot().downBps(row(41))).isEqualTo(3_000_000);

        next();
        live.accept(router.ends(karim).moves(second, 2_500_000, 0).outcome());
        assertThat(live.snapshot().downBps(row(41))).isEqualTo(2_000_000);
        assertThat(live.dropped()).isEmpty();

        next();
        live.accept(router.ends(second).outcome());
        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.GONE);
        assertThat(live.snapshot().downBps(row(41))).isZero();
        assertThat(live.dropped())
                .containsExactly(
                        new Dropped(time.micros(), 7, 41, "karim", second.startedMicros()));
    }

    @Test
    void aReconnectWithinOnePollIsNoDrop() {
        live.accept(router.starts(karim).outcome());
        next();
        var again = new Session.Key(1, Source.PPP_INTERFACE, 77, "<pppoe-karim>");
        var session = new Session(karim.line(), again, time.micros(), Reason.RECONNECT, 0);
        live.accept(router.ends(karim).starts(session).outcome());

        assertThat(live.dropped()).isEmpty();
        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.IDLE);
    }

    @Test
    void anAverageOverAGapIsNoRate() {
        live.accept(router.starts(karim).moves(karim, 12_500_000, 0, Sample.GAP).outcome());
        assertThat(live.snapshot().downBps(row(41))).isEqualTo(Live.UNKNOWN);

        next();
        live.accept(router.moves(karim, 1L << 62, 0, Sample.IMPLAUSIBLE).outcome());
        assertThat(live.snapshot().downBps(row(41))).isEqualTo(Live.UNKNOWN);
    }

    @Test
    void sessionsThatTheDatabaseRemembersAreThereBeforeTheyMove() {
        live.recalled(memory(karim, rahima));
        live.accept(router.moves(karim, 1_250_000, 0).outcome());
        live.tick();

        assertThat(live.snapshot().state(row(42))).isEqualTo(LineState.IDLE);
        assertThat(live.now().online()).isEqualTo(2);
    }

    @Test
    void aReloadEndsWhatTheDatabaseDoesNotKnow() {
        live.accept(router.starts(karim).starts(rahima).moves(rahima, 1_250_000, 0).outcome());
        live.recalled(memory(rahima));

        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.GONE);
        assertThat(live.snapshot().state(row(42))).isEqualTo(LineState.ONLINE);
    }

    @Test
    void aCheckpointEndsSessionsWhoseEndWasMissed() {
        live.accept(router.starts(karim).starts(rahima).outcome());
        next();
        live.accept(router.checkpoint(rahima).outcome());

        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.GONE);
    }

    @Test
    void aLineWithoutANumberIsShownAndFoundOnceItHasOne() {
        Session fresh = router.session(0, "fresh");
        live.accept(router.starts(fresh).moves(fresh, 1_250_000, 0).outcome());
        assertThat(live.snapshot().size()).isEqualTo(1);
        assertThat(live.snapshot().line(0)).isZero();
        assertThat(live.snapshot().rawName(0)).isEqualTo("fresh");

        fresh.line().identify(99);
        next();
        assertThat(live.snapshot().rowOf(99)).isZero();
        assertThat(live.history(99)).isPresent();
    }

    @Test
    void theSameLineAsAnotherObjectAfterAReloadIsStillOneLine() {
        Session unnumbered = router.session(0, "karim");
        live.accept(router.starts(unnumbered).outcome());
        next();
        var renewed = new Line(7, Source.PPP_INTERFACE, "karim", 41);
        var session = new Session(renewed, unnumbered.key(), 0, Reason.RECONNECT, 5);
        live.accept(router.moves(session, 1_250_000, 0).outcome());

        assertThat(live.snapshot().size()).isEqualTo(1);
        assertThat(live.snapshot().downBps(row(41))).isEqualTo(1_000_000);
    }

    @Test
    void theSnapshotIsTheSameForAllUntilTheNextTickIsNear() {
        live.accept(router.starts(karim).outcome());
        Snapshot first = live.snapshot();
        time.pass(Duration.ofMillis(700));
        assertThat(live.snapshot()).isSameAs(first);
        time.pass(Duration.ofMillis(200));
        assertThat(live.snapshot()).isNotSameAs(first);
    }

    @Test
    void whatIsLookedAtIsNeverOlderThanWhatWasToldLast() {
        live.accept(router.starts(karim).outcome());
        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.IDLE);
        live.accept(router.moves(karim, 1_250_000, 0).outcome());
        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.IDLE);
        live.tell();
        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.ONLINE);
        assertThat(live.snapshot()).isSameAs(live.snapshot());
    }

    @Test
    void aLineGoneForLongerThanTheHistoryIsForgottenAndItsSlotUsedAgain() {
        live.accept(router.starts(karim).outcome());
        next();
        live.accept(router.ends(karim).outcome());
        time.pass(Live.HISTORY.plus(INTERVAL));
        live.accept(router.outcome());
        assertThat(live.snapshot().size()).isZero();

        next();
        live.accept(router.starts(rahima).moves(rahima, 1_250_000, 0).outcome());
        assertThat(live.snapshot().slot(row(42))).isZero();
        assertThat(live.snapshot().downBps(row(42))).isEqualTo(1_000_000);
    }

    @Test
    void aForgottenRouterIsOutOfSightAlsoWhenALateOutcomeComes() {
        PollOutcome late = router.starts(karim).outcome();
        live.accept(late);
        live.forget(7);
        live.accept(late);
        live.tick();

        assertThat(live.snapshot().size()).isZero();
        assertThat(live.now().downBps()).isEqualTo(Live.UNKNOWN);
        assertThat(live.routers()).isEmpty();
    }

    @Test
    void aRouterThatIsPolledAgainComesBackWithItsIdleSessions() {
        live.accept(router.starts(karim).outcome());
        live.forget(7);
        next();
        live.accept(router.outcome());

        assertThat(live.snapshot().state(row(41))).isEqualTo(LineState.IDLE);
    }

    @Test
    void theTopIsTheHighestDownloadOfOneRouterOrAll() {
        var other = new Polls(time, 8);
        for (int line = 100; line < 200; line++) {
            Session here = router.session(line, "here" + line);
            router.starts(here).moves(here, line * 1_250L, 0);
            Session there = other.session(line + 500, "there" + line);
            other.starts(there).moves(there, line * 12_500L, 0);
        }
        live.accept(router.outcome());
        live.accept(other.outcome());
        Snapshot snapshot = live.snapshot();

        assertThat(live.top(snapshot, 3, OptionalInt.empty()))
                .containsExactly(snapshot.rowOf(699), snapshot.rowOf(698), snapshot.rowOf(697));
        assertThat(live.top(snapshot, 2, OptionalInt.of(7)))
                .containsExactly(snapshot.rowOf(199), snapshot.rowOf(198));
        assertThat(live.top(snapshot, 0, OptionalInt.empty())).isEmpty();
    }

    private static RouterMemory memory(Session... sessions) {
        return new RouterMemory(
                7, 1, 0, 0, 0, true, Set.of(), List.of(sessions), List.of(), RadiusLives.NONE);
    }

    private int row(int line) {
        return live.snapshot().rowOf(line);
    }

    private void next() {
        time.pass(INTERVAL);
    }
}
