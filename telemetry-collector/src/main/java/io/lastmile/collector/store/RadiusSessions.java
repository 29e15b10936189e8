package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.Source;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The rows of `telemetry.radius_session`.
final class RadiusSessions {
    private static final String OF_KEYS =
            """
            select r.id, r.router, r.acct_session, r.line, line.raw_name,
                   telemetry.micros(r.started) as started, telemetry.micros(r.told) as told,
                   r.down_total, r.up_total, coalesce(r.api_session, 0) as api, r.address,
                   r.address6, r.delegated_prefix, r.records,
                   telemetry.micros(r.ended) as ended, r.end_reason, r.terminate_cause
            from unnest(?::int[], ?::text[]) as g (router, key)
            join telemetry.radius_session as r on r.router = g.router and r.acct_session = g.key
            join telemetry.line on line.id = r.line
            order by r.started, r.id
            """;

    private static final String RESERVE =
            """
            select nextval(pg_get_serial_sequence('telemetry.session', 'id'))
            from generate_series(1, ?)
            """;

    private static final String SAVE =
            """
            insert into telemetry.radius_session as r
                (id, router, acct_session, line, started, told, down_total, up_total, api_session,
                 records, address, address6, delegated_prefix, ended, end_reason, terminate_cause)
            select g.id, g.router, g.key, g.line, telemetry.at(g.started), telemetry.at(g.told),
                   g.down, g.up, nullif(g.api, 0), g.records, nullif(g.address, ''),
                   nullif(g.address6, ''), nullif(g.prefix, ''),
                   case when g.reason <> '' then telemetry.at(g.ended) end, nullif(g.reason, ''),
                   nullif(g.cause, 0)
            from unnest(?::bigint[], ?::int[], ?::text[], ?::int[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::text[], ?::text[],
                        ?::text[], ?::bigint[], ?::text[], ?::int[])
                 as g (id, router, key, line, started, told, down, up, api, records, address,
                       address6, prefix, ended, reason, cause)
            on conflict (id) do update
            set told = excluded.told, down_total = excluded.down_total,
                up_total = excluded.up_total, records = excluded.records,
                address = excluded.address, address6 = excluded.address6,
                delegated_prefix = excluded.delegated_prefix, ended = excluded.ended,
                end_reason = excluded.end_reason, terminate_cause = excluded.terminate_cause
            """;

    /// A NAS that began or stopped accounting has no session of before.
    private static final String CLOSE =
            """
            update telemetry.radius_session
            set ended = telemetry.at(?), end_reason = ?
            where router = ? and ended is null and started < telemetry.at(?)
            """;

    private final Connection connection;

    RadiusSessions(Connection connection) {
        this.connection = connection;
    }

    /// All lives of these ids, the oldest first.
    List<RadiusLife> find(int[] routers, String[] keys) throws SQLException {
        List<RadiusLife> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(OF_KEYS)) {
            new Parameters(connection, select).add(routers).add(keys);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(life(row));
                }
            }
        }
        return found;
    }

    private static RadiusLife life(ResultSet row) throws SQLException {
        int router = row.getInt("router");
        String raw = new String(row.getBytes("raw_name"), StandardCharsets.ISO_8859_1);
        var line = new Line(router, Source.PPP_INTERFACE, raw, row.getInt("line"));
        var life =
                new RadiusLife(
                        router, row.getString("acct_session"), line, row.getLong("started") / 1000);
        life.id = row.getLong("id");
        life.toldMillis = row.getLong("told") / 1000;
        life.begins(row.getLong("down_total"), row.getLong("up_total"));
        life.apiSession = row.getLong("api");
        life.records = row.getInt("records");
        life.address = row.getString("address");
        life.address6 = row.getString("address6");
        life.delegatedPrefix = row.getString("delegated_prefix");
        String reason = row.getString("end_reason");
        if (reason != null) {
            life.endedMillis = row.getLong("ended") / 1000;
            life.end = RadiusLife.End.valueOf(reason.toUpperCase(Locale.ROOT).replace('-', '_'));
            long cause = row.getLong("terminate_cause");
            life.terminateCause = row.wasNull() ? null : Long.valueOf(cause);
        }
        return life;
    }

    /// Ids for new ones, of the same numbers as sessions of the API.
    void number(List<RadiusLife> anew) throws SQLException {
        try (PreparedStatement reserve = connection.prepareStatement(RESERVE)) {
            reserve.setInt(1, anew.size());
            try (ResultSet row = reserve.executeQuery()) {
                for (RadiusLife life : anew) {
                    row.next();
                    life.id = row.getLong(1);
                }
            }
        }
    }

    void save(Collection<RadiusLife> lives, Identities identities) throws SQLException {
        List<RadiusLife> all = List.copyOf(lives);
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            new Parameters(connection, save)
                    .add(longs(all, life -> life.id))
                    .add(ints(all, life -> life.router))
                    .add(texts(all, life -> life.key))
                    .add(ints(all, life -> identities.of(life.line)))
                    .add(longs(all, life -> life.startedMillis * 1000))
                    .add(longs(all, life -> life.toldMillis * 1000))
                    .add(longs(all, life -> life.down))
                    .add(longs(all, life -> life.up))
                    .add(longs(all, life -> life.apiSession))
                    .add(ints(all, life -> life.records))
                    .add(texts(all, life -> life.address))
                    .add(texts(all, life -> life.address6))
                    .add(texts(all, life -> life.delegatedPrefix))
                    .add(longs(all, life -> zero(life.endedMillis) * 1000))
                    .add(texts(all, life -> reason(life.end)))
                    .add(ints(all, life -> zero(life.terminateCause)));
            save.executeUpdate();
        }
    }

    int close(int router, long millis, RadiusLife.End how) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            close.setLong(1, millis * 1000);
            close.setString(2, reason(how));
            close.setInt(3, router);
            close.setLong(4, millis * 1000);
            return close.executeUpdate();
        }
    }

    private static String reason(RadiusLife.@Nullable End end) {
        return end == null ? "" : end.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long zero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static long[] longs(List<RadiusLife> all, ToLongFunction<RadiusLife> part) {
        return all.stream().mapToLong(part).toArray();
    }

    private static int[] ints(List<RadiusLife> all, ToLongFunction<RadiusLife> part) {
        return all.stream().mapToInt(life -> (int) part.applyAsLong(life)).toArray();
    }

    private static String[] texts(
            List<RadiusLife> all, Function<RadiusLife, @Nullable String> part) {
        return all.stream()
                .map(life -> {
                    String text = part.apply(life);
                    return text == null ? "" : text;
                })
                .toArray(String[]::new);
    }
}
