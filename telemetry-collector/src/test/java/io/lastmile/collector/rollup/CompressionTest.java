package io.lastmile.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// The community edition is no part of this build. In its place stands a database without the
/// extension that says of itself what that edition would: there every statement about compression
/// fails, as it may on a server of somebody else's.
class CompressionTest {
    private static final String SAYS_COMMUNITY = "?options=-c%20timescaledb.license=timescale";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private TestDatabase database;
    private DataSource community;

    @BeforeEach
    void arrange() throws SQLException {
        database = TestDatabase.startMigrated();
        DatabaseAddress admin = database.admin();
        run(source(admin, admin.url()), "create database community template template0");
        String url = admin.url().replaceFirst("/[^/]*$", "/community") + SAYS_COMMUNITY;
        community = source(admin, url);
        run(
                community,
                """
                create schema telemetry;
                create table telemetry.sample (time timestamptz);
                create table telemetry.rollup_day (bucket timestamptz);
                create table telemetry.rolled (batch bigint, zone text);
                insert into telemetry.rolled values (0, 'Asia/Dhaka');
                create schema timescaledb_information;
                create table timescaledb_information.hypertables (hypertable_schema text,
                    hypertable_name text, compression_enabled bool);
                insert into timescaledb_information.hypertables values
                    ('telemetry', 'sample', false), ('telemetry', 'rollup_5m', false)
                """);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static DataSource source(DatabaseAddress address, String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(address.user());
        source.setPassword(address.password());
        return source;
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theApacheEditionIsLeftAsItIs() throws SQLException {
        assertThat(new Compression(database.source()).switchOn()).isZero();
    }

    @Test
    void whatIsOnAlreadyIsLeftAlone() throws SQLException {
        run(community, "update timescaledb_information.hypertables set compression_enabled = true");

        assertThat(new Compression(community).switchOn()).isZero();
    }

    @Test
    void whereItCannotBeHadTheRollupGoesOnAndCountsIt() throws InterruptedException {
        assertThatThrownBy(() -> new Compression(community).switchOn())
                .isInstanceOf(SQLException.class);

        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RollupJob.Settings settings = RollupJob.Settings.standard();
        try (RollupJob job = RollupJob.start(community, settings, Clock.systemUTC(), meters)) {
            assertThat(job).isNotNull();
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (failures(meters) < 1 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(failures(meters)).isEqualTo(1);
        }
    }

    private static double failures(SimpleMeterRegistry meters) {
        return meters.counter("lastmile.collector.compression.failures").count();
    }
}
