package io.lastmile.core.usage;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.live.LineState;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.core.lines.Directory;
import io.lastmile.core.lines.Directory.Entry;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who moves most: now out of memory, this hour and today out of the rollups and their tail.
public final class Talkers {
    static final int COUNT_MAX = 100;

    private static final String TOP =
            """
            select used.line as id, used.down, used.up, name.router,
                   coalesce(router.name, '') as router_name, name.name,
                   coalesce(claim.id, 0) as line, coalesce(claim.label, '') as label,
                   coalesce(nullif(claim.area, ''), router.area, '') as area
            from telemetry.usage_lines(:from, :to) as used
            join telemetry.line as name on name.id = used.line
            left join core.router on router.id = name.router
            left join lateral (
                select line.id, line.label, line.area from core.line
                where line.removed is null and line.source = name.source
                  and line.name = name.name
                  and (line.router = name.router or line.router is null)
                order by line.router nulls last limit 1) as claim on true
            where (:router = 0 or name.router = :router)
              and (:area = '' or coalesce(nullif(claim.area, ''), router.area) = :area)
            order by case :direction when 'up' then used.up when 'down' then used.down
                     else cast(used.down as numeric) + used.up end desc, used.line
            limit :count
            """;

    /// Of which time.
    public enum Period {
        NOW,
        HOUR,
        TODAY
    }

    /// By which direction.
    public enum By {
        DOWN,
        UP,
        TOTAL
    }

    /// Router 0 and an empty area are all of them.
    public record Query(Period period, By by, int router, String area, int count) {}

    /// bit/s for now, bytes otherwise; `line` is 0 for an unaccounted name.
    public record Talker(
            int id,
            int line,
            int router,
            String routerName,
            String name,
            String label,
            String area,
            long down,
            long up) {}

    /// The greatest first.
    public record Top(Period period, Instant asOf, List<Talker> items) {}

    private final Database database;
    private final DbClient db;
    private final Directory directory;
    private final Optional<Live> live;
    private final Clock clock;
    private final ZoneId zone;

    Talkers(Database database, Directory directory, Optional<Live> live, Clock clock, ZoneId zone) {
        this.database = database;
        this.db = database.client();
        this.directory = directory;
        this.live = live;
        this.clock = clock;
        this.zone = zone;
    }

    public Top top(Query query) {
        Instant now = clock.instant();
        return switch (query.period()) {
            case NOW -> now(query);
            case HOUR -> since(query, now.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant());
            case TODAY -> since(query, now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant());
        };
    }

    private Top now(Query query) {
        Snapshot snapshot = live.orElseThrow(LiveRoutes::noLive).snapshot();
        Order order =
                new Order(
                        Order.Sort.valueOf(query.by().name()),
                        true,
                        Order.Only.ALL,
                        query.router(),
                        query.area(),
                        "");
        Sorted sorted = Sorted.of(order, snapshot, directory.entries(), 0);
        List<Talker> items = new ArrayList<>();
        for (int name : sorted.window(0, query.count())) {
            int row = snapshot.rowOf(name);
            if (snapshot.state(row) == LineState.ONLINE || snapshot.state(row) == LineState.IDLE) {
                items.add(talker(snapshot, row, name));
            }
        }
        return new Top(query.period(), Instant.ofEpochMilli(snapshot.timeMicros() / 1000), items);
    }

    private Talker talker(Snapshot snapshot, int row, int name) {
        Entry entry = directory.entries().get(name);
        if (entry == null) {
            throw new IllegalStateException("name " + name + ": not in the directory");
        }
        return new Talker(
                name,
                entry.line(),
                entry.router(),
                entry.routerName(),
                entry.name(),
                entry.label(),
                entry.area(),
                Math.max(0, snapshot.downBps(row)),
                Math.max(0, snapshot.upBps(row)));
    }

    private Top since(Query query, Instant from) {
        Instant now = clock.instant();
        List<Talker> items =
                database.read(() ->
                        db.execute()
                                .createQuery(TOP)
                                .addParam("from", from.atOffset(ZoneOffset.UTC))
                                .addParam("to", now.plusSeconds(300).atOffset(ZoneOffset.UTC))
                                .addParam("router", query.router())
                                .addParam("area", query.area())
                                .addParam("direction", Fields.nameOf(query.by()))
                                .addParam("count", query.count())
                                .execute()
                                .map(row -> talker(new Row(row)))
                                .toList());
        return new Top(query.period(), now, items);
    }

    private static Talker talker(Row row) {
        return new Talker(
                row.integer("id"),
                row.integer("line"),
                row.integer("router"),
                row.text("router_name"),
                row.text("name"),
                row.text("label"),
                row.text("area"),
                row.number("down"),
                row.number("up"));
    }
}
