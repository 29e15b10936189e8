package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// The one row of the policy. Call it within a unit of work.
public final class NetworkPolicies {
    private static final String CURRENT =
            """
            select version, suspension, guard_lines, guard_percent, compare_seconds
            from core.network_policy where id = 1
            """;

    private static final String CHANGE =
            """
            update core.network_policy
            set version = version + 1, suspension = :suspension, guard_lines = :guard_lines,
                guard_percent = :guard_percent, compare_seconds = :compare_seconds,
                changed = :now, changed_by = :by
            where id = 1 and version = :version
            """;

    private static final String SUSPENDED =
            "select distinct line from core.line_hold where lifted is null order by line";

    private final DbClient db;
    private final Intents intents;
    private final Clock clock;

    NetworkPolicies(DbClient db, Intents intents, Clock clock) {
        this.db = db;
        this.intents = intents;
        this.clock = clock;
    }

    public NetworkPolicy current() {
        return db.execute()
                .createGet(CURRENT)
                .execute()
                .map(Row::new)
                .map(NetworkPolicies::policy)
                .orElseThrow();
    }

    /// False if somebody changed it since `policy.version()`. What all suspended lines should have
    /// follows at once.
    public boolean change(NetworkPolicy policy) {
        boolean changed =
                db.execute()
                                .createUpdate(CHANGE)
                                .addParam("suspension", Fields.nameOf(policy.suspension()))
                                .addParam("guard_lines", policy.guardLines())
                                .addParam("guard_percent", policy.guardPercent())
                                .addParam("compare_seconds", policy.compareSeconds())
                                .addParam("version", policy.version())
                                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                                .addParam("by", Actor.current().login())
                                .execute()
                        > 0;
        if (changed) {
            intents.settle(suspended(), "policy changed");
        }
        return changed;
    }

    private List<Integer> suspended() {
        return db.execute()
                .createQuery(SUSPENDED)
                .execute()
                .map(row -> new Row(row).integer("line"))
                .toList();
    }

    private static NetworkPolicy policy(Row row) {
        return new NetworkPolicy(
                row.number("version"),
                NetworkPolicy.Suspension.valueOf(row.text("suspension").toUpperCase(Locale.ROOT)),
                row.integer("guard_lines"),
                row.integer("guard_percent"),
                row.integer("compare_seconds"));
    }
}
