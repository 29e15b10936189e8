package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.PollOutcome;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The names of a batch that the database does not know yet. Another collector may be writing the
/// same name at the same moment, so they are inserted where missing and then looked up.
final class NewLines {
    private static final String INSERT =
            """
            insert into telemetry.line (router, source, raw_name, name, first_seen)
            select distinct on (g.router, g.source, g.raw_name)
                   g.router, g.source, g.raw_name, g.name, telemetry.at(?)
            from unnest(?::int[], ?::smallint[], ?::bytea[], ?::text[])
                 as g (router, source, raw_name, name)
            order by g.router, g.source, g.raw_name
            on conflict (router, source, raw_name) do nothing
            """;

    private static final String FIND =
            """
            select g.number, line.id
            from unnest(?::int[], ?::smallint[], ?::bytea[])
                 with ordinality as g (router, source, raw_name, number)
            join telemetry.line on line.router = g.router and line.source = g.source
                 and line.raw_name = g.raw_name
            """;

    private final List<Line> lines;
    private final int[] routers;
    private final short[] sources;
    private final byte[][] rawNames;
    private final String[] names;

    static NewLines of(List<PollOutcome> outcomes, DisplayNames display) {
        Set<Line> named = Collections.newSetFromMap(new IdentityHashMap<>());
        for (PollOutcome outcome : outcomes) {
            outcome.started().forEach(s -> named.add(s.session().line()));
            outcome.samples().forEach(s -> named.add(s.session().line()));
        }
        return new NewLines(named, display);
    }

    /// Each of them an object of its own, whatever its name.
    NewLines(Collection<Line> named, DisplayNames display) {
        lines = named.stream().filter(line -> line.id() == 0).toList();
        routers = new int[lines.size()];
        sources = new short[lines.size()];
        rawNames = new byte[lines.size()][];
        names = new String[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            routers[i] = line.router();
            sources[i] = line.source().code();
            rawNames[i] = line.rawName().getBytes(StandardCharsets.ISO_8859_1);
            names[i] = display.of(line.router(), line.rawName());
        }
    }

    void write(Connection connection, long timeMicros, Identities identities) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            new Parameters(connection, insert)
                    .add(timeMicros)
                    .add(routers)
                    .add(sources)
                    .add(rawNames)
                    .add(names);
            insert.executeUpdate();
        }
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            new Parameters(connection, find).add(routers).add(sources).add(rawNames);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    identities.give(lines.get(row.getInt(1) - 1), row.getInt(2));
                }
            }
        }
    }
}
