package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Row;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Who is behind which name, in memory, for what is asked every second for everybody. It holds the
/// names that are shown and no others: a name is read when it first appears, again when its line or
/// router was edited, and let go some time after it was last shown. While the database is away it
/// answers with what it knew.
public final class Directory {
    private static final System.Logger LOG = System.getLogger(Directory.class.getName());

    /// Edits of other processes are looked for this often; those of this one at once.
    private static final Duration EDITS = Duration.ofSeconds(15);

    /// Everything is read again this often: an edit under a clock that is wrong shows up late.
    private static final Duration WHOLE = Duration.ofMinutes(15);

    /// An edit carries the time at which its transaction began, and clocks differ a little.
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /// Names in one statement.
    static final int BATCH_MAX = 10_000;

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
            where name.id = any (:ids)
            """;

    private static final String EDITED_LINES =
            """
            select line.id as line, coalesce(name.id, 0) as name
            from core.line
            left join telemetry.line as name
                 on name.source = line.source and name.name = line.name
                 and (line.router is null or line.router = name.router)
            where line.changed >= :since
            """;

    private static final String EDITED_ROUTERS =
            "select id from core.router where changed >= :since";

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

    private record Edited(int line, int name) {}

    /// Whoever asks, the directory is whole; its readers choose what they show.
    private static final Actor READER = Actor.system("directory");

    private final Database database;
    private final DbClient db;
    private final Clock clock;
    private final Counter read;
    private final Counter failed;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private Instant editedSince;
    private long editsNanos = System.nanoTime();
    private long wholeNanos = System.nanoTime();
    private Set<Integer> unseen = Set.of();

    Directory(Database database, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.db = database.client();
        this.clock = clock;
        this.editedSince = clock.instant().minus(OVERLAP);
        this.read = meters.counter("lastmile.core.directory.read");
        this.failed = meters.counter("lastmile.core.directory.failures");
        meters.gaugeMapSize("lastmile.core.directory.names", List.of(), entries);
    }

    /// The names as last read. An entry that somebody looked up may be gone the next time.
    public Map<Integer, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /// Somebody edited lines or routers: read them again at the next occasion.
    public void changed() {
        changed.set(true);
    }

    /// Reads what is due: of the names that are `shown`, those that are new or were edited. Called
    /// by one thread, about once a second; waits for the database.
    public void refresh(int[] shown) {
        boolean told = changed.getAndSet(false);
        try {
            if (told || isOver(editsNanos, EDITS)) {
                readEdited();
            }
            load(Arrays.stream(shown).filter(id -> !entries.containsKey(id)));
            if (isOver(wholeNanos, WHOLE)) {
                renew(shown);
            }
        } catch (DatabaseUnavailable | DbClientException e) {
            changed.set(told || changed.get());
            failed.increment();
            LOG.log(System.Logger.Level.DEBUG, "directory not refreshed", e);
        }
    }

    private static boolean isOver(long sinceNanos, Duration length) {
        return System.nanoTime() - sinceNanos >= length.toNanos();
    }

    /// A line that claimed another name before its edit is found by the entries that still show it.
    private void readEdited() {
        Instant next = clock.instant().minus(OVERLAP);
        List<Edited> lines =
                edited(EDITED_LINES, row -> new Edited(row.integer("line"), row.integer("name")));
        Set<Integer> ids = lines.stream().map(Edited::line).collect(Collectors.toSet());
        Set<Integer> names = lines.stream().map(Edited::name).collect(Collectors.toSet());
        Set<Integer> routers = new HashSet<>(edited(EDITED_ROUTERS, row -> row.integer("id")));
        if (!ids.isEmpty() || !routers.isEmpty()) {
            load(
                    entries.values().stream()
                            .filter(entry ->
                                    names.contains(entry.id())
                                            || ids.contains(entry.line())
                                            || routers.contains(entry.router()))
                            .mapToInt(Entry::id));
        }
        editedSince = next;
        editsNanos = System.nanoTime();
    }

    /// Lets go what was not shown now nor the last time.
    void renew(int[] shown) {
        Set<Integer> now = Arrays.stream(shown).boxed().collect(Collectors.toSet());
        unseen.stream().filter(id -> !now.contains(id)).forEach(entries::remove);
        unseen =
                entries.keySet().stream()
                        .filter(id -> !now.contains(id))
                        .collect(Collectors.toUnmodifiableSet());
        load(entries.keySet().stream().mapToInt(id -> id));
        wholeNanos = System.nanoTime();
    }

    private void load(IntStream wanted) {
        int[] ids = wanted.toArray();
        for (int from = 0; from < ids.length; from += BATCH_MAX) {
            List<Integer> batch =
                    Arrays.stream(ids, from, Math.min(ids.length, from + BATCH_MAX))
                            .boxed()
                            .toList();
            for (Entry entry : load(batch)) {
                entries.put(entry.id(), entry);
            }
            read.increment(batch.size());
        }
    }

    private List<Entry> load(Collection<Integer> ids) {
        return READER.call(() ->
                database.read(() ->
                        db.execute()
                                .createQuery(LOAD)
                                .addParam("ids", ids.toArray(Integer[]::new))
                                .execute()
                                .map(row -> entry(new Row(row)))
                                .toList()));
    }

    private <T> List<T> edited(String sql, Function<Row, T> of) {
        return READER.call(() ->
                database.read(() ->
                        db.execute()
                                .createQuery(sql)
                                .addParam("since", editedSince.atOffset(ZoneOffset.UTC))
                                .execute()
                                .map(row -> of.apply(new Row(row)))
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
