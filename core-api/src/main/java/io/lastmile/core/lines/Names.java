package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Names that routers reported, and which line claims them. A line of the name's own router goes
/// before one of any router.
public final class Names {
    private static final Duration UNACCOUNTED_BYTES_OF = Duration.ofDays(30);

    private static final String COLUMNS =
            """
            select line.id, line.router, coalesce(router.name, '') as router_name, line.source,
                   line.name, line.first_seen
            from telemetry.line left join core.router on router.id = line.router
            """;

    private static final String FIND = COLUMNS + " where line.id = :id";

    private static final String OF_LINE =
            """
            select line.id, line.router, coalesce(router.name, '') as router_name, line.source,
                   line.name, line.first_seen, own.since
            from core.names_of_line(:line) as own
            join telemetry.line on line.id = own.name
            left join core.router on router.id = line.router
            order by line.id
            """;

    private static final String CLAIMANT =
            """
            select claim.id
            from telemetry.line
            join core.line as claim on claim.source = line.source and claim.name = line.name
                 and (claim.router = line.router or claim.router is null)
            where line.id = :id and claim.removed is null
            order by claim.router nulls last
            limit 1
            """;

    private static final String UNACCOUNTED =
            """
            select free.id, free.router, coalesce(router.name, '') as router_name, free.source,
                   free.name, free.first_seen,
                   exists (select 1 from telemetry.session
                           where session.line = free.id and session.ended is null) as live,
                   coalesce(bytes.down, 0) as down, coalesce(bytes.up, 0) as up
            from (select line.id, line.router, line.source, line.name, line.first_seen
                  from telemetry.line
                  where line.id < :after and (:router = 0 or line.router = :router)
                    and not exists (
                        select 1 from core.line as claim
                        where claim.removed is null and claim.source = line.source
                          and claim.name = line.name
                          and (claim.router = line.router or claim.router is null))
                  order by line.id desc limit :rows) as free
            left join core.router on router.id = free.router
            left join lateral (
                select sum(day.down) as down, sum(day.up) as up
                from telemetry.usage_day(array[free.id], :from, :to) as day) as bytes on true
            order by free.id desc
            """;

    /// A name that no line claims, with its bytes of the last 30 days.
    public record Unaccounted(
            int id,
            int router,
            String routerName,
            SourceName source,
            String name,
            Instant firstSeen,
            boolean live,
            long downBytes,
            long upBytes) {
        static Unaccounted of(Row row) {
            Name name = Name.of(row);
            return new Unaccounted(
                    name.id(),
                    name.router(),
                    name.routerName(),
                    name.source(),
                    name.name(),
                    name.firstSeen(),
                    row.flag("live"),
                    row.number("down"),
                    row.number("up"));
        }
    }

    private final DbClient db;
    private final Clock clock;

    Names(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Name> find(int id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> Name.of(new Row(row)));
    }

    /// The line that claims a name.
    public Optional<Integer> claimant(int name) {
        return db.execute()
                .createGet(CLAIMANT)
                .addParam("id", name)
                .execute()
                .map(row -> new Row(row).integer("id"));
    }

    /// What a line claims, for whoever may see the line.
    public Claims claims(int line) {
        List<Row> rows =
                db.execute()
                        .createQuery(OF_LINE)
                        .addParam("line", line)
                        .execute()
                        .map(Row::new)
                        .toList();
        return new Claims(
                rows.stream().map(Name::of).toList(),
                rows.stream()
                        .map(row -> row.time("since"))
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH));
    }

    /// The names that a line claims; more than one where its name appears at several routers.
    public List<Name> ofLine(int line) {
        return claims(line).names();
    }

    /// Newest first; of one router or, with 0, of all.
    public Page<Unaccounted> unaccounted(int router, Page.Request request) {
        Instant now = clock.instant();
        List<Unaccounted> rows =
                db.execute()
                        .createQuery(UNACCOUNTED)
                        .addParam("router", router)
                        .addParam(
                                "after",
                                request.after()
                                        .map(c -> c.number(0))
                                        .orElse((long) Integer.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .addParam("from", now.minus(UNACCOUNTED_BYTES_OF).atOffset(ZoneOffset.UTC))
                        .addParam("to", now.plusSeconds(1).atOffset(ZoneOffset.UTC))
                        .execute()
                        .map(row -> Unaccounted.of(new Row(row)))
                        .toList();
        return request.page(rows, name -> Cursor.of(name.id()));
    }
}
