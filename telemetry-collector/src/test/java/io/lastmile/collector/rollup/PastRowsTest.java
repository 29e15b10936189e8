package io.lastmile.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PastRowsTest {
    private static final TestDatabase DATABASE = TestDatabase.startMigrated();
    private static final Ground GROUND = new Ground(DATABASE.source());
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String LONG_AGO = "timestamptz '2026-03-01'";
    private static final String LATELY = "timestamptz '2026-05-01'";

    private final PastRows past =
            new PastRows(
                    DATABASE.source(),
                    RetentionConfig.standard(),
                    Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        GROUND.empty();
        GROUND.run("truncate telemetry.condition, telemetry.router_state");
    }

    private static void session(int line, String ended, int uptimeSeconds) throws SQLException {
        GROUND.run(
                """
                insert into telemetry.session (line, router, epoch, source, start_reason, ros_id,
                    started, ended, ended_uptime_ms, checkpoint_batch, checkpoint_time, if_name)
                values (%d, 1, 0, 1, 0, 1, timestamptz '2026-01-01', %s, 1000 * %d, 0, now(), 'u')
                """
                        .formatted(line, ended, uptimeSeconds));
    }

    private static long count(String table) throws SQLException {
        return GROUND.number("select count(*) from telemetry." + table);
    }

    @Test
    void sessionsThatEndedLongAgoGo() throws SQLException {
        session(1, LONG_AGO, 100);
        session(2, LATELY, 100);
        session(3, "null", 0);

        assertThat(past.delete()).isEqualTo(1);
        assertThat(GROUND.number("select sum(line) from telemetry.session")).isEqualTo(2 + 3);
        assertThat(past.delete()).isZero();
    }

    @Test
    void aSessionThatItsRouterMayStillTakeUpStaysWhateverTheWallClockSays() throws SQLException {
        GROUND.run(
                """
                insert into telemetry.router_state
                    (router, batch, epoch, uptime_ms, listed_uptime_ms, time)
                values (1, 9, 0, 9000000, 9000000, now())
                """);
        session(1, LONG_AGO, 9000 - 3600);
        session(2, LONG_AGO, 9000 - 3601);

        assertThat(past.delete()).isEqualTo(1);
        assertThat(GROUND.number("select line from telemetry.session")).isEqualTo(1);
    }

    @Test
    void conditionsThatClosedLongAgoGo() throws SQLException {
        GROUND.run(
                "insert into telemetry.condition (kind, router, since, until) values"
                        + " ('a', 1, %1$s, %1$s), ('b', 1, %1$s, %2$s), ('c', 1, %1$s, null)"
                                .formatted(LONG_AGO, LATELY));

        assertThat(past.delete()).isEqualTo(1);
        assertThat(GROUND.number("select count(*) from telemetry.condition where kind <> 'a'"))
                .isEqualTo(2);
    }

    @Test
    void namesThatNeverMovedAByteGoAndAllOthersStay() throws SQLException {
        GROUND.run("update telemetry.line set first_seen = %s where id < 5".formatted(LONG_AGO));
        GROUND.run("update telemetry.line set first_seen = %s where id = 5".formatted(LATELY));
        session(2, LATELY, 100);
        GROUND.run(
                "insert into telemetry.rollup_day (bucket, line, down, up) values (%s, 3, 1, 1)"
                        .formatted(LONG_AGO));
        GROUND.run(
                "insert into telemetry.condition (kind, router, line, since) values"
                        + " ('implausible-delta', 1, 4, now())");

        assertThat(past.delete()).isEqualTo(1);
        assertThat(GROUND.number("select sum(id) from telemetry.line")).isEqualTo(2 + 3 + 4 + 5);
    }

    @Test
    void eachTurnLooksAtTheNextNamesAndThenBeginsAnew() throws SQLException {
        GROUND.run(
                "insert into telemetry.line (router, source, raw_name, name, first_seen)"
                        + " select 1, 2, i::text::bytea, '', %s".formatted(LONG_AGO)
                        + " from generate_series(1, 2500) as i");
        int turns = 0;
        while (count("line") > 5) {
            past.delete();
            assertThat(++turns).isLessThan(6);
        }
        GROUND.run("update telemetry.line set first_seen = " + LONG_AGO);
        while (count("line") > 0) {
            past.delete();
            assertThat(++turns).isLessThan(9);
        }
    }
}
