package io.lastmile.collector.simulator;

import static io.lastmile.collector.simulator.Dial.COMMENT;
import static io.lastmile.collector.simulator.Dial.DISABLED;
import static io.lastmile.collector.simulator.Dial.PROFILE;
import static io.lastmile.collector.simulator.Dial.RX_BYTE;
import static io.lastmile.collector.simulator.Dial.TX_BYTE;
import static io.lastmile.collector.simulator.Dial.TYPE;
import static io.lastmile.collector.simulator.Dial.UPTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Query;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.Sentence;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    private Fleet fleet;
    private SimulatedRouter router;

    @BeforeEach
    void start() {
        fleet = Fleet.start(Dial.oneRouter(60));
        router = fleet.routers().getFirst();
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void readersSeeEverySessionWithItsCounters() {
        try (RouterClient client = Dial.reader(router)) {
            List<Sentence> rows = Dial.pppoe(client).toList();
            assertThat(rows).hasSize(59);
            assertThat(rows).allMatch(row -> row.text(Field.NAME).startsWith("<pppoe-mir"));
            assertThat(rows.stream().mapToLong(row -> row.unsigned(TX_BYTE)).sum())
                    .isGreaterThan(rows.stream().mapToLong(row -> row.unsigned(RX_BYTE)).sum());
        }
    }

    @Test
    void tlsShowsTheCertificateOfItsFingerprint() {
        try (RouterClient client = Dial.byTls(router)) {
            Sentence resource = Dial.print(client, "/system/resource", UPTIME).getFirst();
            assertThat(resource.spanMillis(UPTIME)).isPositive();
        }
    }

    @Test
    void wrongPasswordsAreRefusedWithTheRealPhrase() {
        Account wrong = new Account("lastmile", "guess", false);
        assertThatThrownBy(() -> Dial.client(router, wrong, false))
                .isInstanceOf(RouterException.class)
                .hasMessageContaining("invalid user name or password (6)");
    }

    @Test
    void readersMayNotWrite() {
        try (RouterClient client = Dial.reader(router)) {
            Command set = Command.of("/system/identity/set").with(Field.NAME, "mine");
            assertThatThrownBy(() -> client.run(set))
                    .hasMessageContaining("not enough permissions");
        }
    }

    @Test
    void unknownMenusAndCommandsGetTheirPhrases() {
        try (RouterClient client = Dial.writer(router)) {
            assertThatThrownBy(() -> client.run(Command.of("/caps/print")))
                    .hasMessageContaining("no such command prefix");
            assertThatThrownBy(() -> client.run(Command.of("/interface/explode")))
                    .hasMessageContaining("no such command");
            Command gone = Command.of("/ppp/active/remove").with(Field.ID, "*FFFF");
            assertThatThrownBy(() -> client.run(gone)).hasMessageContaining("no such item");
        }
    }

    @Test
    void queriesAndCountsWorkTogether() {
        try (RouterClient client = Dial.reader(router)) {
            Command count =
                    Command.of("/interface/print")
                            .with(Field.of("count-only"))
                            .where(Query.equal(TYPE, "pppoe-in"));
            assertThat(client.run(count).ret()).isEqualTo("59");
            Command none = Command.of("/interface/print").where(Query.equal(TYPE, "gre"));
            assertThat(client.rows(none)).isEmpty();
        }
    }

    @Test
    void anIdIsReturnedOnlyIfListed() {
        try (RouterClient client = Dial.reader(router)) {
            Sentence row = Dial.print(client, "/ppp/active", Field.NAME).getFirst();
            assertThat(row.has(Field.ID)).isFalse();
            assertThat(row.has(Field.NAME)).isTrue();
        }
    }

    @Test
    void secretsAreAddedChangedAndRemoved() {
        try (RouterClient client = Dial.writer(router)) {
            String id =
                    client.run(
                                    Command.of("/ppp/secret/add")
                                            .with(Field.NAME, "karim-1")
                                            .with(PROFILE, "home-10m"))
                            .ret();
            assertThat(id).startsWith("*");
            client.run(
                    Command.of("/ppp/secret/set")
                            .with(Field.ID, id)
                            .with(DISABLED, "yes")
                            .with(COMMENT, "has not paid"));
            Sentence secret = Dial.only(secrets(client), Field.NAME, "karim-1");
            assertThat(secret.flag(DISABLED)).isTrue();
            assertThat(secret.text(COMMENT)).isEqualTo("has not paid");
            client.run(Command.of("/ppp/secret/remove").with(Field.ID, "karim-1"));
            assertThat(secrets(client)).noneMatch(row -> row.text(Field.NAME).equals("karim-1"));
        }
    }

    @Test
    void namesAreTakenOnce() {
        try (RouterClient client = Dial.writer(router)) {
            String taken = router.lines().getFirst().name();
            Command add = Command.of("/ppp/secret/add").with(Field.NAME, taken);
            assertThatThrownBy(() -> client.run(add))
                    .hasMessageContaining("failure: secret with the same name already exists");
        }
    }

    @Test
    void dynamicQueuesCannotBeChanged() {
        try (RouterClient client = Dial.writer(router)) {
            Field dynamic = Field.of("dynamic");
            String id =
                    Dial.only(
                                    Dial.print(client, "/queue/simple", Field.ID, dynamic),
                                    dynamic,
                                    "true")
                            .text(Field.ID);
            Command set =
                    Command.of("/queue/simple/set")
                            .with(Field.ID, id)
                            .with(Field.of("max-limit"), "1M/1M");
            assertThatThrownBy(() -> client.run(set)).hasMessageContaining("failure: ");
        }
    }

    @Test
    void quitEndsWithFatal() {
        try (RouterClient client = Dial.reader(router)) {
            assertThatThrownBy(() -> client.run(Command.of("/quit")))
                    .hasMessageContaining("session terminated on request");
        }
    }

    private static List<Sentence> secrets(RouterClient client) {
        return Dial.print(client, "/ppp/secret", Field.ID, Field.NAME, DISABLED, COMMENT);
    }
}
