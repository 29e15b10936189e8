package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.ActiveSessions.Active;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollOutcome.Started;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// The sessions that began in a batch. Their first reading is their checkpoint, as of the batch
/// before, because later polls of the same batch may already have moved them on.
final class NewSessions {
    private static final String RESERVE =
            """
            select nextval(pg_get_serial_sequence('telemetry.session', 'id'))
            from generate_series(1, ?)
            """;

    private static final String INSERT =
            """
            insert into telemetry.session (id, line, router, epoch, source, start_reason, ros_id,
                started, down_total, up_total, checkpoint_batch, checkpoint_time, if_name,
                address, caller_id, acct_session_id, seen, radius)
            overriding system value
            select g.id, g.line, g.router, g.epoch, g.source, g.reason, g.ros_id,
                   telemetry.at(g.started), g.down, g.up, ?, telemetry.at(g.time), g.if_name,
                   nullif(g.address, ''), nullif(g.caller, ''), nullif(g.acct, ''),
                   telemetry.at(g.time), g.shadow = 1
            from unnest(?::bigint[], ?::int[], ?::int[], ?::int[], ?::smallint[], ?::smallint[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bytea[], ?::text[], ?::text[], ?::text[], ?::smallint[])
                 as g (id, line, router, epoch, source, reason, ros_id, started, down, up, time,
                       if_name, address, caller, acct, shadow)
            """;

    private static final String COUNTED_BY_RADIUS =
            """
            select count(*)
            from telemetry.session as s join telemetry.radius_session as r on r.router = s.router
            where s.id = any (?::bigint[])
              and case when s.acct_session_id is null then r.line = s.line and r.ended is null
                       else r.acct_session = telemetry.acct_key(s.acct_session_id)
                            and (r.ended is null or r.told > telemetry.radius_lately(r.router))
                            and s.started >= r.started - interval '10 minutes' end
            """;

    private record New(int router, long timeMicros, Started started) {
        Session session() {
            return started.session();
        }
    }

    private final List<New> all = new ArrayList<>();
    private final DisplayNames display;

    NewSessions(List<PollOutcome> outcomes, DisplayNames display) {
        this.display = display;
        for (PollOutcome outcome : outcomes) {
            long timeMicros = outcome.reading().timeMicros();
            outcome.started().forEach(s -> all.add(new New(outcome.router(), timeMicros, s)));
        }
    }

    void write(Connection connection, long batch, Identities identities)
            throws SQLException, Fenced {
        if (all.isEmpty()) {
            return;
        }
        reserve(connection, identities);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            new Parameters(connection, insert)
                    .add(batch - 1)
                    .add(longs(n -> identities.of(n.session())))
                    .add(ints(n -> identities.of(n.session().line())))
                    .add(ints(New::router))
                    .add(ints(n -> n.session().key().epoch()))
                    .add(shorts(n -> n.session().key().source().code()))
                    .add(shorts(n -> n.session().startReason().code()))
                    .add(longs(n -> n.session().key().rosId()))
                    .add(longs(n -> n.session().startedMicros()))
                    .add(longs(n -> n.started().downTotal()))
                    .add(longs(n -> n.started().upTotal()))
                    .add(longs(New::timeMicros))
                    .add(names())
                    .add(texts(Active::address))
                    .add(texts(Active::callerId))
                    .add(texts(Active::acctSessionId))
                    .add(shorts(n -> n.session().isShadow() ? 1 : 0));
            insert.executeUpdate();
        }
        fence(connection, identities);
    }

    /// A session that RADIUS began to count after the pipeline last heard of it must not be counted
    /// here too: it is worked out anew from what the database knows now.
    private void fence(Connection connection, Identities identities) throws SQLException, Fenced {
        long[] counted =
                all.stream()
                        .filter(n -> !n.session().isShadow())
                        .filter(n -> n.session().line().source() == Source.PPP_INTERFACE)
                        .mapToLong(n -> identities.of(n.session()))
                        .toArray();
        if (counted.length == 0) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(COUNTED_BY_RADIUS)) {
            new Parameters(connection, select).add(counted);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (row.getInt(1) > 0) {
                    throw new Fenced("sessions that RADIUS counts: " + row.getInt(1));
                }
            }
        }
    }

    private void reserve(Connection connection, Identities identities) throws SQLException {
        try (PreparedStatement reserve = connection.prepareStatement(RESERVE)) {
            new Parameters(connection, reserve).add(all.size());
            try (ResultSet row = reserve.executeQuery()) {
                for (New anew : all) {
                    row.next();
                    identities.give(anew.session(), row.getLong(1));
                }
            }
        }
    }

    private byte[][] names() {
        return all.stream()
                .map(n -> n.session().key().ifName().getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    private String[] texts(Function<Active, String> part) {
        return all.stream()
                .map(n -> display.of(n.router(), n.started().active().map(part).orElse("")))
                .toArray(String[]::new);
    }

    private long[] longs(ToLongFunction<New> part) {
        return all.stream().mapToLong(part).toArray();
    }

    private int[] ints(ToIntFunction<New> part) {
        return all.stream().mapToInt(part).toArray();
    }

    private short[] shorts(ToIntFunction<New> part) {
        short[] values = new short[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) part.applyAsInt(all.get(i));
        }
        return values;
    }
}
