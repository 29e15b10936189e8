package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.radius.AccountingRecord;
import io.lastmile.collector.radius.AccountingStatus;
import io.lastmile.collector.radius.JournalEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postgresql.PGConnection;

/// One transaction of the ledger: some journal entries, in order, with all that they change. May be
/// written again from the start after a rollback.
final class RadiusBatch {
    static final short SOURCE = 3;

    /// No NAS keeps a record longer; a greater Acct-Delay-Time is its clock's mistake.
    private static final Duration DELAY_MAX = Duration.ofDays(7);

    /// Records come every few minutes; what one carries over more is a gap.
    private static final Duration GAP = Duration.ofHours(1);

    private static final long NO_NEXT = 253_402_300_799_000L;

    private static final String MEET_NAS =
            """
            insert into telemetry.radius_nas (router, since)
            select g.router, telemetry.at(g.since) from unnest(?::int[], ?::bigint[])
                as g (router, since)
            on conflict (router) do nothing
            """;

    private static final String NAS_SINCE =
            """
            select router, telemetry.micros(since) from telemetry.radius_nas
            where router = any (?::int[])
            """;

    private static final String MOVE_ROUTERS =
            "update telemetry.router_state set batch = ? where router = any (?::int[])";

    private static final String COPY_SAMPLES =
            """
            copy telemetry.sample (time, session, batch, down_total, up_total, down, up, line,
                                   span_ms, source, reason, marks)
            from stdin (format binary)
            """;

    private static final int SAMPLE_FIELDS = 12;

    private static final String ADD_BATCH =
            """
            insert into telemetry.radius_batch (batch, since, until, parts)
            values (?, telemetry.at(?), telemetry.at(?), ?)
            """;

    private record Key(int router, String session) {}

    /// What a life moved, with its readings after it.
    private record Counted(RadiusLife life, RadiusLife.Moved moved, long down, long up) {}

    private final List<JournalEntry> entries;
    private final DisplayNames display;
    private final Map<Key, List<RadiusLife>> lives = new HashMap<>();
    private final Map<Integer, Long> nasSince = new HashMap<>();
    private final Set<RadiusLife> touched = new LinkedHashSet<>();
    private final List<Counted> counted = new ArrayList<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Set<Integer> switched = new TreeSet<>();

    /// Of sessions all, or one that speaks of a whole NAS.
    RadiusBatch(List<JournalEntry> entries, DisplayNames display) {
        this.entries = entries;
        this.display = display;
    }

    /// The entries from the first on that may be in one transaction.
    static List<JournalEntry> together(List<JournalEntry> waiting) {
        int end = 0;
        while (end < waiting.size() && waiting.get(end).said().status().isOfSession()) {
            end++;
        }
        return waiting.subList(0, Math.max(1, end));
    }

    /// Everything but the commit.
    void write(Connection connection, CopyRows copy) throws SQLException {
        long number = RouterStates.begin(connection);
        hold(connection);
        AccountingRecord first = entries.getFirst().said();
        var sessions = new RadiusSessions(connection);
        if (!first.status().isOfSession()) {
            JournalEntry entry = entries.getFirst();
            int unused =
                    sessions.close(
                            entry.router(),
                            timeMillis(entry, first),
                            first.status() == AccountingStatus.ACCOUNTING_ON
                                    ? RadiusLife.End.ACCOUNTING_ON
                                    : RadiusLife.End.ACCOUNTING_OFF);
            return;
        }
        load(sessions);
        var links = new RadiusLinks(connection);
        for (JournalEntry entry : entries) {
            apply(entry, links);
        }
        save(connection, sessions, number, copy);
    }

    /// Nobody commits a poll of these routers until this transaction ends.
    private void hold(Connection connection) throws SQLException {
        TreeMap<Integer, Long> firsts = new TreeMap<>();
        entries.forEach(e -> firsts.merge(e.router(), e.receivedMillis() * 1000, Math::min));
        int[] routers = RouterStates.ints(firsts.keySet());
        RouterStates.meet(connection, routers);
        Map<Integer, Long> unused = RouterStates.lock(connection, firsts.keySet());
        try (PreparedStatement meet = connection.prepareStatement(MEET_NAS)) {
            new Parameters(connection, meet)
                    .add(routers)
                    .add(firsts.values().stream().mapToLong(Long::longValue).toArray());
            meet.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement(NAS_SINCE)) {
            new Parameters(connection, select).add(routers);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    nasSince.put(row.getInt(1), row.getLong(2) / 1000);
                }
            }
        }
    }

    private void load(RadiusSessions sessions) throws SQLException {
        Set<Key> keys = new LinkedHashSet<>();
        entries.forEach(e -> keys.add(new Key(e.router(), e.said().sessionKey())));
        int[] routers = keys.stream().mapToInt(Key::router).toArray();
        String[] names = keys.stream().map(Key::session).toArray(String[]::new);
        for (RadiusLife life : sessions.find(routers, names)) {
            lives.computeIfAbsent(new Key(life.router, life.key), _ -> new ArrayList<>()).add(life);
        }
    }

    private static long timeMillis(JournalEntry entry, AccountingRecord said) {
        Long delay = said.delaySeconds();
        long millis = delay == null ? 0 : Math.min(delay * 1000, DELAY_MAX.toMillis());
        return entry.receivedMillis() - millis;
    }

    private void apply(JournalEntry entry, RadiusLinks links) throws SQLException {
        AccountingRecord said = entry.said();
        long time = timeMillis(entry, said);
        RadiusLife life = life(entry.router(), said, time, links);
        RadiusLife.Moved moved = life.tell(said, time);
        if (said.status() == AccountingStatus.STOP) {
            life.ends(time, RadiusLife.End.STOP, said.terminateCause());
        }
        touched.add(life);
        if (moved.down() > 0 || moved.up() > 0) {
            counted.add(new Counted(life, moved, life.down, life.up));
        }
    }

    /// The life that a record speaks of. A Start says when it began; another record by its age; one
    /// without an age is of the newest.
    private RadiusLife life(int router, AccountingRecord said, long time, RadiusLinks links)
            throws SQLException {
        String user = user(said);
        List<RadiusLife> of =
                lives.computeIfAbsent(new Key(router, said.sessionKey()), _ -> new ArrayList<>());
        Long age =
                said.status() == AccountingStatus.START ? Long.valueOf(0) : said.sessionSeconds();
        long started = age == null ? time : time - age * 1000;
        for (RadiusLife life : of.reversed()) {
            if (life.began(started, user) || age == null && life.isOf(user)) {
                return life;
            }
        }
        return begun(of, anew(router, said, user, started), links);
    }

    /// A user name is what a line is called; the session's own id where there is none.
    private static String user(AccountingRecord said) {
        return said.user().isEmpty() ? "radius " + said.sessionKey() : said.user();
    }

    private RadiusLife anew(int router, AccountingRecord said, String user, long started) {
        Line line =
                lines.computeIfAbsent(
                        router + " " + user, _ -> new Line(router, Source.PPP_INTERFACE, user, 0));
        return new RadiusLife(router, said.sessionKey(), line, started);
    }

    /// A life begins where the API's count of it stands; else at nothing if it was told from its
    /// beginning, as every record of it waits at its NAS until it is answered; else its first
    /// reading is the base.
    private RadiusLife begun(List<RadiusLife> of, RadiusLife life, RadiusLinks links)
            throws SQLException {
        int at = 0;
        while (at < of.size() && of.get(at).startedMillis <= life.startedMillis) {
            at++;
        }
        long next = at < of.size() ? of.get(at).startedMillis : NO_NEXT;
        if (at > 0 && of.get(at - 1).end == null) {
            of.get(at - 1).ends(life.startedMillis, RadiusLife.End.SUCCEEDED, null);
            touched.add(of.get(at - 1));
        }
        of.add(at, life);
        if (at + 1 < of.size()) {
            life.ends(next, RadiusLife.End.SUCCEEDED, null);
        }
        if (links.take(life, next)) {
            switched.add(life.router);
        } else if (life.startedMillis
                < nasSince.getOrDefault(life.router, 0L) - RadiusLife.START_SLACK.toMillis()) {
            life.begins(RadiusLife.UNREAD, RadiusLife.UNREAD);
        }
        return life;
    }

    private void save(Connection connection, RadiusSessions sessions, long number, CopyRows copy)
            throws SQLException {
        var identities = new Identities();
        new NewLines(lines.values(), display)
                .write(connection, entries.getFirst().receivedMillis() * 1000, identities);
        sessions.number(touched.stream().filter(life -> life.id == 0).toList());
        sessions.save(touched, identities);
        if (!switched.isEmpty()) {
            try (PreparedStatement move = connection.prepareStatement(MOVE_ROUTERS)) {
                move.setLong(1, number);
                move.setArray(
                        2,
                        connection
                                .unwrap(PGConnection.class)
                                .createArrayOf("int4", RouterStates.ints(switched)));
                move.executeUpdate();
            }
        }
        if (!counted.isEmpty()) {
            addBatch(connection, number);
            copy.copy(
                    connection.unwrap(PGConnection.class).getCopyAPI(),
                    COPY_SAMPLES,
                    rows -> samples(rows, number, identities));
        }
    }

    private void addBatch(Connection connection, long number) throws SQLException {
        long since = counted.stream().mapToLong(c -> c.moved().timeMillis()).min().orElseThrow();
        long until = counted.stream().mapToLong(c -> c.moved().timeMillis()).max().orElseThrow();
        long parts = counted.stream().mapToLong(c -> 2 + c.moved().spanMillis() / 300_000).sum();
        try (PreparedStatement add = connection.prepareStatement(ADD_BATCH)) {
            add.setLong(1, number);
            add.setLong(2, since * 1000);
            add.setLong(3, until * 1000);
            add.setLong(4, parts);
            add.executeUpdate();
        }
    }

    private void samples(CopyRows rows, long number, Identities identities) throws SQLException {
        for (Counted one : counted) {
            int span = (int) Math.min(one.moved().spanMillis(), Integer.MAX_VALUE);
            rows.row(SAMPLE_FIELDS);
            rows.time(one.moved().timeMillis() * 1000);
            rows.int8(one.life().id);
            rows.int8(number);
            rows.int8(one.down());
            rows.int8(one.up());
            rows.int8(one.moved().down());
            rows.int8(one.moved().up());
            rows.int4(identities.of(one.life().line));
            rows.int4(span);
            rows.int2(SOURCE);
            rows.int2(Reason.CONTINUED.code());
            rows.int2(span > GAP.toMillis() ? Sample.GAP : 0);
        }
    }
}
