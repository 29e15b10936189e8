package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.poller.Condition.Kind;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.Life;
import io.lastmile.collector.simulator.MovableClock;
import io.lastmile.collector.simulator.Table;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against real sockets of simulated routers, at five polls a second.
class PollerTest {
    private static final int LINES = 150;

    private final MovableClock clock = new MovableClock(Clock.systemUTC());

    @TempDir private Path folder;
    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(FleetConfig.quiet(3, LINES, 11, clock), folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void bringsEveryCounterInTheCustomersDirection() throws InterruptedException {
        rig.assignAll();
        rig.await("queues", () -> tables(1, Source.SIMPLE_QUEUE).size() >= 2);
        rig.poller.close();

        assertGiven(Table.INTERFACE, tables(1, Source.PPP_INTERFACE).getLast());
        assertGiven(Table.QUEUE, tables(1, Source.SIMPLE_QUEUE).getLast());
    }

    /// What the simulator says it gave out is what arrived.
    private void assertGiven(Table table, CounterTable rows) {
        List<Life> lives =
                rig.router(1).truth().stream()
                        .filter(life -> life.table() == table)
                        .filter(life -> table == Table.INTERFACE || !life.name().startsWith("<"))
                        .toList();
        assertThat(rows.size()).isEqualTo(lives.size()).isPositive();
        for (int row = 0; row < rows.size(); row++) {
            long id = rows.rosId(row);
            Life life = lives.stream().filter(each -> each.id() == id).findFirst().orElseThrow();
            assertThat(rows.rawName(row)).isEqualTo(life.name());
            assertThat(life.readings())
                    .extracting(reading -> reading.bytes().down() + "/" + reading.bytes().up())
                    .contains(rows.down(row) + "/" + rows.up(row));
        }
    }

    @Test
    void theFirstPollsSayWhoIsThereAndLaterOnesDoNot() throws InterruptedException {
        rig.assignAll();
        rig.polls(1, 8);

        List<PollReading> readings = rig.readingsOf(1);
        assertThat(readings.getFirst().active()).isPresent();
        assertThat(readings.getFirst().active().get().size()).isEqualTo(49);
        rig.await("one that does not", () -> rig.readingsOf(1).getLast().active().isEmpty());
        assertThat(readings).extracting(PollReading::steadyNanos).isSorted();
        assertThat(readings).extracting(PollReading::timeMicros).isSorted();
    }

    @Test
    void aNewSessionBringsActiveInTheSameReading() throws InterruptedException {
        rig.assignAll();
        rig.polls(1, 6);
        rig.router(1).addLine("newcomer");
        rig.await("the newcomer", () -> find("<pppoe-newcomer>").isPresent());

        PollReading reading = find("<pppoe-newcomer>").orElseThrow();
        assertThat(reading.active()).isPresent();
        assertThat(reading.active().get().knows("newcomer")).isTrue();
    }

    private Optional<PollReading> find(String interfaceName) {
        return rig.readingsOf(1).stream()
                .filter(reading -> reading.tables().stream().anyMatch(has(interfaceName)))
                .findFirst();
    }

    private static java.util.function.Predicate<CounterTable> has(String name) {
        return rows -> {
            for (int row = 0; row < rows.size(); row++) {
                if (rows.rawName(row).equals(name)) {
                    return true;
                }
            }
            return false;
        };
    }

    @Test
    void aDeadRouterIsToldAndDisturbsNobody() throws InterruptedException {
        rig.router(2).set(Fault.REFUSED, 0);
        rig.router(3).set(Fault.SILENT, 0);
        rig.assignAll();
        rig.await("condition", () -> rig.isOpen(Kind.ROUTER_UNREACHABLE, 2));
        rig.await("condition", () -> rig.isOpen(Kind.ROUTER_UNREACHABLE, 3));

        rig.await("state", () -> rig.state(2) == HealthState.UNREACHABLE);
        rig.await("reason", () -> rig.reason(2) == IntervalReason.BACKING_OFF);
        rig.await("polls of the other", () -> rig.readingsOf(1).size() > 5);
        assertThat(rig.isOpen(Kind.ROUTER_UNREACHABLE, 1)).isFalse();

        rig.router(2).clear(Fault.REFUSED);
        rig.await("closed", () -> !rig.isOpen(Kind.ROUTER_UNREACHABLE, 2));
        rig.await("answering", () -> rig.state(2) == HealthState.ANSWERING);
    }

    @Test
    void aRefusedLoginIsToldOnceAndAnEditIsTriedAtOnce() throws InterruptedException {
        rig.poller.assign(List.of(rig.pollable(1, 1, "wrong")));
        rig.await("condition", () -> rig.isOpen(Kind.AUTH_FAILED, 1));
        assertThat(rig.state(1)).isEqualTo(HealthState.AUTH_FAILED);
        assertThat(rig.healthOf(1).pace().intervalMillis()).isGreaterThan(20_000);
        assertThat(rig.healthOf(1).lastError().orElseThrow()).doesNotContain("wrong");

        rig.poller.assign(List.of(rig.pollable(1, 2, rig.password(1))));
        rig.await("closed", () -> !rig.isOpen(Kind.AUTH_FAILED, 1));
        assertThat(rig.readingsOf(1)).isNotEmpty();
    }

    @Test
    void onlyThePinnedCertificateIsTalkedTo() throws InterruptedException {
        String pinned = rig.router(1).fingerprint();
        rig.poller.assign(
                List.of(rig.pollable(1, 1, rig.password(1), Optional.of("ab".repeat(32)))));
        rig.await("condition", () -> rig.isOpen(Kind.FINGERPRINT_CHANGED, 1));
        assertThat(rig.state(1)).isEqualTo(HealthState.UNTRUSTED);

        rig.poller.assign(List.of(rig.pollable(1, 2, rig.password(1), Optional.of(pinned))));
        rig.polls(1, 3);
        rig.await("answering", () -> rig.state(1) == HealthState.ANSWERING);
    }

    @Test
    void aBusyRouterIsAskedLessOftenAndTheReasonIsShown() throws InterruptedException {
        rig.router(1).set(Fault.CPU_LOAD, 97);
        rig.poller.assign(rig.all(1).subList(0, 1));
        rig.await("condition", () -> rig.isOpen(Kind.INTERVAL_NOT_KEPT, 1));
        rig.await("reason", () -> rig.reason(1) == IntervalReason.ROUTER_CPU);
        assertThat(rig.healthOf(1).cpuPercent()).hasValue(97);
        rig.await(
                "a longer interval",
                () -> rig.readingsOf(1).getLast().pace().intervalMillis() > 400);

        rig.router(1).clear(Fault.CPU_LOAD);
        rig.await("closed", () -> !rig.isOpen(Kind.INTERVAL_NOT_KEPT, 1));
    }

    @Test
    void aFillingSpoolStretchesEveryInterval() throws InterruptedException {
        rig.assignAll();
        rig.await("answering", () -> rig.state(1) == HealthState.ANSWERING);
        rig.fill = 0.9;
        rig.await("reason", () -> rig.reason(1) == IntervalReason.SPOOL_FILLING);
        rig.await("condition", () -> rig.isOpen(Kind.SPOOL_FILLING, 0));
        assertThat(rig.healthOf(1).pace().intervalMillis()).isGreaterThan(1_500);

        rig.fill = 0;
        rig.await("closed", () -> !rig.isOpen(Kind.SPOOL_FILLING, 0));
        rig.await("reason", () -> rig.reason(1) == IntervalReason.CONFIGURED);
    }

    @Test
    void aWrongClockAtTheRouterIsTold() throws InterruptedException {
        rig.router(1).set(Fault.CLOCK_SKEW, 3_600);
        rig.assignAll();
        rig.await("condition", () -> rig.isOpen(Kind.CLOCK_SKEW, 1));

        assertThat(rig.healthOf(1).clockSkewMillis().orElseThrow())
                .isBetween(3_598_000L, 3_602_000L);
        rig.await("the others", () -> rig.state(2) == HealthState.ANSWERING);
        rig.await("clock", () -> rig.healthOf(2).clockSkewMillis().isPresent());
        assertThat(rig.isOpen(Kind.CLOCK_SKEW, 2)).isFalse();
    }

    @Test
    void aMassDisconnectIsToldAndKeepsUsAway() throws InterruptedException {
        rig.assignAll();
        rig.await("outcomes", () -> rig.outcomes.stream().anyMatch(o -> o.router() == 1));
        rig.polls(1, 3);
        rig.router(1).disconnect(0.8);
        rig.await("condition", () -> rig.isOpen(Kind.MASS_DISCONNECT, 1));
        rig.await("reason", () -> rig.reason(1) == IntervalReason.MASS_DISCONNECT);

        assertThat(rig.isOpen(Kind.MASS_DISCONNECT, 2)).isFalse();
    }

    @Test
    void aRouterThatIsTakenAwayIsPolledNoMore() throws InterruptedException {
        rig.assignAll();
        rig.polls(2, 3);
        rig.poller.assign(List.of(rig.all(1).get(0), rig.all(1).get(2)));
        int polls = rig.readingsOf(2).size();
        rig.polls(1, 6);

        assertThat(rig.readingsOf(2)).hasSize(polls);
        assertThat(rig.forgotten).containsExactly(2);
    }

    @Test
    void whateverARouterDoesItIsPolledAgainOnceItStops() throws InterruptedException {
        rig.poller.assign(rig.all(1).subList(0, 1));
        for (Fault fault :
                List.of(
                        Fault.FATAL,
                        Fault.EMPTY_REPLIES,
                        Fault.DROP_MID_WORD,
                        Fault.END_MID_SENTENCE,
                        Fault.TRUNCATED_LISTING)) {
            rig.polls(1, 2);
            rig.router(1).set(fault, 10);
            rig.await(fault.word(), () -> rig.state(1) != HealthState.ANSWERING);
            rig.router(1).clear(fault);
            rig.await("after " + fault.word(), () -> rig.state(1) == HealthState.ANSWERING);
        }
        rig.router(1).dropConnections();
        rig.polls(1, 2);
        assertThat(rig.readingsOf(1)).allSatisfy(PollerTest::isWhole);
    }

    /// A listing that was cut off must never look like one that came to its end.
    private static void isWhole(PollReading reading) {
        reading.tables().stream()
                .filter(table -> table.source() == Source.PPP_INTERFACE)
                .forEach(table -> assertThat(table.size()).isEqualTo(49));
    }

    @Test
    void oddTextAndOddRepliesChangeNothing() throws InterruptedException {
        rig.router(1).set(Fault.HOSTILE_TEXT, 0);
        rig.router(1).set(Fault.DUPLICATE_KEYS, 0);
        rig.router(1).set(Fault.UNKNOWN_REPLIES, 0);
        rig.assignAll();
        rig.polls(1, 6);

        rig.await("answering", () -> rig.state(1) == HealthState.ANSWERING);
        assertThat(rig.readingsOf(1)).allSatisfy(PollerTest::isWhole);
    }

    @Test
    void aRebootedRouterIsFoundAgain() throws InterruptedException {
        rig.poller.assign(rig.all(1).subList(0, 1));
        rig.polls(1, 3);
        long uptime = rig.readingsOf(1).getLast().uptimeMillis();
        rig.router(1).reboot();
        rig.await("a lower uptime", () -> rig.readingsOf(1).getLast().uptimeMillis() < uptime);
        rig.await("answering", () -> rig.state(1) == HealthState.ANSWERING);
        rig.await("who it is", () -> rig.healthOf(1).facts().identity().isPresent());
    }

    @Test
    void aReadingThatTheDatabaseRefusesIsTold() throws InterruptedException {
        rig.assignAll();
        rig.polls(1, 2);
        rig.poller.refused(rig.readingsOf(1).getLast(), "sqlstate 22008: timestamp out of range");
        rig.await("told", () -> rig.isOpen(Kind.POLL_REFUSED, 1));
        assertThat(rig.isOpen(Kind.POLL_REFUSED, 2)).isFalse();
    }

    /// Time goes on for the wall and the routers, not for our steady clock.
    @Test
    void afterASleepOfOurMachineOnePollOfEachRouterSpansIt() throws InterruptedException {
        rig.assignAll();
        rig.polls(1, 3);
        rig.polls(2, 3);
        Instant before = clock.instant();
        clock.advance(Duration.ofHours(1));
        for (int router : new int[] {1, 2}) {
            rig.await("the sleep", () -> asleep(router).size() == 1);
            rig.polls(router, 2);
            assertThat(asleep(router)).hasSize(1);
            assertThat(asleep(router).getFirst().reading().timeMicros())
                    .isGreaterThan(1_000 * before.plus(Duration.ofHours(1)).toEpochMilli());
        }
    }

    private List<PollOutcome> asleep(int router) {
        return rig.outcomes.stream()
                .filter(outcome -> outcome.router() == router && outcome.spanMillis() > 3_500_000)
                .toList();
    }

    @Test
    void stoppingEndsEveryPollWithinSeconds() throws InterruptedException {
        rig.router(2).set(Fault.SILENT, 0);
        rig.assignAll();
        rig.polls(1, 2);
        long started = System.nanoTime();
        rig.poller.close();
        int polls = rig.readings.size();

        assertThat(System.nanoTime() - started).isLessThan(20_000_000_000L);
        assertThat(rig.readings).hasSize(polls);
    }

    private List<CounterTable> tables(int router, Source source) {
        return rig.readingsOf(router).stream()
                .flatMap(reading -> reading.tables().stream())
                .filter(table -> table.source() == source)
                .toList();
    }
}
