package io.lastmile.core.usage;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.live.LineState;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.core.lines.Directory;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import io.lastmile.core.usage.LineSums.Ranked;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// Who moves most: now, this hour, today and this cycle, out of memory. Where the running totals
/// are not up to date (at the turn of an hour, after a start) the rollups and their tail are asked.
public final class Talkers {
    static final int COUNT_MAX = 100;

    private static final String STORED =
            """
            select used.line, used.down, used.up
            from telemetry.usage_lines(:from, :to) as used
            where (used.down > 0 or used.up > 0)
              and (:everybody or used.line = any (cast(:wanted as int[])))
            order by case :direction when 'up' then used.up when 'down' then used.down
                     else cast(used.down as numeric) + used.up end desc, used.line
            limit :count
            """;

    private static final String WANTED =
            """
            select name.id
            from telemetry.line as name
            left join core.router on router.id = name.router
            left join core.line as own on own.removed is null and own.source = name.source
                 and own.name = name.name and own.router = name.router
            left join core.line as any_router on any_router.removed is null
                 and any_router.source = name.source and any_router.name = name.name
                 and any_router.router is null
            where (:router = 0 or name.router = :router)
              and (:area = '' or :area = coalesce(
                   nullif(coalesce(own.area, any_router.area), ''), router.area))
            """;

    private static final String NAMES =
            """
            select name.id, name.router, coalesce(router.name, '') as router_name, name.name,
                   coalesce(claim.id, 0) as line, coalesce(claim.label, '') as label,
                   coalesce(nullif(claim.area, ''), router.area, '') as area
            from telemetry.line as name
            left join core.router on router.id = name.router
            left join lateral (
                select line.id, line.label, line.area from core.line
                where line.removed is null and line.source = name.source
                  and line.name = name.name
                  and (line.router = name.router or line.router is null)
                order by line.router nulls last limit 1) as claim on true
            where name.id = any (cast(:ids as int[]))
            """;

    /// Of which time.
    public enum Period {
        NOW,
        HOUR,
        TODAY,
        CYCLE
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
    private final Optional<LiveViews> views;
    private final RunningTotals totals;
    private final UsageRoom.Times times;

    Talkers(
            Database database,
            Directory directory,
            Optional<LiveViews> views,
            RunningTotals totals,
            UsageRoom.Times times) {
        this.database = database;
        this.db = database.client();
        this.directory = directory;
        this.views = views;
        this.totals = totals;
        this.times = times;
    }

    public Top top(Query query) {
        if (query.period() == Period.NOW) {
            return now(query);
        }
        return database.read(() ->
                totals.of(query.period())
                        .map(sums -> remembered(query, sums))
                        .orElseGet(() -> stored(query)));
    }

    private Top remembered(Query query, LineSums sums) {
        Optional<Set<Integer>> only = wanted(query);
        IntPredicate wanted = line -> only.isEmpty() || only.get().contains(line);
        return new Top(
                query.period(),
                sums.asOf(),
                named(sums.top(query.period(), query.by(), query.count(), wanted)));
    }

    /// What the database says of the whole period, its open end included.
    Top stored(Query query) {
        Instant now = times.clock().instant();
        Periods periods = Periods.at(now, times.zone());
        Optional<Set<Integer>> only = wanted(query);
        List<Ranked> ranked =
                db.execute()
                        .createQuery(STORED)
                        .addParam("from", utc(periods.start(query.period())))
                        .addParam("to", utc(periods.end(query.period())))
                        .addParam("everybody", only.isEmpty())
                        .addParam("wanted", only.orElse(Set.of()).toArray(Integer[]::new))
                        .addParam("direction", Fields.nameOf(query.by()))
                        .addParam("count", query.count())
                        .execute()
                        .map(Row::new)
                        .map(row ->
                                new Ranked(
                                        row.integer("line"), row.number("down"), row.number("up")))
                        .toList();
        return new Top(query.period(), now, named(ranked));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /// The names at a router or in an area; nothing: all.
    private Optional<Set<Integer>> wanted(Query query) {
        if (query.router() == 0 && query.area().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                db.execute()
                        .createQuery(WANTED)
                        .addParam("router", query.router())
                        .addParam("area", query.area())
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .collect(Collectors.toSet()));
    }

    private List<Talker> named(List<Ranked> ranked) {
        Map<Integer, Row> names =
                db.execute()
                        .createQuery(NAMES)
                        .addParam("ids", ranked.stream().map(Ranked::line).toArray(Integer[]::new))
                        .execute()
                        .map(Row::new)
                        .collect(Collectors.toMap(row -> row.integer("id"), row -> row));
        return ranked.stream()
                .flatMap(line ->
                        Optional.ofNullable(names.get(line.line())).stream()
                                .map(row -> talker(row, line)))
                .toList();
    }

    /// Sorted once a tick for all who ask the same. The order may be a little older than the rates,
    /// so who is in it is sorted again by what is shown.
    private Top now(Query query) {
        LiveViews live = views.orElseThrow(LiveRoutes::noLive);
        Sorted sorted = live.orders().sorted(order(query), Live.TICK.toNanos());
        Snapshot snapshot = live.snapshot();
        List<Talker> items =
                Arrays.stream(sorted.window(0, query.count()))
                        .mapToObj(name -> talker(snapshot, name))
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparingLong((Talker it) -> -moved(it, query.by())))
                        .toList();
        return new Top(query.period(), Instant.ofEpochMilli(snapshot.timeMicros() / 1000), items);
    }

    private static Order order(Query query) {
        return new Order(
                Order.Sort.valueOf(query.by().name()),
                true,
                Order.Only.ALL,
                query.router(),
                query.area(),
                "");
    }

    private static long moved(Talker talker, By by) {
        return switch (by) {
            case DOWN -> talker.down();
            case UP -> talker.up();
            case TOTAL -> talker.down() + talker.up();
        };
    }

    /// Nothing for a name whose rate is not known, or that has just gone.
    private Optional<Talker> talker(Snapshot snapshot, int name) {
        int row = snapshot.rowOf(name);
        boolean known =
                row >= 0
                        && (snapshot.state(row) == LineState.ONLINE
                                || snapshot.state(row) == LineState.IDLE);
        return Optional.ofNullable(directory.entries().get(name))
                .filter(_ -> known)
                .map(entry ->
                        new Talker(
                                name,
                                entry.line(),
                                entry.router(),
                                entry.routerName(),
                                entry.name(),
                                entry.label(),
                                entry.area(),
                                Math.max(0, snapshot.downBps(row)),
                                Math.max(0, snapshot.upBps(row))));
    }

    private static Talker talker(Row row, Ranked line) {
        return new Talker(
                row.integer("id"),
                row.integer("line"),
                row.integer("router"),
                row.text("router_name"),
                row.text("name"),
                row.text("label"),
                row.text("area"),
                line.down(),
                line.up());
    }
}
