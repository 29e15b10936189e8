package io.lastmile.core.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmRetentionTest {
    private static TestApi api;
    private static AlarmRetention retention;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        var meters = new SimpleMeterRegistry();
        retention =
                new AlarmRetention(
                        new Database(api.source(), meters, api.clock), meters, api.clock);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void clear() {
        api.sql(
                "update core.alarm set parent = null",
                "delete from core.alarm_event",
                "delete from core.alarm");
    }

    /// Alarms that began two years ago; `ended` days ago if it is more than 0.
    private static void alarms(int first, int last, int ended) {
        String until =
                ended == 0
                        ? "null"
                        : "timestamptz '%s'".formatted(api.clock.instant().minus(days(ended)));
        api.sql(
                """
                insert into core.alarm (condition, kind, severity, state, since, until)
                select n, 'clock-skew', 'notice', '%s', timestamptz '%s', %s
                from generate_series(%d, %d) as n
                """
                        .formatted(
                                ended == 0 ? "firing" : "resolved",
                                api.clock.instant().minus(days(730)),
                                until,
                                first,
                                last),
                """
                insert into core.alarm_event (alarm, time, kind)
                select id, since, 'fired' from core.alarm where condition between %d and %d
                """
                        .formatted(first, last));
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private static long pass() {
        return Actor.system("test").call(retention::pass);
    }

    private static String conditions() {
        return api.value("select string_agg(condition::text, ' ' order by id) from core.alarm");
    }

    @Test
    void whatWasResolvedLongAgoGoesWithItsHistory() {
        alarms(1, 1, 401);
        alarms(2, 2, 399);
        alarms(3, 3, 0);

        assertThat(pass()).isEqualTo(1);
        assertThat(conditions()).isEqualTo("2 3");
        assertThat(api.value("select count(*) from core.alarm_event")).isEqualTo("2");
        assertThat(pass()).isZero();
    }

    @Test
    void anAlarmUnderAnOldOneStandsOnItsOwn() {
        alarms(1, 2, 401);
        alarms(3, 3, 300);
        api.sql(
                """
                update core.alarm set parent = (select id from core.alarm where condition = 1)
                where condition in (2, 3)
                """);

        assertThat(pass()).isEqualTo(2);
        assertThat(conditions()).isEqualTo("3");
        assertThat(api.value("select parent from core.alarm")).isEqualTo("null");
    }

    @Test
    void onePassTakesNoMoreThanItSays() {
        alarms(1, AlarmRetention.ALARMS_MAX + 5, 500);

        assertThat(pass()).isEqualTo(AlarmRetention.ALARMS_MAX);
        assertThat(pass()).isEqualTo(5);
    }
}
