package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of quiet periods. Call it within a unit of work.
public final class QuietPeriods {
    static final int ROWS_MAX = 200;

    private static final String COLUMNS =
            """
            select id, name, cast(first_day as text) as first_day,
                   cast(last_day as text) as last_day, made, made_by
            from core.quiet_period
            """;

    private static final String FIND = COLUMNS + " where id = :id";

    private static final String FROM =
            COLUMNS + " where last_day >= cast(:day as date) order by last_day, id limit :rows";

    private static final String ADD =
            """
            insert into core.quiet_period (name, first_day, last_day, made, made_by)
            values (:name, cast(:first_day as date), cast(:last_day as date), :now, :by)
            returning id
            """;

    private static final String REMOVE = "delete from core.quiet_period where id = :id";

    private final DbClient db;
    private final Clock clock;

    QuietPeriods(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Those that are not over before a day.
    public List<QuietPeriod> from(LocalDate day) {
        return db.execute()
                .createQuery(FROM)
                .addParam("day", day.toString())
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> period(new Row(row)))
                .toList();
    }

    Optional<QuietPeriod> find(int id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> period(new Row(row)));
    }

    int add(QuietTimes.Named period) {
        return db.execute()
                .createQuery(ADD)
                .addParam("name", period.name())
                .addParam("first_day", period.firstDay().toString())
                .addParam("last_day", period.lastDay().toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList()
                .getFirst();
    }

    boolean remove(int id) {
        return db.execute().createUpdate(REMOVE).addParam("id", id).execute() > 0;
    }

    private static QuietPeriod period(Row row) {
        return new QuietPeriod(
                row.integer("id"),
                row.text("name"),
                LocalDate.parse(row.text("first_day")),
                LocalDate.parse(row.text("last_day")),
                row.time("made"),
                row.text("made_by"));
    }
}
