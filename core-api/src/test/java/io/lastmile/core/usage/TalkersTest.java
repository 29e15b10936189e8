package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.usage.Talkers.By;
import io.lastmile.core.usage.Talkers.Period;
import io.lastmile.core.usage.Talkers.Query;
import io.lastmile.core.usage.Talkers.Top;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Twelve names at three routers, half of them in areas of their own.
class TalkersTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final Actor ACTOR = Actor.system("test");

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);
    private TestApi api;
    private RunningTotals totals;
    private Talkers talkers;
    private long batch;

    @BeforeEach
    void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by, area)
                select 'r' || n, 'h' || n, 8728, false, 'u', '', now(), now(), '', 'area' || n
                from generate_series(1, 3) as n
                """,
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                select 1 + n % 3, 1, convert_to('u' || n, 'UTF8'), 'u' || n, now()
                from generate_series(1, 12) as n
                """,
                """
                insert into core.line (router, name, label, area, created, changed, changed_by)
                select case when n < 4 then 1 + n % 3 end, 'u' || n, 'L' || n, 'area' || 1 + n % 4,
                       now(), now(), ''
                from generate_series(1, 6) as n
                """);
        totals = new RunningTotals(api.core.database(), api.meters, api.clock, DHAKA);
        talkers =
                new Talkers(
                        api.core.database(),
                        api.core.lines().directory(),
                        Optional.empty(),
                        totals,
                        new UsageRoom.Times(api.clock, DHAKA));
    }

    @AfterEach
    void stop() {
        totals.close();
        api.close();
    }

    private void sample(int line, Instant time, long spanMillis, long down, long up) {
        batch++;
        api.sql(
                """
                insert into telemetry.poll
                    (time, router, batch, epoch, uptime_ms, span_ms, interval_ms, answer_ms,
                     sessions, samples)
                values ('%s', 1, %d, 0, 0, %d, 10000, 1, 1, 1)
                """
                        .formatted(time, batch, spanMillis),
                """
                insert into telemetry.sample
                    (time, session, batch, down_total, up_total, down, up, line, span_ms, source,
                     reason, marks)
                values ('%s', 1, %d, 0, 0, %d, %d, %d, %d, 1, 0, 0)
                """
                        .formatted(time, batch, down, up, line, spanMillis));
    }

    private Top remembered(Query query) {
        assertThat(totals.of(query.period())).as("sums of " + query.period()).isPresent();
        return ACTOR.call(() -> talkers.top(query));
    }

    private Top stored(Query query) {
        return ACTOR.call(() -> api.core.database().read(() -> talkers.stored(query)));
    }

    private void assertMemoryIsTheDatabase() {
        for (Period period : List.of(Period.HOUR, Period.TODAY, Period.CYCLE)) {
            for (By by : By.values()) {
                for (String area : List.of("", "area2")) {
                    var query = new Query(period, by, random.nextInt(4), area, 5);
                    assertThat(remembered(query).items())
                            .as("%s at %s, seed %d", query, api.clock.instant(), seed)
                            .isEqualTo(stored(query).items());
                }
            }
        }
    }

    /// Over the ends of hours, of days and of a month, with late samples and long gaps, with
    /// rollups now and then.
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30T16:40:00Z", "2026-12-31T17:30:00Z"})
    void memorySaysWhatTheDatabaseSays(String start) {
        api.clock.set(Instant.parse(start));
        for (int turn = 0; turn < 40; turn++) {
            for (int i = 0; i < 4; i++) {
                Instant time = api.clock.instant().minusMillis(random.nextInt(40_000));
                long span =
                        switch (random.nextInt(6)) {
                            case 0 -> 0;
                            case 1 -> random.nextLong(90_000_000);
                            default -> 10_000 + random.nextInt(600_000);
                        };
                long down = random.nextInt(20) == 0 ? 1L << 62 : random.nextLong(1L << 40);
                sample(1 + random.nextInt(12), time, span, down, random.nextLong(1L << 30));
            }
            if (random.nextInt(3) == 0) {
                api.sql(Rolled.upTo(random.nextInt(4) == 0 ? batch : batch - random.nextInt(3)));
            }
            totals.follow();
            assertMemoryIsTheDatabase();
            api.clock.move(Duration.ofSeconds(random.nextInt(8) == 0 ? 900 : 100));
        }
    }

    @Test
    void theCycleIsTheCalendarMonthOfTheIsp() {
        api.clock.set(Instant.parse("2026-11-30T18:30:00Z"));
        sample(1, Instant.parse("2026-11-30T17:59:00Z"), 10_000, 500, 0);
        sample(2, Instant.parse("2026-11-30T18:10:00Z"), 10_000, 300, 0);
        totals.follow();
        Query query = new Query(Period.CYCLE, By.DOWN, 0, "", 5);
        assertThat(remembered(query).items()).extracting(Talkers.Talker::id).containsExactly(2);
        api.clock.set(Instant.parse("2026-11-30T17:59:30Z"));
        totals.follow();
        assertThat(remembered(query).items()).extracting(Talkers.Talker::id).containsExactly(1, 2);
    }

    @Test
    void atTheTurnOfAnHourAndWhenTheCollectorIsLateTheDatabaseIsAsked() {
        api.clock.set(Instant.parse("2026-11-22T08:59:55Z"));
        sample(1, Instant.parse("2026-11-22T08:59:50Z"), 10_000, 500, 0);
        totals.follow();
        api.clock.move(Duration.ofSeconds(10));
        assertThat(totals.of(Period.HOUR)).isEmpty();
        assertThat(totals.of(Period.TODAY)).isPresent();
        Query hour = new Query(Period.HOUR, By.DOWN, 0, "", 5);
        assertThat(ACTOR.<Top>call(() -> talkers.top(hour)).items()).isEmpty();
        api.clock.move(RunningTotals.AGE_MAX);
        assertThat(totals.of(Period.TODAY)).isEmpty();
        Query today = new Query(Period.TODAY, By.DOWN, 0, "", 5);
        assertThat(ACTOR.<Top>call(() -> talkers.top(today)).items()).hasSize(1);
    }
}
