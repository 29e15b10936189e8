package io.lastmile.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.collector.radius.Radclient;
import io.lastmile.collector.radius.RadiusConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole collector with somebody else's RADIUS client in front and a real database behind.
class RadiusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SECRET = "s3cret";

    @TempDir private Path folder;
    private TestDatabase database;
    private Collector collector;

    @BeforeEach
    void arrange() throws SQLException {
        database = TestDatabase.start();
        run(
                """
                create schema core;
                create table core.pollable_router (id int, name text, host text, port int,
                    tls boolean, fingerprint text, username text, secret bytea,
                    legacy_login boolean, charset text, interval_seconds int, poll_ppp boolean,
                    poll_queues boolean, line_rate_bps bigint, version bigint);
                create table core.pollable_line (router int, source smallint, name text,
                    rate_bps bigint);
                create table core.pollable_radius (router int, address text, secret bytea,
                    coa_port int)
                """);
        try (Connection connection = database.source().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into core.pollable_radius values (7, ?, ?, 3799)")) {
            insert.setString(1, "127.0.0.1");
            insert.setBytes(
                    2,
                    SecretCipher.of(Optional.empty(), folder.resolve("key"))
                            .seal(Purpose.radiusSecret(7), SECRET));
            insert.execute();
        }
        start();
    }

    private void start() {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var radius = new RadiusConfig(loopback, folder.resolve("radius"), 64L << 20);
        collector =
                Collector.start(
                        CollectorConfig.standard(folder.resolve("key"))
                                .accounting(Optional.of(radius)),
                        database.address(),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        collector.close();
        database.close();
    }

    private void send(String attributes) {
        assertThat(
                        Radclient.send(
                                collector.radiusAddress().orElseThrow(), SECRET, attributes, 10, 3))
                .isTrue();
    }

    private static String session(String status, String octets) {
        return """
        Acct-Status-Type = %s
        Acct-Session-Id = "81a0000f"
        User-Name = "karim"
        %s
        """
                .formatted(status, octets);
    }

    private static String octets(long down, long up) {
        return """
        Acct-Output-Octets = %d
        Acct-Output-Gigawords = %d
        Acct-Input-Octets = %d
        Acct-Input-Gigawords = %d
        """
                .formatted(down & 0xffffffffL, down >>> 32, up & 0xffffffffL, up >>> 32);
    }

    @Test
    void whatARouterAccountsForIsInTheDatabaseOnce() throws Exception {
        send("Acct-Status-Type = Accounting-On\n");
        send(session("Start", ""));
        String interim = session("Interim-Update", octets(4_294_967_295L, 10));
        send(interim);
        send(interim);
        collector.close();
        start();
        send(session("Stop", octets(30_000_000_123L, 20)));
        send(session("Stop", octets(0, 0)));
        await(
                "select sum(down) || '/' || sum(up) from telemetry.sample where source = 3",
                "30000000123/20");
        await(
                "select r.end_reason || ' ' || l.name from telemetry.radius_session as r"
                        + " join telemetry.line as l on l.id = r.line",
                "stop karim");
        assertThat(
                        Radclient.send(
                                collector.radiusAddress().orElseThrow(),
                                "other",
                                session("Start", ""),
                                1,
                                1))
                .isFalse();
    }

    private void await(String sql, String expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String found = text(sql);
        while (!expected.equals(found) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            found = text(sql);
        }
        assertThat(found).isEqualTo(expected);
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
