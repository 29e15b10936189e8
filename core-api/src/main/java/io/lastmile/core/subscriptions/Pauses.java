package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of pauses, of which a subscription has one at a time. Call it within a unit of work.
public final class Pauses {
    private static final String OPEN =
            """
            select id, subscription, cast(from_day as text) as from_day,
                   cast(until_day as text) as until_day, cast(resumed as text) as resumed,
                   begun is not null as is_begun, why
            from core.subscription_pause where subscription = :id and resumed is null
            """;

    private static final String ADD =
            """
            insert into core.subscription_pause
                (subscription, from_day, until_day, why, made, made_by)
            values (:id, cast(:from_day as date), cast(nullif(:until_day, '') as date), :why, :now,
                    :by)
            returning id
            """;

    private static final String BEGIN =
            "update core.subscription_pause set begun = :now where id = :id";

    private static final String RESUME =
            """
            update core.subscription_pause
            set resumed = cast(:day as date), resumed_at = :now, resumed_by = :by
            where id = :id and resumed is null
            """;

    private final DbClient db;
    private final Clock clock;

    Pauses(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// The one that is planned or runs.
    public Optional<Pause> open(int subscription) {
        return db.execute()
                .createGet(OPEN)
                .addParam("id", subscription)
                .execute()
                .map(row -> pause(new Row(row)));
    }

    long add(int subscription, LocalDate from, Optional<LocalDate> until, String why) {
        return db.execute()
                .createQuery(ADD)
                .addParam("id", subscription)
                .addParam("from_day", from.toString())
                .addParam("until_day", until.map(LocalDate::toString).orElse(""))
                .addParam("why", why)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    void begin(long id) {
        db.execute().createUpdate(BEGIN).addParam("id", id).addParam("now", now()).execute();
    }

    void resume(long id, LocalDate day) {
        db.execute()
                .createUpdate(RESUME)
                .addParam("id", id)
                .addParam("day", day.toString())
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Pause pause(Row row) {
        return new Pause(
                row.number("id"),
                row.integer("subscription"),
                LocalDate.parse(row.text("from_day")),
                row.optionalText("until_day").map(LocalDate::parse),
                row.optionalText("resumed").map(LocalDate::parse),
                row.flag("is_begun"),
                row.text("why"));
    }
}
