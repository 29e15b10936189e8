package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of terminations. Call it within a unit of work.
public final class Terminations {
    private static final String PENDING =
            """
            select id, subscription, cast(day as text) as day, why
            from core.termination where subscription = :id and settled is null
            """;

    private static final String ADD =
            """
            insert into core.termination (subscription, day, why, made, made_by)
            values (:id, cast(:day as date), :why, :now, :by)
            returning id
            """;

    private static final String SETTLE =
            """
            update core.termination
            set settled = :now, settled_by = :by, outcome = :outcome
            where id = :id and settled is null
            """;

    private final DbClient db;
    private final Clock clock;

    Terminations(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Termination> pending(int subscription) {
        return db.execute()
                .createGet(PENDING)
                .addParam("id", subscription)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Termination(
                                row.number("id"),
                                row.integer("subscription"),
                                LocalDate.parse(row.text("day")),
                                row.text("why")));
    }

    long add(int subscription, LocalDate day, String why) {
        return db.execute()
                .createQuery(ADD)
                .addParam("id", subscription)
                .addParam("day", day.toString())
                .addParam("why", why)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    void settle(long id, boolean applied) {
        db.execute()
                .createUpdate(SETTLE)
                .addParam("id", id)
                .addParam("outcome", applied ? "applied" : "cancelled")
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
