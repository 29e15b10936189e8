package io.lastmile.collector.simulator;

import static io.lastmile.collector.simulator.Dial.COMMENT;
import static io.lastmile.collector.simulator.Dial.RX_BYTE;
import static io.lastmile.collector.simulator.Dial.TX_BYTE;
import static io.lastmile.collector.simulator.Dial.UPTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.Sentence;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Field MESSAGE = Field.of("message");

    private final MovableClock clock = Dial.evening();
    private Fleet fleet;
    private SimulatedRouter router;
    private Wire wire;

    @BeforeEach
    void start() {
        FleetConfig config = FleetConfig.quiet(1, 40, Dial.SEED, clock);
        fleet = Fleet.start(config.with(Version.BEFORE_EMPTY));
        router = fleet.routers().getFirst();
        wire = Wire.loggedIn(router);
    }

    @AfterEach
    void stop() {
        wire.close();
        fleet.close();
    }

    @Test
    void aRebootDropsConnectionsAndBeginsAllAnew() {
        List<Sentence> before = ports();
        clock.advance(Duration.ofMinutes(1));
        router.reboot();
        assertThat(wire.next()).isEmpty();
        assertThat(ports()).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        List<Sentence> after = ports();
        assertThat(after).hasSize(40);
        assertThat(ids(after)).doesNotContainAnyElementsOf(ids(before));
        assertThat(after).allMatch(row -> row.unsigned(TX_BYTE) <= 100_000_000 / 8 * 2);
        try (RouterClient client = Dial.reader(router)) {
            Sentence resource = Dial.print(client, "/system/resource", UPTIME).getFirst();
            assertThat(resource.spanMillis(UPTIME)).isEqualTo(2_000);
            Sentence queue = Dial.print(client, "/queue/simple", Field.NAME, Dial.BYTES).getFirst();
            assertThat(queue.pairSecond(Dial.BYTES)).isLessThanOrEqualTo(100_000_000 / 8 * 2);
        }
    }

    @Test
    void theRebootCommandIsAnsweredBeforeItStrikes() throws Exception {
        clock.advance(Duration.ofHours(1));
        try (RouterClient other = Dial.byTls(router)) {
            wire.send("/system/reboot");
            wire.expect("!done");
            assertThat(wire.next()).isEmpty();
            assertThat(other.closed().get(30, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(uptime()).isEqualTo("0s");
    }

    @Test
    void aMassDisconnectEndsAShareOfTheSessions() {
        assertThat(router.disconnect(0.5)).isEqualTo(20);
        assertThat(ports()).hasSize(20);
        clock.advance(Duration.ofSeconds(1));
        assertThat(ports()).hasSize(40);
    }

    @Test
    void countersOfOneLineAreReset() {
        String user = router.lines().getFirst().name();
        assertThat(router.resetCounters(user)).isTrue();
        assertThat(router.resetCounters("nobody")).isFalse();
        Sentence port = Dial.only(ports(), Field.NAME, "<pppoe-" + user + ">");
        assertThat(port.unsigned(TX_BYTE)).isZero();
        assertThat(port.unsigned(RX_BYTE)).isZero();
    }

    @Test
    void slowAnswersTakeTheirTime() {
        router.set(Fault.SLOW_ANSWERS, 120);
        long start = System.nanoTime();
        assertThat(wire.ask("/system/identity/print")).hasSize(2);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(110);
    }

    @Test
    void aSlowCommandCanBeCancelled() {
        router.set(Fault.SLOW_ANSWERS, 5_000);
        wire.send("/interface/print", ".tag=1");
        wire.send("/cancel", "=tag=1", ".tag=2");
        wire.expect("!trap", ".tag=1", "=category=2", "=message=interrupted");
        wire.expect("!done", ".tag=2");
        wire.expect("!done", ".tag=1");
    }

    @Test
    void emptyAndFatalAreSaidOnDemand() {
        router.set(Fault.EMPTY_REPLIES, 0);
        assertThat(wire.ask("/interface/print")).containsExactly(List.of("!empty"), done());
        router.clear(Fault.EMPTY_REPLIES);
        router.once(Fault.FATAL, 0);
        wire.send("/interface/print");
        wire.expect("!fatal", "internal error");
        assertThat(wire.next()).isEmpty();
        try (Wire again = Wire.loggedIn(router)) {
            assertThat(again.ask("/system/identity/print")).hasSize(2);
        }
    }

    @Test
    void tcpIsDroppedWithinAWord() {
        router.once(Fault.DROP_MID_WORD, 10);
        assertThat(wire.ask("/system/identity/print")).hasSize(2);
        assertThat(wire.ask("/interface/print")).hasSize(10);
        assertThat(wire.tornOff()).isTrue();
        assertThat(ports()).hasSize(40);
    }

    @Test
    void theStreamEndsWithinASentence() {
        router.set(Fault.END_MID_SENTENCE, 0);
        assertThat(wire.ask("/interface/print")).isEmpty();
        assertThat(wire.tornOff()).isTrue();
    }

    @Test
    void listingsAreTruncatedByATrap() {
        router.once(Fault.TRUNCATED_LISTING, 7);
        List<List<String>> answer = wire.ask("/interface/print");
        assertThat(answer).hasSize(9);
        assertThat(answer.get(7)).startsWith("!trap");
        assertThat(router.truth()).isEmpty();
        assertThat(Wire.has(wire.ask("/interface/print"), "!trap")).isFalse();
    }

    @Test
    void commentsMayHoldAnything() {
        router.set(Fault.HOSTILE_TEXT, 0);
        try (RouterClient client = Dial.reader(router)) {
            List<Sentence> secrets = Dial.print(client, "/ppp/secret", Field.NAME, COMMENT);
            assertThat(secrets)
                    .hasSize(40)
                    .allMatch(row -> row.text(COMMENT).contains("\n!done\n"))
                    .allMatch(row -> row.text(COMMENT).contains("\u00ff"));
        }
    }

    @Test
    void namesMayHoldAnything() {
        String name = "k\u00e9rim\n=rx-byte=1\u00fe\u0000<>";
        assertThat(router.addLine(name)).isTrue();
        Sentence port = Dial.only(ports(), Field.NAME, "<pppoe-" + name + ">");
        assertThat(port.id(Field.ID)).isPositive();
    }

    @Test
    void tablesMayBeLong() {
        router.growAddressList(100_000);
        assertThat(wire.ask("/ip/firewall/address-list/print", "=.proplist=address"))
                .hasSize(100_001);
    }

    @Test
    void theClockMayBeWrongAndUptimeIsNot() {
        String before = uptime();
        router.set(Fault.CLOCK_SKEW, 3_600);
        assertThat(wire.ask("/system/clock/print").getFirst())
                .contains("=date=2026-03-10", "=time=22:00:00");
        assertThat(uptime()).isEqualTo(before);
    }

    @Test
    void theCpuMayBeBusy() {
        router.set(Fault.CPU_LOAD, 99);
        assertThat(wire.ask("/system/resource/print").getFirst()).contains("=cpu-load=99");
    }

    @Test
    void loginsMayBeRefused() {
        router.set(Fault.WRONG_PASSWORD, 0);
        assertThatThrownBy(() -> Dial.reader(router))
                .hasMessageContaining("invalid user name or password (6)");
    }

    @Test
    void silentRoutersAcceptAndSayNothing() {
        router.set(Fault.SILENT, 0);
        wire.patience(200);
        wire.send("/system/identity/print");
        assertThatThrownBy(() -> wire.next())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("timed out");
    }

    @Test
    void closedPortsRefuseAndComeBack() {
        int port = router.port();
        router.set(Fault.REFUSED, 0);
        assertThat(wire.next()).isEmpty();
        assertThatThrownBy(() -> Wire.to(router)).hasMessageContaining("refused");
        router.clear(Fault.REFUSED);
        assertThat(router.port()).isEqualTo(port);
        assertThat(ports()).hasSize(40);
    }

    @Test
    void keysMayComeTwiceAndRepliesMayBeUnknown() {
        router.set(Fault.DUPLICATE_KEYS, 0);
        router.set(Fault.UNKNOWN_REPLIES, 0);
        List<List<String>> answer = wire.ask("/ppp/active/print", "=.proplist=.id,name");
        assertThat(Wire.has(answer, "!novelty")).isTrue();
        assertThat(answer.get(1)).hasSize(5).startsWith("!re");
        assertThat(ports()).hasSize(40);
    }

    @Test
    void failedLoginsStandInTheLog() {
        Account wrong = new Account("mallory", "guess", false);
        assertThatThrownBy(() -> Dial.client(router, wrong, false)).isNotNull();
        try (RouterClient client = Dial.reader(router)) {
            assertThat(client.rows(Command.of("/log/print")))
                    .anyMatch(row -> row.text(MESSAGE).contains("login failure for user mallory"));
        }
    }

    private String uptime() {
        try (RouterClient client = Dial.reader(router)) {
            return Dial.print(client, "/system/resource", UPTIME).getFirst().text(UPTIME);
        }
    }

    private List<Sentence> ports() {
        try (RouterClient client = Dial.reader(router)) {
            return new ArrayList<>(Dial.pppoe(client).toList());
        }
    }

    private static List<String> ids(List<Sentence> rows) {
        return rows.stream().map(row -> row.text(Field.ID)).toList();
    }

    private static List<String> done() {
        return List.of("!done");
    }
}
