package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Versions of what lines should have. `settle` works them out anew for any number of lines: a new
/// version is a row only where something changed. Call it within a unit of work.
public final class Intents {
    /// Lines of one statement.
    static final int CHUNK = 5_000;

    private static final String COLUMNS =
            """
            select s.line, s.number, s.made, s.made_by, s.why, s.router, s.kind, s.name, s.address,
                   s.mac, s.profile, s.rate_limit, s.enabled, s.walled,
                   array_to_string(s.reasons, ',') as reasons, s.credential
            from core.line_service as s
            """;

    private static final String WANTED =
            COLUMNS
                    + """
                    join core.line_sync as y on y.line = s.line and y.wanted = s.number
                    where s.line = :line
                    """;

    private static final String OF_ROUTER =
            COLUMNS
                    + """
                    join core.line_sync as y on y.line = s.line and y.wanted = s.number
                    where y.router = :router
                    order by s.name, s.line
                    """;

    private static final String VERSIONS =
            COLUMNS
                    + " where s.line = :line and s.number < :before"
                    + " order by s.number desc limit :rows";

    /// A removed line leaves its name, its fixed address and its MAC to a living one that has them
    /// now.
    private static final String RIVALS =
            """
            select other.id
            from core.line as own
            join core.line_endpoint as e on e.line = own.id and e.address <> ''
            join core.line_endpoint as o on o.address = e.address and o.line <> own.id
            join core.line as other on other.id = o.line and other.removed is not null
            join core.line_sync as y on y.line = other.id and y.router is not null
            where own.id = any (:lines) and own.removed is null
            union
            select other.id
            from core.line as own
            join core.line_endpoint as e on e.line = own.id and e.mac <> ''
            join core.line_endpoint as o on o.mac = e.mac and o.line <> own.id
            join core.line as other on other.id = o.line and other.removed is not null
            join core.line_sync as y on y.line = other.id and y.router is not null
            where own.id = any (:lines) and own.removed is null
            union
            select other.id
            from core.line as own
            join core.line as other
              on other.source = own.source and other.name = own.name and other.id <> own.id
            join core.line_sync as y on y.line = other.id and y.router is not null
            where own.id = any (:lines) and own.removed is null and other.removed is not null
            """;

    private static final String HELD =
            """
            select l.id from core.line as l
            where l.router = :router and l.removed is null
              and exists (select from core.line_hold as h
                          where h.line = l.id and h.lifted is null)
            order by l.id
            """;

    private static final String KNOW =
            """
            insert into core.line_sync (line, wanted, since)
            select id, 0, :now from core.line
            where id = any (:lines) and removed is null
            order by id
            on conflict (line) do nothing
            """;

    /// Whoever settles a line waits here for whoever else does: the last one sees all reasons.
    private static final String LOCK =
            "select line from core.line_sync where line = any (:lines) order by line for update";

    private static final String DESIRED =
            """
            with policy as materialized (
                select suspension from core.network_policy
            ), terms as materialized (
                select v.plan, v.rate_limit, v.profile
                from core.plan_terms(:now) as t
                join core.plan_version as v on v.plan = t.plan and v.number = t.number
            ), input as (
                select l.id as line, l.name, l.removed is null as living,
                       case when l.removed is not null
                                 and (exists (
                                     select from core.line as heir
                                     where heir.source = l.source and heir.name = l.name
                                       and heir.removed is null
                                       and coalesce(heir.router, 0) = coalesce(l.router, 0))
                                 or exists (
                                     select from core.line_endpoint as theirs
                                     join core.line as heir on heir.id = theirs.line
                                     where theirs.address <> '' and theirs.address = e.address
                                       and heir.removed is null
                                       and coalesce(heir.router, 0) = coalesce(l.router, 0))
                                 or exists (
                                     select from core.line_endpoint as theirs
                                     join core.line as heir on heir.id = theirs.line
                                     where theirs.mac <> '' and theirs.mac = e.mac
                                       and theirs.kind = e.kind and heir.removed is null
                                       and coalesce(heir.router, 0) = coalesce(l.router, 0)))
                            then null else l.router end as router,
                       coalesce(e.kind, case l.source when 2 then 'static' else 'pppoe' end)
                           as kind,
                       coalesce(e.address, '') as address, coalesce(e.mac, '') as mac,
                       coalesce(e.profile, '') as own_profile,
                       coalesce(nullif(t.profile, ''), 'plan-' || t.plan, '') as plan_profile,
                       coalesce(t.rate_limit, '') as rate_limit,
                       coalesce((select array_agg(h.reason order by h.reason)
                                 from core.line_hold as h
                                 where h.line = l.id and h.lifted is null
                                   and l.removed is null), '{}') as reasons,
                       coalesce((select max(c.number) from core.line_credential as c
                                 where c.line = l.id), 0) as credential,
                       (select suspension from policy) = 'walled'
                       and exists (select from core.router_turn as rt
                                   where rt.router = l.router and rt.rules_stand)
                       and not exists (select from core.line_hold as sh
                                       where sh.line = l.id and sh.lifted is null and sh.shut)
                           as may_wall
                from core.line as l
                left join core.line_endpoint as e on e.line = l.id
                left join terms as t on t.plan = l.plan
                where l.id = any (:lines)
            ), shaped as (
                select line, name, living, router, kind, address, mac, reasons, credential,
                       case when kind in ('static', 'dhcp') then ''
                            else coalesce(nullif(own_profile, ''), plan_profile) end as profile,
                       case when own_profile <> '' then '' else rate_limit end as rate_limit,
                       reasons <> '{}' as suspended, may_wall
                from input
            ), desired as (
                select line, name, router, kind, address, mac, profile, rate_limit, reasons,
                       credential, walls as walled, living and (not suspended or walls) as enabled
                from (select shaped.*,
                             living and suspended and may_wall
                             and (kind in ('static', 'dhcp') or kind = 'pppoe' and profile <> '')
                                 as walls
                      from shaped) as s
            ), fresh as (
            """;

    private static final String VERSION =
            """
                insert into core.line_service
                    (line, number, made, made_by, why, router, kind, name, address, mac, profile,
                     rate_limit, enabled, walled, reasons, credential)
                select d.line, y.wanted + 1, :now, :by, :why, d.router, d.kind, d.name, d.address,
                       d.mac, d.profile, d.rate_limit, d.enabled, d.walled, d.reasons, d.credential
                from desired as d
                join core.line_sync as y on y.line = d.line
                left join core.line_service as s on s.line = y.line and s.number = y.wanted
                where s.line is null
                   or (s.router, s.kind, s.name, s.address, s.mac, s.profile, s.rate_limit,
                       s.enabled, s.walled, s.reasons, s.credential)
                      is distinct from
                      (d.router, d.kind, d.name, d.address, d.mac, d.profile, d.rate_limit,
                       d.enabled, d.walled, d.reasons, d.credential)
                returning line, number, router, kind, name, enabled, walled
            ), left_behind as (
                insert into core.line_remnant (line, router, kind, name, address, mac, since)
                select s.line, s.router, s.kind, s.name, s.address, s.mac, :now
                from fresh as f
                join core.line_service as s on s.line = f.line and s.number = f.number - 1
                where s.router is not null
                  and (s.router, s.kind, s.name) is distinct from (f.router, f.kind, f.name)
                on conflict (router, kind, name) where done is null do nothing
            )
            update core.line_sync as y
            set router = f.router, wanted = f.number, attempts = 0,
                -- Who left all to an heir is wanted nowhere.
                state = case when f.router is null and not f.enabled then 'applied'
                             else 'pending' end,
                retry_at = null, last_error = '',
                since = case when y.state = 'applied' or y.wanted = 0 then :now else y.since end,
                priority = case
                    when s.line is null then 1
                    when f.enabled and not f.walled and not (s.enabled and not s.walled) then 0
                    when not (f.enabled and not f.walled) and s.enabled and not s.walled then 3
                    else 2 end
            from fresh as f
            left join core.line_service as s on s.line = f.line and s.number = f.number - 1
            where y.line = f.line
            """;

    private static final String SETTLE = DESIRED + VERSION;

    private final DbClient db;
    private final RouterProfiles profiles;
    private final Clock clock;

    Intents(DbClient db, RouterProfiles profiles, Clock clock) {
        this.db = db;
        this.profiles = profiles;
        this.clock = clock;
    }

    /// What is wanted of a line now; empty while nobody ever wanted anything.
    public Optional<Intent> wanted(int line) {
        return db.execute()
                .createGet(WANTED)
                .addParam("line", line)
                .execute()
                .map(row -> Intent.of(new Row(row)));
    }

    /// What is wanted of all lines of a router, by name.
    public List<Intent> ofRouter(int router) {
        return db.execute()
                .createQuery(OF_ROUTER)
                .addParam("router", router)
                .execute()
                .map(row -> Intent.of(new Row(row)))
                .toList();
    }

    /// All versions of a line, newest first.
    public Page<Intent> versions(int line, Page.Request request) {
        List<Intent> rows =
                db.execute()
                        .createQuery(VERSIONS)
                        .addParam("line", line)
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> Intent.of(new Row(row)))
                        .toList();
        return request.page(rows, intent -> Cursor.of(intent.number()));
    }

    /// Works out what these lines should have and keeps what is new; how many are. `why` is what
    /// their history says.
    public long settle(List<Integer> lines, String why) {
        return settle(lines, why, Actor.current().login());
    }

    long settle(List<Integer> lines, String why, String by) {
        long fresh = 0;
        for (int from = 0; from < lines.size(); from += CHUNK) {
            List<Integer> chunk = lines.subList(from, Math.min(from + CHUNK, lines.size()));
            fresh += settleChunk(withRivals(chunk), why, by);
        }
        if (fresh > 0) {
            profiles.settle(lines);
        }
        return fresh;
    }

    /// The same for all suspended lines of a router.
    void settleHeld(int router, String why) {
        List<Integer> held =
                db.execute()
                        .createQuery(HELD)
                        .addParam("router", router)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        settle(held, why);
    }

    private Integer[] withRivals(List<Integer> lines) {
        List<Integer> rivals =
                db.execute()
                        .createQuery(RIVALS)
                        .addParam("lines", lines.toArray(Integer[]::new))
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        return java.util.stream.Stream.concat(lines.stream(), rivals.stream())
                .distinct()
                .toArray(Integer[]::new);
    }

    private long settleChunk(Integer[] lines, String why, String by) {
        db.execute().createInsert(KNOW).addParam("lines", lines).addParam("now", now()).execute();
        db.execute().createQuery(LOCK).addParam("lines", lines).execute().forEach(_ -> {});
        return db.execute()
                .createUpdate(SETTLE)
                .addParam("lines", lines)
                .addParam("now", now())
                .addParam("by", by)
                .addParam("why", why)
                .execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
