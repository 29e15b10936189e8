package io.lastmile.deploy;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.SimulatedRouter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/// Enters the simulated routers as an operator would. May run at every start; they listen on other
/// ports then. Who is behind their lines, [DemoPeople] enters.
final class DemoNetwork {
    private static final String KNOWN =
            "select id from core.router where lower(name) = lower(?) and removed is null";
    private static final String NEW_ID =
            "select nextval(pg_get_serial_sequence('core.router', 'id'))";
    private static final String ADD_ROUTER =
            """
            insert into core.router
                (id, name, area, host, port, tls, fingerprint, username, secret, interval_seconds,
                 poll_ppp, poll_queues, line_rate_bps, created, changed, changed_by)
            overriding system value
            values (?, ?, ?, ?, ?, true, ?, ?, ?, null, true, true, 1000000000, ?, ?, 'demo')
            """;
    private static final String MOVE_ROUTER =
            """
            update core.router
            set host = ?, port = ?, fingerprint = ?, username = ?, secret = ?, changed = ?,
                changed_by = 'demo', version = version + 1
            where id = ?
            """;
    private final Fleet fleet;
    private final SecretCipher cipher;
    private final Timestamp now;

    DemoNetwork(Fleet fleet, SecretCipher cipher, Instant now) {
        this.fleet = fleet;
        this.cipher = cipher;
        this.now = Timestamp.from(now);
    }

    /// The id of each router by its name.
    Map<String, Integer> enter(DataSource source) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement role = connection.createStatement()) {
                role.execute("set local role lastmile_app; set local app.role = 'system'");
            }
            Map<String, Integer> ids = new HashMap<>();
            for (SimulatedRouter router : fleet.routers()) {
                ids.put(router.name(), router(connection, router));
            }
            connection.commit();
            return ids;
        } catch (SQLException e) {
            throw new CannotStart("the simulated network cannot be entered: " + e.getMessage(), e);
        }
    }

    private int router(Connection connection, SimulatedRouter router) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
            known.setString(1, router.name());
            try (ResultSet row = known.executeQuery()) {
                if (row.next()) {
                    return move(connection, row.getInt(1), router);
                }
            }
        }
        return add(connection, router);
    }

    private int add(Connection connection, SimulatedRouter router) throws SQLException {
        int id;
        try (PreparedStatement next = connection.prepareStatement(NEW_ID);
                ResultSet row = next.executeQuery()) {
            row.next();
            id = row.getInt(1);
        }
        try (PreparedStatement add = connection.prepareStatement(ADD_ROUTER)) {
            add.setInt(1, id);
            add.setString(2, router.name());
            add.setString(3, router.area());
            add.setString(4, router.host());
            add.setInt(5, port(router));
            add.setString(6, router.fingerprint());
            add.setString(7, account(router).name());
            add.setBytes(8, secret(id, router));
            add.setTimestamp(9, now);
            add.setTimestamp(10, now);
            add.executeUpdate();
        }
        return id;
    }

    private int move(Connection connection, int id, SimulatedRouter router) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE_ROUTER)) {
            move.setString(1, router.host());
            move.setInt(2, port(router));
            move.setString(3, router.fingerprint());
            move.setString(4, account(router).name());
            move.setBytes(5, secret(id, router));
            move.setTimestamp(6, now);
            move.setInt(7, id);
            move.executeUpdate();
        }
        return id;
    }

    private static int port(SimulatedRouter router) {
        return router.tlsPort().orElseThrow();
    }

    private static Account account(SimulatedRouter router) {
        return router.accounts().getFirst();
    }

    private byte[] secret(int id, SimulatedRouter router) {
        return cipher.seal(Purpose.routerPassword(id), account(router).password());
    }
}
