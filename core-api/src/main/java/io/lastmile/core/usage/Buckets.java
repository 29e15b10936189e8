package io.lastmile.core.usage;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatementQuery;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Reads usage out of the collector's schema. Call it within a unit of work.
final class Buckets {
    private static final String POLLS =
            """
            select time, span_ms, interval_ms
            from telemetry.poll
            where router = any (cast(:routers as int[])) and time > :from
              and time <= cast(:to as timestamptz) + interval '10 minutes'
            order by time
            limit 200000
            """;

    /// What polls saw, also of sessions that RADIUS counts: its records (source 3) come every few
    /// minutes and say nothing of a moment.
    private static final String SAMPLES =
            """
            select time, span_ms, down, up
            from telemetry.sample
            where line = any (cast(:names as int[])) and time > :from and source <> 3
              and time <= cast(:to as timestamptz) + interval '10 minutes'
            order by time
            limit 200000
            """;

    private final DbClient db;

    Buckets(DbClient db) {
        this.db = db;
    }

    /// Samples are there for names only.
    List<Bucket> read(Level level, Subject subject, Range range) {
        if (level == Level.SAMPLES && subject instanceof Subject.OfNames names) {
            return fine(names, range);
        }
        return ranged(query(statement(level, subject), subject), range.from(), range.to())
                .execute()
                .map(row -> Bucket.of(new Row(row)))
                .filter(bucket -> !bucket.start().isBefore(subject.since()))
                .toList();
    }

    private static String statement(Level level, Subject subject) {
        return switch (subject) {
            case Subject.Network _ -> level.ofNetwork();
            case Subject.OfRouter _ -> level.ofRouters();
            case Subject.OfNames _ -> level.ofNames();
        };
    }

    private DbStatementQuery query(String sql, Subject subject) {
        DbStatementQuery query = db.execute().createQuery(sql);
        return switch (subject) {
            case Subject.Network _ -> query;
            case Subject.OfRouter of -> query.addParam("routers", new Integer[] {of.router()});
            case Subject.OfNames of ->
                    query.addParam("names", of.names().toArray(Integer[]::new))
                            .addParam("routers", of.routers().toArray(Integer[]::new));
        };
    }

    /// Buckets of the collector's own samples, for steps shorter than five minutes.
    private List<Bucket> fine(Subject.OfNames of, Range range) {
        var grid = new SampleGrid(range);
        ranged(db.execute().createQuery(POLLS), range.from(), range.to())
                .addParam("routers", of.routers().toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .forEach(row ->
                        grid.cover(
                                row.time("time"),
                                row.number("span_ms"),
                                row.number("interval_ms")));
        ranged(db.execute().createQuery(SAMPLES), range.from(), range.to())
                .addParam("names", of.names().toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .forEach(row ->
                        grid.add(
                                row.time("time"),
                                row.number("span_ms"),
                                new SampleGrid.Moved(row.number("down"), row.number("up"))));
        return grid.buckets().stream()
                .filter(bucket -> !bucket.start().isBefore(of.since()))
                .toList();
    }

    private static DbStatementQuery ranged(DbStatementQuery query, Instant from, Instant to) {
        return query.addParam("from", from.atOffset(ZoneOffset.UTC))
                .addParam("to", to.atOffset(ZoneOffset.UTC));
    }
}
