package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Cheques and hand-overs of which a line of a bank statement may be the money: of that account and
/// amount, and of about that day, or named in the line; and no other line's. Call it within a unit
/// of work.
public final class Twins {
    /// Banks write the day on which they had it, people the one on which they knew.
    private static final int DAYS_APART_MAX = 3;

    private static final String OF =
            """
            select 'cheque' as kind, q.id, q.bank || ' ' || q.number as says, c.name,
                   cast(coalesce(q.cleared, q.deposited) as text) as day,
                   q.state = 'cleared' as booked
            from core.cheque as q
            join core.customer as c on c.id = q.customer
            where q.into_bank = :bank and q.amount = :amount
              and q.state in ('deposited', 'cleared')
              and (cast(:day as date) between coalesce(q.cleared, q.deposited) - :days
                       and coalesce(q.cleared, q.deposited + :clearing) + :days
                   or position(lower(q.number) in lower(:text)) > 0)
              and not exists (select from core.bank_line as l where l.cheque = q.id)
            union all
            select 'hand-over', h.id, '', p.name,
                   cast(cast(coalesce(h.settled, h.made) at time zone 'UTC' as date) as text),
                   h.state = 'confirmed'
            from core.hand_over as h
            join core.till as t on t.id = h.till
            join core.account as p on p.id = t.account
            where h.bank = :bank and coalesce(h.counted, h.amount) = :amount
              and h.state in ('waits', 'confirmed')
              and abs(cast(coalesce(h.settled, h.made) at time zone 'UTC' as date)
                      - cast(:day as date)) <= :days
              and not exists (select from core.bank_line as l where l.hand_over = h.id)
            order by kind, id limit 5
            """;

    private final DbClient db;

    Twins(DbClient db) {
        this.db = db;
    }

    /// None of a line that is settled.
    public List<Twin> of(BankLine line) {
        boolean waits =
                line.state() == BankLine.State.OPEN || line.state() == BankLine.State.ASSIGNED;
        if (!waits) {
            return List.of();
        }
        return db.execute()
                .createQuery(OF)
                .addParam("bank", line.bank().id())
                .addParam("amount", line.printed().amount().poisha())
                .addParam("day", line.printed().day().toString())
                .addParam("text", line.printed().text())
                .addParam("days", DAYS_APART_MAX)
                .addParam("clearing", Coming.DAYS_MAX)
                .execute()
                .map(Twins::twin)
                .toList();
    }

    Optional<Twin> find(BankLine line, Twin.Kind kind, long id) {
        return of(line).stream().filter(one -> one.kind() == kind && one.id() == id).findFirst();
    }

    private static Twin twin(DbRow from) {
        Row row = new Row(from);
        return new Twin(
                EnumNames.constant(Twin.Kind.class, row.text("kind")),
                row.number("id"),
                row.text("says"),
                row.text("name"),
                LocalDate.parse(row.text("day")),
                row.flag("booked"));
    }
}
