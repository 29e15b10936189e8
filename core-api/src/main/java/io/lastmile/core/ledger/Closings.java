package io.lastmile.core.ledger;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Periods that are closed: nothing is posted into them any more. Call it within a unit of work.
public final class Closings {
    public static final int WHY_LENGTH_MAX = 500;

    private static final String THROUGH =
            "select cast(max(through) as text) as through from core.ledger_close";

    private static final String LIST =
            """
            select cast(through as text) as through, closed, closed_by, why
            from core.ledger_close order by through desc
            """;

    private static final String LOCK = "select core.ledger_closing() is null as locked";

    private static final String ADD =
            """
            insert into core.ledger_close (through, closed, closed_by, why)
            values (cast(:through as date), :now, :by, :why)
            returning id
            """;

    private static final String ADD_TOTALS =
            """
            insert into core.ledger_total (close, account, amount, entries)
            select :close, s.account, sum(s.amount), sum(s.entries)
            from (select t.account, t.amount, t.entries
                  from core.ledger_total as t
                  join core.ledger_close as c on c.id = t.close
                  where c.through = cast(nullif(:before, '') as date)
                  union all
                  select e.account, sum(e.amount), count(*)
                  from core.ledger_entry as e
                  where e.day <= cast(:through as date)
                    and e.day > (select coalesce(cast(nullif(:before, '') as date),
                                                 date '-infinity'))
                  group by e.account) as s
            group by s.account
            """;

    /// A close as it was made.
    public record Close(LocalDate through, Instant time, String by, String why) {}

    /// What became of closing.
    public sealed interface Closed {
        record Done(Close close) implements Closed {}

        /// A day that is not over, or not after what is closed already.
        record Refused(LocalDate found, String expected) implements Closed {}

        default Close closeOrRefuse() {
            return switch (this) {
                case Done(Close close) -> close;
                case Refused(LocalDate found, String expected) ->
                        throw Problem.conflict(new Fault("through", found.toString(), expected))
                                .refusal();
            };
        }
    }

    private final DbClient db;
    private final Clock clock;
    private final ZoneId zone;

    Closings(DbClient db, Clock clock, ZoneId zone) {
        this.db = db;
        this.clock = clock;
        this.zone = zone;
    }

    /// The last day that is closed.
    public Optional<LocalDate> through() {
        return db.execute()
                .createGet(THROUGH)
                .execute()
                .flatMap(row -> new Row(row).optionalText("through"))
                .map(LocalDate::parse);
    }

    /// Newest first.
    public List<Close> all() {
        return db.execute()
                .createQuery(LIST)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Close(
                                LocalDate.parse(row.text("through")),
                                row.time("closed"),
                                row.text("closed_by"),
                                row.text("why")))
                .toList();
    }

    /// Closes all days up to and with `through`, once all who post now are done.
    public Closed close(LocalDate through, String why) {
        db.execute().createQuery(LOCK).execute().forEach(_ -> {});
        Optional<LocalDate> before = through();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        if (!through.isBefore(today)) {
            return new Closed.Refused(through, "a day before " + today);
        }
        if (before.isPresent() && !through.isAfter(before.get())) {
            return new Closed.Refused(through, "a day after " + before.get());
        }
        var close = new Close(through, clock.instant(), Actor.current().login(), why);
        add(close, before.map(LocalDate::toString).orElse(""));
        return new Closed.Done(close);
    }

    private void add(Close close, String before) {
        int id =
                db.execute()
                        .createQuery(ADD)
                        .addParam("through", close.through().toString())
                        .addParam("now", close.time().atOffset(ZoneOffset.UTC))
                        .addParam("by", close.by())
                        .addParam("why", close.why())
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList()
                        .getFirst();
        db.execute()
                .createInsert(ADD_TOTALS)
                .addParam("close", id)
                .addParam("through", close.through().toString())
                .addParam("before", before)
                .execute();
    }
}
