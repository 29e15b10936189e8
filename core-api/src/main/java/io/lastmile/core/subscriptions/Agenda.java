package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/// Which subscriptions have something to be done by now: pauses, changes and ends whose day has
/// come. Call it within a unit of work.
final class Agenda {
    private static final String DUE =
            """
            select s.id
            from core.subscription as s
            where s.ended is null
              and (exists (select from core.termination as t
                           where t.subscription = s.id and t.settled is null
                             and t.day <= cast(:today as date))
                   or exists (select from core.subscription_pause as p
                              where p.subscription = s.id and p.resumed is null
                                and (p.begun is null and p.from_day <= cast(:today as date)
                                     or p.until_day <= cast(:today as date)))
                   or exists (select from core.plan_change as c
                              where c.subscription = s.id and c.settled is null
                                and (c.expires <= :now or c.day <= cast(:today as date)
                                     and c.mode = 'period-end')))
            """;

    private static final String AFTER = DUE + " and s.id > :after order by s.id limit :rows";
    private static final String AMONG =
            DUE + " and s.id = any (cast((select :ids) as int[])) order by s.id";

    private final DbClient db;
    private final Clock clock;

    Agenda(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// In the order of ids.
    List<Integer> after(int id, LocalDate today, int rows) {
        return db.execute()
                .createQuery(AFTER)
                .addParam("after", id)
                .addParam("today", today.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("rows", rows)
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList();
    }

    /// Those of some that have something due, in the order of ids.
    List<Integer> among(Collection<Integer> ids, LocalDate today) {
        return db.execute()
                .createQuery(AMONG)
                .addParam("ids", array(ids))
                .addParam("today", today.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList();
    }

    /// As a statement takes it. One that is asked for each payment says `(select :ids)`: an array
    /// that its plan can see is planned for anew each time, which takes longer than the answer.
    static String array(Collection<? extends Number> ids) {
        return List.copyOf(ids).toString().replace('[', '{').replace(']', '}');
    }
}
