package io.lastmile.collector.simulator;

import static io.lastmile.collector.simulator.Dial.DISABLED;
import static io.lastmile.collector.simulator.Dial.PROFILE;
import static io.lastmile.collector.simulator.Dial.TX_BYTE;
import static io.lastmile.collector.simulator.Dial.UPTIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.Sentence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PppTest {
    private static final Duration REDIAL = Duration.ofSeconds(1);
    private static final Field MAX_LIMIT = Field.of("max-limit");
    private static final Field TARGET = Field.of("target");

    private final MovableClock clock = Dial.evening();
    private Fleet fleet;
    private SimulatedRouter router;
    private RouterClient client;
    private String user;

    @BeforeEach
    void start() {
        fleet = Fleet.start(FleetConfig.quiet(1, 10, Dial.SEED, clock));
        router = fleet.routers().getFirst();
        client = Dial.writer(router);
        user = router.lines().getFirst().name();
    }

    @AfterEach
    void stop() {
        client.close();
        fleet.close();
    }

    @Test
    void aSessionIsAnInterfaceAQueueAndAnActiveRow() {
        Sentence active = active(user);
        assertThat(active.text(Field.of("session-id"))).startsWith("0x81");
        assertThat(active.text(Field.of("caller-id"))).matches("([0-9A-F]{2}:){5}[0-9A-F]{2}");
        assertThat(active.text(Field.of("address"))).startsWith("10.");
        assertThat(active.spanMillis(UPTIME)).isPositive();
        long down = port(user).unsigned(TX_BYTE);
        Sentence queue = queue("<pppoe-" + user + ">");
        assertThat(queue.pairSecond(Dial.BYTES)).isEqualTo(down);
        assertThat(queue.text(TARGET)).isEqualTo("<pppoe-" + user + ">");
        DemoLine line = router.lines().getFirst();
        assertThat(queue.text(MAX_LIMIT)).isEqualTo(line.upBps() + "/" + line.downBps());
    }

    @Test
    void whoIsKickedDialsAgainWithANewIdAndNewCounters() {
        String id = port(user).text(Field.ID);
        client.run(Command.of("/ppp/active/remove").with(Field.ID, active(user).text(Field.ID)));
        assertThat(online(user)).isFalse();
        assertThat(ports()).hasSize(9);
        clock.advance(REDIAL);
        assertThat(port(user).text(Field.ID)).isNotEqualTo(id);
        assertThat(port(user).unsigned(TX_BYTE)).isZero();
        clock.advance(Duration.ofMinutes(30));
        assertThat(active(user).spanMillis(UPTIME)).isEqualTo(Duration.ofMinutes(30).toMillis());
        assertThat(port(user).unsigned(TX_BYTE)).isPositive();
    }

    @Test
    void whoIsDisabledStaysOnlineUntilKickedAndThenAway() {
        client.run(secret(DISABLED, "yes"));
        assertThat(online(user)).isTrue();
        client.run(Command.of("/ppp/active/remove").with(Field.ID, user));
        clock.advance(Duration.ofHours(1));
        assertThat(online(user)).isFalse();
        client.run(secret(DISABLED, "no"));
        clock.advance(REDIAL);
        assertThat(online(user)).isTrue();
    }

    @Test
    void aProfileCountsFromTheNextSessionOn() {
        client.run(
                Command.of("/ppp/profile/add")
                        .with(Field.NAME, "fup-2m")
                        .with(Field.of("rate-limit"), "1M/2M"));
        String before = queue("<pppoe-" + user + ">").text(MAX_LIMIT);
        client.run(secret(PROFILE, "fup-2m"));
        assertThat(queue("<pppoe-" + user + ">").text(MAX_LIMIT)).isEqualTo(before);
        client.run(Command.of("/ppp/active/remove").with(Field.ID, user));
        clock.advance(REDIAL);
        assertThat(queue("<pppoe-" + user + ">").text(MAX_LIMIT)).isEqualTo("1000000/2000000");
        clock.advance(Duration.ofHours(1));
        assertThat(port(user).unsigned(TX_BYTE)).isLessThanOrEqualTo(2_000_000L / 8 * 3_600);
    }

    @Test
    void aRemovedSecretEndsWithItsSession() {
        client.run(Command.of("/ppp/secret/remove").with(Field.ID, user));
        assertThat(online(user)).isTrue();
        client.run(Command.of("/ppp/active/remove").with(Field.ID, user));
        clock.advance(Duration.ofHours(1));
        assertThat(online(user)).isFalse();
    }

    @Test
    void aNewSecretsCustomerDialsIn() {
        client.run(
                Command.of("/ppp/secret/add")
                        .with(Field.NAME, "karim-1")
                        .with(PROFILE, "home-10m"));
        assertThat(online("karim-1")).isFalse();
        clock.advance(REDIAL);
        assertThat(port("karim-1").text(Field.NAME)).isEqualTo("<pppoe-karim-1>");
    }

    @Test
    void aSecondSessionTakesTheFirstFreeNumber() {
        assertThat(router.addLine("karim")).isTrue();
        assertThat(router.secondSession("karim")).isTrue();
        assertThat(port("karim-1").has(Field.ID)).isTrue();
        assertThat(
                        Dial.print(client, "/ppp/active", Field.NAME).stream()
                                .filter(row -> row.text(Field.NAME).equals("karim")))
                .hasSize(2);
        assertThat(router.addLine("rahim")).isTrue();
        assertThat(router.addLine("rahim-1")).isTrue();
        assertThat(router.secondSession("rahim")).isTrue();
        assertThat(port("rahim-2").has(Field.ID)).isTrue();
        assertThat(port("rahim-1").text(Field.ID)).isNotEqualTo(port("rahim-2").text(Field.ID));
    }

    @Test
    void aNameThatIsStillOnlineIsNumberedWhenItComesAgain() {
        client.run(Command.of("/ppp/secret/remove").with(Field.ID, user));
        client.run(Command.of("/ppp/secret/add").with(Field.NAME, user).with(PROFILE, "home-10m"));
        clock.advance(REDIAL);
        assertThat(port(user).text(Field.ID)).isNotEqualTo(port(user + "-1").text(Field.ID));
    }

    @Test
    void countersAreResetByCommand() {
        assertThat(port(user).unsigned(TX_BYTE)).isPositive();
        String id = port(user).text(Field.ID);
        client.run(Command.of("/interface/reset-counters").with(Field.ID, id));
        assertThat(port(user).unsigned(TX_BYTE)).isZero();
        assertThat(queue("<pppoe-" + user + ">").pairSecond(Dial.BYTES)).isPositive();
    }

    @Test
    void severalRowsAreMeantByACommaList() {
        List<Sentence> active = Dial.print(client, "/ppp/active", Field.ID);
        String ids = active.get(0).text(Field.ID) + "," + active.get(1).text(Field.ID);
        client.run(Command.of("/ppp/active/remove").with(Field.ID, ids));
        assertThat(Dial.print(client, "/ppp/active", Field.ID)).hasSize(8);
    }

    @Test
    void staticQueuesAreAddedThrottledAndRemoved() {
        client.run(
                Command.of("/queue/simple/add")
                        .with(Field.NAME, "corp")
                        .with(TARGET, "103.1.1.1/32")
                        .with(MAX_LIMIT, "5M/50M"));
        clock.advance(Duration.ofHours(10));
        long down = queue("corp").pairSecond(Dial.BYTES);
        assertThat(down).isPositive();
        client.run(Command.of("/queue/simple/set").with(Field.ID, "corp").with(MAX_LIMIT, "8k/8k"));
        clock.advance(Duration.ofHours(10));
        long slow = queue("corp").pairSecond(Dial.BYTES) - down;
        assertThat(slow).isBetween(0L, 1_000L * 36_000);
        client.run(Command.of("/queue/simple/remove").with(Field.ID, "corp"));
        assertThat(Dial.print(client, "/queue/simple", Field.NAME))
                .noneMatch(row -> row.text(Field.NAME).equals("corp"));
    }

    @Test
    void addressListEntriesLeaveAfterTheirTimeout() {
        client.run(
                Command.of("/ip/firewall/address-list/add")
                        .with(Field.of("list"), "fup")
                        .with(Field.of("address"), "10.0.0.9")
                        .with(Field.of("timeout"), "1d"));
        Sentence entry =
                Dial.print(client, "/ip/firewall/address-list", Field.ID, Field.of("timeout"))
                        .getFirst();
        assertThat(entry.spanMillis(Field.of("timeout"))).isEqualTo(86_400_000);
        clock.advance(Duration.ofDays(1));
        assertThat(Dial.print(client, "/ip/firewall/address-list", Field.ID)).isEmpty();
    }

    @Test
    void whatWasDoneStandsInTheLog() {
        client.run(Command.of("/ppp/active/remove").with(Field.ID, user));
        assertThat(Dial.print(client, "/log", Field.of("topics"), Field.of("message")))
                .anyMatch(row ->
                        row.text(Field.of("message")).equals("<pppoe-" + user + ">: disconnected"));
    }

    private Command secret(Field field, String value) {
        return Command.of("/ppp/secret/set").with(Field.ID, user).with(field, value);
    }

    private boolean online(String name) {
        return Dial.print(client, "/ppp/active", Field.NAME).stream()
                .anyMatch(row -> row.text(Field.NAME).equals(name));
    }

    private Sentence active(String name) {
        List<Sentence> rows = client.rows(Command.of("/ppp/active/print"));
        return Dial.only(rows, Field.NAME, name);
    }

    private List<Sentence> ports() {
        return Dial.pppoe(client).toList();
    }

    private Sentence port(String name) {
        return Dial.only(ports(), Field.NAME, "<pppoe-" + name + ">");
    }

    private Sentence queue(String name) {
        List<Sentence> rows = client.rows(Command.of("/queue/simple/print"));
        return Dial.only(rows, Field.NAME, name);
    }
}
