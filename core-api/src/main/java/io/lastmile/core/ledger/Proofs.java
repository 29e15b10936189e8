package io.lastmile.core.ledger;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Recomputes from the entries alone what the books promise. Call it within a unit of work.
public final class Proofs {
    /// A promise by its name. `count` says how many rows there are (n), `differing` the first that
    /// break it (what, found, expected; at most :rows).
    public record Claim(String name, String count, String differing) {}

    private static final Claim BATCHES =
            new Claim(
                    "batches-sum-to-zero",
                    "select count(*) as n from core.ledger_batch",
                    """
                    select 'batch ' || b.id as what,
                           count(e.batch) || ' entries, sum ' || coalesce(sum(e.amount), 0)
                               as found,
                           'at least 2 entries, sum 0' as expected
                    from core.ledger_batch as b
                    left join core.ledger_entry as e on e.batch = b.id and e.day = b.day
                    group by b.id
                    having coalesce(sum(e.amount), 0) <> 0 or count(e.batch) < 2
                    order by b.id limit :rows
                    """);

    private static final Claim WHOLE =
            new Claim(
                    "debits-equal-credits",
                    "select count(*) as n from core.ledger_entry",
                    """
                    select 'all entries' as what, 'sum ' || s.amount as found,
                           'sum 0' as expected
                    from (select coalesce(sum(amount), 0) as amount from core.ledger_entry) as s
                    where s.amount <> 0 limit :rows
                    """);

    private static final Claim BALANCES =
            new Claim(
                    "balances-are-their-entries",
                    "select count(*) as n from core.ledger_balance",
                    """
                    select 'customer ' || coalesce(b.customer, s.customer) || ', '
                               || a.kind as what,
                           coalesce(b.amount, 0) || ' of ' || coalesce(b.entries, 0)
                               || ' entries' as found,
                           coalesce(s.amount, 0) || ' of ' || coalesce(s.entries, 0)
                               || ' entries' as expected
                    from core.ledger_balance as b
                    full join (select customer, account, sum(amount) as amount,
                                      count(*) as entries
                               from core.ledger_entry where customer is not null
                               group by customer, account) as s
                        on s.customer = b.customer and s.account = b.account
                    join core.ledger_account as a on a.id = coalesce(b.account, s.account)
                    where (b.amount, b.entries) is distinct from (s.amount, s.entries)
                    order by 1 limit :rows
                    """);

    private static final Claim MIRRORS =
            new Claim(
                    "reversals-are-mirrors",
                    "select count(*) as n from core.ledger_batch where reverses is not null",
                    """
                    select 'batch ' || m.id as what, 'not the mirror of batch ' || m.reverses
                               as found,
                           'every entry with the other sign' as expected
                    from core.ledger_batch as m
                    where m.reverses is not null
                      and exists (select from (select account, customer, amount, line
                                               from core.ledger_entry where batch = m.id) as own
                                  full join (select account, customer, amount, line
                                             from core.ledger_entry
                                             where batch = m.reverses) as other
                                      on other.line = own.line
                                  where (own.account, own.customer, own.amount)
                                        is distinct from
                                        (other.account, other.customer, -other.amount))
                    order by m.id limit :rows
                    """);

    private static final Claim CLOSED =
            new Claim(
                    "closed-totals-are-their-entries",
                    "select count(*) as n from core.ledger_total",
                    """
                    select 'close ' || c.through || ', account ' || a.id as what,
                           coalesce(t.amount, 0) || ' of ' || coalesce(t.entries, 0)
                               || ' entries' as found,
                           coalesce(s.amount, 0) || ' of ' || coalesce(s.entries, 0)
                               || ' entries' as expected
                    from core.ledger_close as c
                    cross join core.ledger_account as a
                    left join core.ledger_total as t on t.close = c.id and t.account = a.id
                    left join (select d.id as close, m.account, sum(m.amount) as amount,
                                      sum(m.entries) as entries
                               from core.ledger_close as d
                               join (select day, account, sum(amount) as amount,
                                            count(*) as entries
                                     from core.ledger_entry group by day, account) as m
                                   on m.day <= d.through
                               group by d.id, m.account) as s
                        on s.close = c.id and s.account = a.id
                    where (coalesce(t.amount, 0), coalesce(t.entries, 0))
                          is distinct from (coalesce(s.amount, 0), coalesce(s.entries, 0))
                    order by c.through, a.id limit :rows
                    """);

    /// Late entries are not in it yet.
    private static final Claim DAYS =
            new Claim(
                    "days-are-their-entries",
                    "select count(*) as n from core.ledger_day",
                    """
                    select 'account ' || coalesce(d.account, s.account) || ', '
                               || coalesce(d.day, s.day) as what,
                           coalesce(d.amount, 0) || ' of ' || coalesce(d.entries, 0)
                               || ' entries' as found,
                           coalesce(s.amount, 0) || ' of ' || coalesce(s.entries, 0)
                               || ' entries' as expected
                    from core.ledger_day as d
                    full join (select account, day, sum(amount) as amount, count(*) as entries
                               from core.ledger_entry
                               where batch <= (select batch from core.ledger_summed)
                               group by account, day) as s
                        on s.account = d.account and s.day = d.day
                    where (d.amount, d.entries) is distinct from (s.amount, s.entries)
                    order by 1 limit :rows
                    """);

    private static final int DIFFERENCES_MAX = 20;

    private final List<Claim> claims =
            new CopyOnWriteArrayList<>(List.of(BATCHES, WHOLE, BALANCES, MIRRORS, CLOSED, DAYS));

    private final DbClient db;
    private final Clock clock;

    Proofs(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// A room above promises something of its own rows, mostly that they say what the books say.
    public void add(Claim claim) {
        claims.add(claim);
    }

    public Proof prove() {
        List<Proof.Check> checks = new ArrayList<>();
        for (Claim claim : claims) {
            checks.add(new Proof.Check(claim.name(), count(claim), differences(claim)));
        }
        return new Proof(clock.instant(), checks);
    }

    private long count(Claim claim) {
        return db.execute()
                .createGet(claim.count())
                .execute()
                .map(row -> new Row(row).number("n"))
                .orElseThrow();
    }

    private List<Proof.Difference> differences(Claim claim) {
        return db.execute()
                .createQuery(claim.differing())
                .params(Map.of("rows", DIFFERENCES_MAX))
                .execute()
                .map(Row::new)
                .map(row ->
                        new Proof.Difference(
                                row.text("what"), row.text("found"), row.text("expected")))
                .toList();
    }
}
