package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Jobs;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Versions of plans whose time has come, and now and then every line once more: whatever was
/// missed, for example because a clock was wrong, comes right by itself.
final class PlanTimes {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(30);

    private static final String UNTIL = "select plans_until from core.network_clock where id = 1";
    private static final String MOVE =
            "update core.network_clock set plans_until = :now where id = 1";

    private static final String TOUCHED =
            """
            select l.id from core.line as l
            where l.removed is null and l.plan in (
                select v.plan from core.plan_version as v
                where v.effective > :until and v.effective <= :now)
            order by l.id
            """;

    private static final String AFTER =
            """
            select l.id from core.line as l
            left join core.line_sync as y on y.line = l.id
            where l.id > :after and (l.removed is null or y.line is not null)
            order by l.id limit :rows
            """;

    private final Database database;
    private final Intents intents;
    private final Clock clock;

    PlanTimes(Database database, Intents intents, Clock clock) {
        this.database = database;
        this.intents = intents;
        this.clock = clock;
    }

    void jobs(Jobs jobs) {
        jobs.add("network-plans", EVERY, this::apply);
        jobs.add("network-sweep", SWEEP_EVERY, this::sweep);
    }

    /// After a clock that went back it begins from there: settling twice changes nothing.
    void apply() {
        database.transact(() -> {
            DbClient db = database.client();
            Instant now = clock.instant();
            Instant until =
                    db.execute()
                            .createGet(UNTIL)
                            .execute()
                            .map(row -> new Row(row).time("plans_until"))
                            .orElseThrow();
            List<Integer> touched =
                    db.execute()
                            .createQuery(TOUCHED)
                            .addParam("until", until.atOffset(ZoneOffset.UTC))
                            .addParam("now", now.atOffset(ZoneOffset.UTC))
                            .execute()
                            .map(row -> new Row(row).integer("id"))
                            .toList();
            intents.settle(touched, "plan's version begins");
            return db.execute()
                    .createUpdate(MOVE)
                    .addParam("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
        });
    }

    void sweep() {
        int after = 0;
        while (after >= 0) {
            int from = after;
            after = database.transact(() -> swept(from));
        }
    }

    private int swept(int after) {
        List<Integer> lines =
                database.client()
                        .execute()
                        .createQuery(AFTER)
                        .addParam("after", after)
                        .addParam("rows", Intents.CHUNK)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        intents.settle(lines, "looked at again");
        return lines.isEmpty() ? -1 : lines.getLast();
    }
}
