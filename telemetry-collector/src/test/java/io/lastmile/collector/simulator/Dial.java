package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Fingerprint;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Transport;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// How tests reach a simulated router: the product's own client, on one shared transport.
final class Dial {
    static final Field TX_BYTE = Field.of("tx-byte");
    static final Field RX_BYTE = Field.of("rx-byte");
    static final Field BYTES = Field.of("bytes");
    static final Field UPTIME = Field.of("uptime");
    static final Field PROFILE = Field.of("profile");
    static final Field DISABLED = Field.of("disabled");
    static final Field COMMENT = Field.of("comment");
    static final Field TYPE = Field.of("type");

    static final long SEED = 20261122;
    static final Instant EVENING = Instant.parse("2026-03-10T15:00:00Z");

    private static final Transport TRANSPORT = Transport.start(1, "simulator-test");

    private Dial() {}

    static MovableClock evening() {
        return MovableClock.standingAt(EVENING);
    }

    static FleetConfig oneRouter(int lines) {
        return FleetConfig.quiet(1, lines, SEED, evening()).with(Version.BEFORE_EMPTY);
    }

    static RouterClient reader(SimulatedRouter router) {
        return client(router, router.accounts().getFirst(), false);
    }

    static RouterClient writer(SimulatedRouter router) {
        return client(router, router.accounts().getLast(), false);
    }

    static RouterClient client(SimulatedRouter router, Account account, boolean legacy) {
        return open(router, account, legacy, new Security.Plain(), router.port());
    }

    static RouterClient byTls(SimulatedRouter router) {
        Security pinned = new Security.Pinned(new Fingerprint(router.fingerprint()));
        int port = router.tlsPort().orElseThrow();
        return open(router, router.accounts().getFirst(), false, pinned, port);
    }

    private static RouterClient open(
            SimulatedRouter router, Account account, boolean legacy, Security how, int port) {
        RouterConfig config =
                new RouterConfig(
                        new RouterAddress(router.host(), port),
                        how,
                        new Credentials(account.name(), account.password(), legacy));
        return RouterClient.open(config, TRANSPORT, _ -> {});
    }

    static List<Sentence> print(RouterClient client, String menu, Field... properties) {
        return client.rows(Command.of(menu + "/print").proplist(properties));
    }

    static Stream<Sentence> pppoe(RouterClient client) {
        return print(client, "/interface", Field.ID, Field.NAME, TYPE, RX_BYTE, TX_BYTE).stream()
                .filter(row -> row.text(TYPE).equals("pppoe-in"));
    }

    static Sentence only(List<Sentence> rows, Field field, String value) {
        return rows.stream()
                .filter(row -> row.text(field).equals(value))
                .reduce((_, second) -> second)
                .orElseThrow(() -> new AssertionError("no row with " + field + "=" + value));
    }
}
