package io.lastmile.core.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Endpoints of lines; writing one settles what its line should have. Call it within a unit of
/// work.
public final class Endpoints {
    /// Rows of one statement.
    public static final int ROWS_MAX = 10_000;

    private static final String FIND =
            "select kind, address, mac, profile from core.line_endpoint where line = :line";

    /// Another living line at the same router with this address or, of a lease, this MAC.
    private static final String RIVAL =
            """
            select other.name
            from core.line_endpoint as theirs
            join core.line as other on other.id = theirs.line and other.removed is null
            join core.line as own
              on own.id = :line and coalesce(own.router, 0) = coalesce(other.router, 0)
            where theirs.line <> :line
              and (theirs.address <> '' and theirs.address = :address
                   or theirs.mac <> '' and theirs.mac = :mac
                      and theirs.kind = 'dhcp' and :kind = 'dhcp')
            limit 1
            """;

    /// Whoever looks whether an address is free waits here for whoever takes one.
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('core.line_endpoint')) is null as alone";

    private static final String PUT =
            """
            insert into core.line_endpoint
                (line, kind, address, mac, profile, changed, changed_by, why)
            select r.line, r.kind, r.address, r.mac, r.profile, :now, :by, :why
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                line int, kind text, address text, mac text, profile text)
            join core.line as l on l.id = r.line and l.removed is null
            order by r.line
            on conflict (line) do update
            set version = line_endpoint.version + 1, kind = excluded.kind,
                address = excluded.address, mac = excluded.mac, profile = excluded.profile,
                changed = excluded.changed, changed_by = excluded.changed_by, why = excluded.why
            where (line_endpoint.kind, line_endpoint.address, line_endpoint.mac,
                   line_endpoint.profile)
                  is distinct from
                  (excluded.kind, excluded.address, excluded.mac, excluded.profile)
            """;

    private final DbClient db;
    private final Intents intents;
    private final Clock clock;

    Endpoints(DbClient db, Intents intents, Clock clock) {
        this.db = db;
        this.intents = intents;
        this.clock = clock;
    }

    public Optional<Endpoint> find(int line) {
        return db.execute()
                .createGet(FIND)
                .addParam("line", line)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Endpoint(
                                ServiceKind.of(row.text("kind")),
                                row.text("address"),
                                row.text("mac"),
                                row.text("profile")));
    }

    /// Refused if another line has the address or the lease: the router has one of each.
    public void put(int line, Endpoint endpoint, String why) {
        db.execute().createQuery(ALONE).execute().forEach(_ -> {});
        db.execute()
                .createGet(RIVAL)
                .addParam("line", line)
                .addParam("kind", endpoint.kind().word())
                .addParam("address", endpoint.address())
                .addParam("mac", endpoint.mac())
                .execute()
                .map(row -> new Row(row).text("name"))
                .ifPresent(name -> {
                    String found = (endpoint.address() + " " + endpoint.mac()).strip();
                    throw Problem.conflict(
                                    new Fault(
                                            "address",
                                            found + " is the line's called " + name,
                                            "one that no other line has at this router"))
                            .refusal();
                });
        put(Map.of(line, endpoint), why);
    }

    /// Many at once, by line; lines that are gone are passed over. Lines without a change get no
    /// new version.
    public void put(Map<Integer, Endpoint> all, String why) {
        keep(all, why);
        intents.settle(List.copyOf(all.keySet()), why);
    }

    /// Without settling: whoever writes more of these lines settles them once, when all is there.
    void keep(Map<Integer, Endpoint> all, String why) {
        if (all.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "endpoints: %d (expected: <= %d)".formatted(all.size(), ROWS_MAX));
        }
        db.execute()
                .createInsert(PUT)
                .addParam("rows", rows(all))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .addParam("why", why)
                .execute();
    }

    private static String rows(Map<Integer, Endpoint> all) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        all.forEach((line, endpoint) ->
                rows.addObject()
                        .put("line", line)
                        .put("kind", endpoint.kind().word())
                        .put("address", endpoint.address())
                        .put("mac", endpoint.mac())
                        .put("profile", endpoint.profile()));
        return rows.toString();
    }
}
