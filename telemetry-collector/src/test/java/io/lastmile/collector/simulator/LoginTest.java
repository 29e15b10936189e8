package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginTest {
    /// routeros.md 1.5.
    @Test
    void responsesAreThoseOfTheVectors() {
        assertThat(Gate.response("", HexFormat.of().parseHex("856780b7411eefd3abadee2058c149a3")))
                .isEqualTo("005062f7a5ef124d34675bf3e81f56c556");
        assertThat(
                        Gate.response(
                                "secret",
                                HexFormat.of().parseHex("aabbccddeeff00112233445566778899")))
                .isEqualTo("00a8bfd49490a32a90532cbac11691aae2");
    }

    @Test
    void oldRoutersAskForTheChallengeForm() {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(5).with(Version.LEGACY))) {
            SimulatedRouter router = fleet.routers().getFirst();
            Account reader = router.accounts().getFirst();
            try (RouterClient client = Dial.client(router, reader, true)) {
                assertThat(Dial.print(client, "/ppp/active", Field.NAME)).hasSize(5);
            }
            Account wrong = new Account(reader.name(), "guess", false);
            assertThatThrownBy(() -> Dial.client(router, wrong, true))
                    .hasMessageContaining("cannot log in");
        }
    }

    @Test
    void newRoutersHandOutAChallengeButRefuseItsResponse() {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(1));
                Wire wire = Wire.to(fleet.routers().getFirst())) {
            List<List<String>> challenge = wire.ask("/login");
            String ret = challenge.getFirst().get(1);
            assertThat(ret).matches("=ret=[0-9a-f]{32}");
            byte[] bytes = HexFormat.of().parseHex(ret.substring("=ret=".length()));
            String response = Gate.response("lastmile-writes", bytes);
            assertThat(wire.ask("/login", "=name=admin", "=response=" + response).getFirst())
                    .containsExactly("!trap", "=message=invalid user name or password (6)");
        }
    }

    @Test
    void commandsBeforeLoginAreRefused() {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(1));
                Wire wire = Wire.to(fleet.routers().getFirst())) {
            wire.send("/interface/print");
            wire.expect("!fatal", "not logged in");
            assertThat(wire.next()).isEmpty();
        }
    }

    @Test
    void guessingEndsWithFatal() {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(1));
                Wire wire = Wire.to(fleet.routers().getFirst())) {
            for (int guess = 0; guess < 8; guess++) {
                assertThat(wire.ask("/login", "=name=admin", "=password=" + guess)).hasSize(2);
            }
            wire.send("/login", "=name=admin", "=password=8");
            wire.expect("!fatal", "too many commands before login");
        }
    }

    @Test
    void strangersMaySendLittle() {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(1));
                Wire wire = Wire.to(fleet.routers().getFirst())) {
            wire.send("/login", "=name=" + "x".repeat(5_000));
            assertThat(wire.next()).isEmpty();
        }
    }
}
