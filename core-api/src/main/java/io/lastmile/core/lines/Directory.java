package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Who is behind which name, in memory, for what is asked every second for everybody. Read anew
/// after a change here and every quarter of a minute, new names every other second. While the
/// database is away it answers with what it knew.
public final class Directory {
    private static final System.Logger LOG = System.getLogger(Directory.class.getName());
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final Duration NEW = Duration.ofSeconds(2);

    private static final String LOAD =
            """
            select name.id, name.router, coalesce(router.name, '') as router_name, name.name,
                   coalesce(own.id, any_router.id, 0) as line,
                   coalesce(own.label, any_router.label, '') as label,
                   coalesce(nullif(coalesce(own.area, any_router.area), ''), router.area, '')
                       as area
            from telemetry.line as name
            left join core.router on router.id = name.router
            left join core.line as own on own.removed is null and own.source = name.source
                 and own.name = name.name and own.router = name.router
            left join core.line as any_router on any_router.removed is null
                 and any_router.source = name.source and any_router.name = name.name
                 and any_router.router is null
            where name.id > :after
            """;

    /// One name as the live table shows it; `line` is 0 if no line claims it. `haystack` is what a
    /// search looks into, in lower case.
    public record Entry(
            int id,
            int line,
            int router,
            String routerName,
            String name,
            String label,
            String area,
            String haystack) {
        public boolean accounted() {
            return line != 0;
        }
    }

    /// Whoever asks, the directory is whole; its readers choose what they show.
    private static final Actor READER = Actor.system("directory");

    private final Database database;
    private final DbClient db;
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private volatile Map<Integer, Entry> entries = Map.of();
    private long wholeNanos;
    private long newNanos;
    private int last;

    Directory(Database database) {
        this.database = database;
        this.db = database.client();
    }

    /// The names as last read; the map never changes.
    public Map<Integer, Entry> entries() {
        return entries;
    }

    /// Somebody edited lines or routers: read all again at the next occasion.
    void changed() {
        changed.set(true);
    }

    /// Reads what is due. Called by one thread, about once a second.
    public void refresh() {
        long now = System.nanoTime();
        try {
            if (changed.getAndSet(false) || now - wholeNanos > WHOLE.toNanos()) {
                merge(new HashMap<>(), load(0));
                wholeNanos = now;
                newNanos = now;
            } else if (now - newNanos > NEW.toNanos()) {
                newNanos = now;
                List<Entry> added = load(last);
                if (!added.isEmpty()) {
                    merge(new HashMap<>(entries), added);
                }
            }
        } catch (DatabaseUnavailable | DbClientException e) {
            changed.set(true);
            LOG.log(System.Logger.Level.DEBUG, "directory not refreshed", e);
        }
    }

    private void merge(Map<Integer, Entry> into, List<Entry> added) {
        for (Entry entry : added) {
            into.put(entry.id(), entry);
            last = Math.max(last, entry.id());
        }
        entries = Map.copyOf(into);
    }

    private List<Entry> load(int after) {
        return READER.call(() ->
                database.read(() ->
                        db.execute()
                                .createQuery(LOAD)
                                .addParam("after", after)
                                .execute()
                                .map(row -> entry(new Row(row)))
                                .toList()));
    }

    private static Entry entry(Row row) {
        String name = row.text("name");
        String label = row.text("label");
        String area = row.text("area");
        String routerName = row.text("router_name");
        return new Entry(
                row.integer("id"),
                row.integer("line"),
                row.integer("router"),
                routerName,
                name,
                label,
                area,
                String.join("\n", name, label, area, routerName).toLowerCase(Locale.ROOT));
    }
}
