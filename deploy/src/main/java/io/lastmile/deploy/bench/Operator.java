package io.lastmile.deploy.bench;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.SimulatedRouter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Somebody who looks at a simulated router himself, on a connection of his own.
final class Operator implements AutoCloseable {
    static final Field PROFILE = Field.of("profile");
    static final Field REMOTE_ADDRESS = Field.of("remote-address");
    private static final Field COMMENT = Field.of("comment");

    private final RouterClient client;

    Operator(SimulatedRouter router, Transport transport) {
        Account writer = writer(router);
        this.client =
                RouterClient.open(
                        new RouterConfig(
                                new RouterAddress("127.0.0.1", router.port()),
                                new Security.Plain(),
                                new Credentials(writer.name(), writer.password(), false)),
                        transport,
                        _ -> {});
    }

    static Account writer(SimulatedRouter router) {
        return router.accounts().getLast();
    }

    void comment(String user, String text) {
        client.run(Command.of("/ppp/secret/set").with(Field.ID, user).with(COMMENT, text));
    }

    /// One property of each PPPoE user.
    Map<String, String> secrets(Field property) {
        return byName(
                client.rows(Command.of("/ppp/secret/print").proplist(Field.NAME, property)),
                property);
    }

    /// The id of each session by its user.
    Map<String, String> sessions() {
        return byName(
                client.rows(Command.of("/ppp/active/print").proplist(Field.NAME, Field.ID)),
                Field.ID);
    }

    private static Map<String, String> byName(List<Sentence> rows, Field property) {
        return rows.stream()
                .collect(Collectors.toMap(row -> row.text(Field.NAME), row -> row.text(property)));
    }

    @Override
    public void close() {
        client.close();
    }
}
