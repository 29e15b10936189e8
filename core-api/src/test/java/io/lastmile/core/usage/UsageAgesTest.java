package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing was ever missed in 90 days, but what is left of them differs as in the demo and in any
/// installation after a while: five minutes of yesterday and today, hours of 40 days, days of all.
class UsageAgesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by, area)
                values ('r1', 'h1', 8728, false, 'u', '', now(), now(), '', '')
                """,
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (1, 1, 'a', 'a', now())
                """,
                """
                insert into core.line (router, name, label, created, changed, changed_by)
                values (1, 'a', 'Anwar', now(), now(), '')
                """);
        level("5m", "5 minutes", "2026-11-21 00:00+06", 300_000);
        level("hour", "1 hour", "2026-10-14 00:00+06", 3_600_000);
        level("day", "1 day", "2026-08-24 00:00+06", 86_400_000);
        api.sql(
                "select telemetry.roll_network(array(select distinct bucket"
                        + " from telemetry.rollup_router_day)"
                        + " || array(select distinct bucket from telemetry.rollup_router_hour)"
                        + " || array(select distinct bucket from telemetry.rollup_router_5m))");
    }

    /// 8 kbit/s all the time.
    private static void level(String level, String step, String since, int millis) {
        api.sql(
                """
                insert into telemetry.rollup_%s (bucket, line, down, up)
                select bucket, 1, %d, 0
                from generate_series(timestamptz '%s', '2026-11-22 13:59+06', '%s') as bucket
                """
                        .formatted(level, millis, since, step),
                """
                insert into telemetry.rollup_router_%s
                    (bucket, router, polls, covered_ms, down, up)
                select bucket, 1, 10, %2$d, %2$d, 0
                from generate_series(timestamptz '%3$s', '2026-11-22 13:59+06', '%4$s') as bucket
                """
                        .formatted(level, millis, since, step));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static JsonNode series(String path, Duration ago, Duration length, String more) {
        Instant to = NOW.minus(ago);
        var response =
                api.get(
                        "/api/usage/%s?from=%s&to=%s%s"
                                .formatted(path, to.minus(length), to, more));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    private static void assertWhole(JsonNode series) {
        assertThat(series.path("gaps")).isEmpty();
        assertThat(series.path("down")).isNotEmpty().allMatch(down -> down.asLong() == 8_000);
        assertThat(series.path("t")).hasSameSizeAs(series.path("down"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines/1", "names/1", "routers/1", "network"})
    void weekAndMonthAreWholeWhereOnlyHoursAreLeft(String path) {
        JsonNode week = series(path, Duration.ZERO, Duration.ofDays(7), "");
        assertWhole(week);
        assertThat(week.path("source").asText()).isEqualTo("hour");
        assertThat(week.path("stepSeconds").asInt()).isEqualTo(3_600);
        JsonNode month = series(path, Duration.ZERO, Duration.ofDays(30), "");
        assertWhole(month);
        assertThat(month.path("source").asText()).isEqualTo("hour");
        assertThat(month.path("stepSeconds").asInt()).isEqualTo(7_200);
    }

    @ParameterizedTest
    @CsvSource({
        "names/1, 0, 12, 5m, 300",
        "names/1, 0, 1, 5m, 300",
        "names/1, 3, 12, hour, 3600",
        "names/1, 3, 2, hour, 3600",
        "lines/1, 10, 24, hour, 3600",
        "routers/1, 10, 3, hour, 3600",
        "network, 10, 3, hour, 3600",
        "names/1, 60, 24, day, 86400",
        "network, 60, 72, day, 86400",
    })
    void theStepIsRaisedToWhatIsLeft(
            String path, int daysAgo, int hours, String source, int stepSeconds) {
        JsonNode series = series(path, Duration.ofDays(daysAgo), Duration.ofHours(hours), "");
        assertWhole(series);
        assertThat(series.path("source").asText()).isEqualTo(source);
        assertThat(series.path("stepSeconds").asInt()).isEqualTo(stepSeconds);
    }

    @Test
    void aStepThatSomebodyAsksForIsRaisedToo() {
        JsonNode fine = series("names/1", Duration.ofDays(3), Duration.ofHours(6), "&step=60");
        assertWhole(fine);
        assertThat(fine.path("stepSeconds").asInt()).isEqualTo(3_600);
        JsonNode month = series("names/1", Duration.ZERO, Duration.ofDays(60), "&step=7200");
        assertWhole(month);
        assertThat(month.path("source").asText()).isEqualTo("day");
    }

    @Test
    void theWeekBeforeIsDrawnBesideTodayThoughItIsCoarser() {
        JsonNode series =
                series("names/1", Duration.ZERO, Duration.ofHours(6), "&previous=week&step=300");
        assertWhole(series);
        assertThat(series.path("previous").path("t")).hasSize(72);
        assertThat(series.path("previous").path("down"))
                .hasSize(72)
                .allMatch(down -> down.asLong() == 8_000);
    }

    @Test
    void whatWasBeforeTheFirstPollStaysAGap() {
        JsonNode series = series("names/1", Duration.ZERO, Duration.ofDays(100), "");
        assertThat(series.path("gaps")).hasSize(1);
        assertThat(series.path("gaps").get(0).path("to").asLong())
                .isEqualTo(Instant.parse("2026-08-23T18:00:00Z").toEpochMilli());
    }

    @Test
    void theNinetyFifthIsOfFiveMinutesOrNone() {
        JsonNode week = series("names/1", Duration.ZERO, Duration.ofDays(7), "");
        assertThat(week.path("p95").isNull()).isTrue();
        JsonNode today = series("network", Duration.ZERO, Duration.ofHours(24), "&step=3600");
        assertThat(today.path("p95").path("down").asLong()).isEqualTo(8_000);
        assertThat(today.path("p95").path("buckets").asInt()).isEqualTo(288);
    }
}
