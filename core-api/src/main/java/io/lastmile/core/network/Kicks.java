package io.lastmile.core.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.util.List;
import java.util.Map;

/// Sessions that still have what their line had before. Which ones they are is looked up once, just
/// after the change was read back, and kept: a session that began later is never thrown out. Call
/// it within a unit of work.
final class Kicks {
    static final String LOOK = "look";
    private static final int LOOKS_MAX = 20_000;
    private static final int READY_MAX = 500;

    private static final String COLUMNS =
            """
            select y.line, s.kind, s.name, y.kick, y.priority in (0, 3) as urgent
            from core.line_sync as y
            join core.line_service as s on s.line = y.line and s.number = y.wanted
            where y.router = :router and y.state = 'applied'
            """;

    private static final String LOOKS = COLUMNS + " and y.kick = 'look' limit :rows";
    private static final String READY =
            COLUMNS
                    + """
                    and y.kick not in ('', 'look')
                    order by urgent desc, y.priority, y.since, y.line limit :rows
                    """;

    private static final String FOUND =
            """
            update core.line_sync as y set kick = r.kick
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (line int, kick text, before text)
            where y.line = r.line and y.kick = r.before
            """;

    /// Everybody who dials in with a profile that has another speed now. They go at the pace of
    /// changes, whatever their line's last change was.
    private static final String LOOK_FOR_PROFILE =
            """
            update core.line_sync as y
            set kick = 'look',
                priority = case when y.state = 'applied' then 2 else y.priority end
            from core.line_service as s
            where s.line = y.line and s.number = y.wanted and y.router = :router
              and s.kind = :kind and s.profile = :profile and s.enabled and not s.walled
            """;

    record Kick(int line, ServiceKind kind, String name, String ids, boolean urgent) {}

    private final DbClient db;

    Kicks(DbClient db) {
        this.db = db;
    }

    List<Kick> looks(int router) {
        return kicks(LOOKS, router, LOOKS_MAX);
    }

    List<Kick> ready(int router) {
        return kicks(READY, router, READY_MAX);
    }

    private List<Kick> kicks(String sql, int router, int limit) {
        return db.execute()
                .createQuery(sql)
                .addParam("router", router)
                .addParam("rows", limit)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Kick(
                                row.integer("line"),
                                ServiceKind.of(row.text("kind")),
                                row.text("name"),
                                row.text("kick"),
                                row.flag("urgent")))
                .toList();
    }

    /// What is left to throw out, as ids by commas; an empty text is nothing.
    void found(Map<Kick, String> found) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        found.forEach((kick, ids) ->
                rows.addObject()
                        .put("line", kick.line())
                        .put("kick", ids)
                        .put("before", kick.ids()));
        if (!rows.isEmpty()) {
            db.execute().createUpdate(FOUND).addParam("rows", rows.toString()).execute();
        }
    }

    void lookForProfile(int router, RouterProfiles.Wanted profile) {
        db.execute()
                .createUpdate(LOOK_FOR_PROFILE)
                .addParam("router", router)
                .addParam("kind", profile.kind().word())
                .addParam("profile", profile.name())
                .execute();
    }
}
