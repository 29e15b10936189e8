package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenTest {
    private final MovableClock clock = Dial.evening();
    private Fleet fleet;
    private SimulatedRouter router;
    private Wire wire;
    private String user;

    @BeforeEach
    void start() {
        fleet = Fleet.start(FleetConfig.quiet(1, 300, Dial.SEED, clock).with(Version.WITH_EMPTY));
        router = fleet.routers().getFirst();
        wire = Wire.loggedIn(router);
        user = router.lines().getFirst().name();
    }

    @AfterEach
    void stop() {
        wire.close();
        fleet.close();
    }

    @Test
    void whoListensHearsSessionsLeaveAndCome() {
        wire.send("/ppp/active/listen", "=.proplist=.id,name", ".tag=l");
        ping();
        assertThat(router.reconnect(user)).isTrue();
        List<String> left = wire.next().orElseThrow();
        assertThat(left).hasSize(4).contains("!re", ".tag=l", "=.dead=true");
        clock.advance(Duration.ofSeconds(1));
        List<String> came = wire.next().orElseThrow();
        assertThat(came).hasSize(4).contains("!re", ".tag=l", "=name=" + user);
        assertThat(came.get(2)).isNotEqualTo(left.get(2));
    }

    @Test
    void followFirstTellsWhatIs() {
        wire.send("/ppp/secret/print", "=.proplist=name,comment", "=follow=", "?name=" + user);
        assertThat(wire.next().orElseThrow()).contains("!re", "=name=" + user);
        ping();
        wire.send("/ppp/secret/set", "=.id=" + user, "=comment=moved", ".tag=s");
        List<List<String>> both = List.of(wire.next().orElseThrow(), wire.next().orElseThrow());
        assertThat(both)
                .containsExactlyInAnyOrder(
                        List.of("!done", ".tag=s"),
                        List.of("!re", "=name=" + user, "=comment=moved"));
    }

    /// Also if another client has seen the change first.
    @Test
    void whoListensHearsWhatTheScheduleDoes() {
        FleetConfig churning = FleetConfig.quiet(1, 20, Dial.SEED, clock);
        try (Fleet other = Fleet.start(churning.withSessionMean(Duration.ofHours(1)));
                Wire listener = Wire.loggedIn(other.routers().getFirst());
                Wire printer = Wire.loggedIn(other.routers().getFirst())) {
            listener.send("/interface/listen", "=.proplist=.id,name", ".tag=l");
            listener.send("/cancel", "=tag=nobody");
            listener.expect("!done");
            clock.advance(Duration.ofHours(2));
            assertThat(printer.ask("/interface/print", "=.proplist=name")).hasSizeGreaterThan(10);
            assertThat(listener.next().orElseThrow()).contains(".tag=l", "=.dead=true");
        }
    }

    @Test
    void countersAreNoChange() {
        wire.send("/interface/listen", ".tag=l");
        clock.advance(Duration.ofHours(1));
        ping();
        assertThat(router.reconnect(user)).isTrue();
        assertThat(wire.next().orElseThrow()).contains("=.dead=true");
    }

    @Test
    void cancelInterruptsTheCommandOfItsTag() {
        wire.send("/ppp/active/listen", ".tag=10");
        ping();
        wire.send("/cancel", "=tag=10", ".tag=20");
        wire.expect("!trap", ".tag=10", "=category=2", "=message=interrupted");
        wire.expect("!done", ".tag=20");
        wire.expect("!done", ".tag=10");
        assertThat(router.reconnect(user)).isTrue();
        ping();
    }

    @Test
    void cancelWithoutATagEndsAll() {
        wire.send("/ppp/active/listen", ".tag=1");
        wire.send("/log/listen", ".tag=2");
        ping();
        wire.send("/cancel");
        wire.expect("!trap", ".tag=1", "=category=2", "=message=interrupted");
        wire.expect("!trap", ".tag=2", "=category=2", "=message=interrupted");
        wire.expect("!done");
    }

    @Test
    void answersToTagsAlternateWhenAsked() {
        router.set(Fault.INTERLEAVED, 0);
        wire.sendAll(
                List.of(
                        List.of("/interface/print", "=.proplist=name", ".tag=a"),
                        List.of("/ppp/active/print", "=.proplist=name", ".tag=b")));
        int changes = 0;
        String before = "";
        int done = 0;
        while (done < 2) {
            List<String> sentence = wire.next().orElseThrow();
            changes += sentence.get(1).equals(before) ? 0 : 1;
            before = sentence.get(1);
            done += sentence.getFirst().equals("!done") ? 1 : 0;
        }
        assertThat(changes).isGreaterThan(100);
    }

    @Test
    void aClientThatDoesNotReadStallsItselfOnly() {
        router.growAddressList(100_000);
        wire.send("/ip/firewall/address-list/print", ".tag=long");
        try (Wire other = Wire.loggedIn(router)) {
            assertThat(other.ask("/interface/print", "=.proplist=name")).hasSize(299);
        }
        assertThat(wire.untilDone()).hasSize(100_001);
    }

    @Test
    void nothingFoundIsEmptyOnNewRoutersOnly() {
        wire.send("/interface/print", "?type=gre", ".tag=e");
        wire.expect("!empty", ".tag=e");
        wire.expect("!done", ".tag=e");
        try (Fleet old = Fleet.start(Dial.oneRouter(3));
                Wire other = Wire.loggedIn(old.routers().getFirst())) {
            other.send("/interface/print", "?type=gre", ".tag=e");
            other.expect("!done", ".tag=e");
        }
    }

    /// Its answer proves that everything before it was taken.
    private void ping() {
        wire.send("/system/identity/print", ".tag=ping");
        assertThat(wire.next().orElseThrow()).contains(".tag=ping");
        wire.expect("!done", ".tag=ping");
    }
}
