package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatementDml;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/// Profiles that the lines of routers need, with their speeds. Call it within a unit of work.
public final class RouterProfiles {
    /// Only those that are not as these lines want them are looked at.
    private static final String SETTLE =
            """
            insert into core.router_profile
                (router, kind, name, rate_limit, conflict, state, since, last_error)
            select s.router, s.kind, s.profile, min(s.rate_limit),
                   case when count(distinct s.rate_limit) > 1
                        then string_agg(distinct s.rate_limit, ' | ') else '' end,
                   'pending', :now, ''
            from (select distinct w.router, w.kind, w.profile
                  from core.line_sync as y
                  join core.line_service as w on w.line = y.line and w.number = y.wanted
                  left join core.router_profile as p
                    on p.router = w.router and p.kind = w.kind and p.name = w.profile
                  where y.line = any (:lines) and w.router is not null and w.profile <> ''
                    and w.rate_limit <> ''
                    and (p.id is null or p.rate_limit <> w.rate_limit or p.conflict <> ''))
                 as touched
            join core.line_sync as y on y.router = touched.router
            join core.line_service as s on s.line = y.line and s.number = y.wanted
                 and s.kind = touched.kind and s.profile = touched.profile
                 and s.rate_limit <> '' and (s.enabled or s.reasons <> '{}')
            group by s.router, s.kind, s.profile
            on conflict (router, kind, name) do update
            set rate_limit = excluded.rate_limit, conflict = excluded.conflict, state = 'pending',
                since = case when router_profile.state = 'applied' then excluded.since
                             else router_profile.since end,
                attempts = 0, retry_at = null, last_error = ''
            where (router_profile.rate_limit, router_profile.conflict)
                  is distinct from (excluded.rate_limit, excluded.conflict)
            """;

    private static final String OF_ROUTER =
            """
            select router, kind, name, rate_limit, conflict, state, since, attempts, last_error,
                   coalesce(retry_at <= clock_timestamp(), true) as due
            from core.router_profile
            where router = :router
            order by kind, name
            """;

    private static final String APPLIED =
            """
            update core.router_profile
            set state = 'applied', checked = :now, attempts = 0, retry_at = null, last_error = '',
                actual = null, changing = false
            where router = :router and kind = :kind and name = :name and rate_limit = :rate_limit
              and (state <> 'applied' or changing)
            """;

    private static final String CHANGING =
            """
            update core.router_profile set changing = true
            where router = :router and kind = :kind and name = :name
            """;

    private static final String IS_CHANGING =
            """
            select changing from core.router_profile
            where router = :router and kind = :kind and name = :name for update
            """;

    private static final String FAILED =
            """
            update core.router_profile
            set state = 'failed', changing = false, checked = :now, attempts = attempts + 1,
                last_error = :error,
                actual = jsonb_build_object('rate-limit', cast(:actual as text)),
                since = case when state = 'applied' then :now else since end,
                retry_at = clock_timestamp() + (0.5 + random() / 2) * interval '1 second'
                    * least(300, 2 ^ least(attempts, 9))
            where router = :router and kind = :kind and name = :name
            """;

    /// A profile as it should be; `conflict` lists the speeds of which none is written.
    public record Wanted(
            int router,
            ServiceKind kind,
            String name,
            String rateLimit,
            String conflict,
            String state,
            java.time.Instant since,
            int attempts,
            String lastError,
            boolean due) {}

    private final DbClient db;
    private final Clock clock;

    RouterProfiles(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public List<Wanted> ofRouter(int router) {
        return db.execute()
                .createQuery(OF_ROUTER)
                .addParam("router", router)
                .execute()
                .map(row -> wanted(new Row(row)))
                .toList();
    }

    void settle(List<Integer> lines) {
        db.execute()
                .createInsert(SETTLE)
                .addParam("lines", lines.toArray(Integer[]::new))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// Before its speed is set: should we die in between, those who dialled in before are known.
    void changing(Wanted profile) {
        named(CHANGING, profile).execute();
    }

    /// It is there. Whether its speed was another one before, which we set.
    boolean applied(Wanted profile) {
        boolean changed =
                db.execute()
                        .createGet(IS_CHANGING)
                        .addParam("router", profile.router())
                        .addParam("kind", profile.kind().word())
                        .addParam("name", profile.name())
                        .execute()
                        .map(row -> new Row(row).flag("changing"))
                        .orElse(false);
        stamped(APPLIED, profile).addParam("rate_limit", profile.rateLimit()).execute();
        return changed;
    }

    void failed(Wanted profile, String error, String actual) {
        stamped(FAILED, profile).addParam("error", error).addParam("actual", actual).execute();
    }

    private DbStatementDml stamped(String sql, Wanted profile) {
        return named(sql, profile).addParam("now", clock.instant().atOffset(ZoneOffset.UTC));
    }

    private DbStatementDml named(String sql, Wanted profile) {
        return db.execute()
                .createUpdate(sql)
                .addParam("router", profile.router())
                .addParam("kind", profile.kind().word())
                .addParam("name", profile.name());
    }

    private static Wanted wanted(Row row) {
        return new Wanted(
                row.integer("router"),
                ServiceKind.of(row.text("kind")),
                row.text("name"),
                row.text("rate_limit"),
                row.text("conflict"),
                row.text("state"),
                row.time("since"),
                row.integer("attempts"),
                row.text("last_error"),
                row.flag("due"));
    }
}
