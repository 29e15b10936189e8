package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a router was polled: intervals, answer times, sessions.
public final class Polls {
    static final int POINTS_MAX = 1_000;
    static final int STEP_SECONDS_MAX = 86_400;

    private static final String SERIES =
            """
            select grid.n, poll.interval_ms, poll.answer_ms, poll.answer_ms_max, poll.sessions,
                   coalesce(poll.polls, 0) as polls
            from generate_series(0, :last) as grid (n)
            left join (
                select cast(div(extract(epoch from p.time - cast(:from as timestamptz)), :step)
                            as int) as n,
                       cast(avg(p.interval_ms) as bigint) as interval_ms,
                       cast(avg(p.answer_ms) as bigint) as answer_ms,
                       max(p.answer_ms) as answer_ms_max,
                       max(p.sessions) as sessions, count(*) as polls
                from telemetry.poll as p
                where p.router = :router and p.time >= :from and p.time < :to
                group by 1) as poll on poll.n = grid.n
            order by grid.n
            """;

    private final DbClient db;

    Polls(DbClient db) {
        this.db = db;
    }

    /// `stepSeconds` 0 lets the server choose.
    public PollSeries series(int router, Instant from, Instant to, int stepSeconds) {
        int step = stepSeconds == 0 ? step(Duration.between(from, to)) : stepSeconds;
        long seconds = Duration.between(from, to).toSeconds();
        List<Row> rows =
                db.execute()
                        .createQuery(SERIES)
                        .addParam("router", router)
                        .addParam("last", (seconds - 1) / step)
                        .addParam("step", step)
                        .addParam("from", from.atOffset(ZoneOffset.UTC))
                        .addParam("to", to.atOffset(ZoneOffset.UTC))
                        .execute()
                        .map(Row::new)
                        .toList();
        List<Instant> times = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            times.add(from.plusSeconds((long) n * step));
        }
        return new PollSeries(
                from,
                to,
                step,
                times,
                column(rows, "interval_ms"),
                column(rows, "answer_ms"),
                column(rows, "answer_ms_max"),
                column(rows, "sessions"),
                rows.stream().map(row -> row.number("polls")).toList());
    }

    /// The shortest round step that keeps the limit.
    static int step(Duration range) {
        int[] round = {5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200};
        for (int step : round) {
            if (range.toSeconds() <= (long) step * POINTS_MAX / 2) {
                return step;
            }
        }
        return STEP_SECONDS_MAX;
    }

    private static List<Optional<Long>> column(List<Row> rows, String name) {
        return rows.stream().map(row -> row.optionalNumber(name)).toList();
    }
}
