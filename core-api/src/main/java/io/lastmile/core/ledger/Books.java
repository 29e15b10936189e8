package io.lastmile.core.ledger;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The books, for who reads them. Call it within a unit of work.
public final class Books {
    private static final String BATCH =
            """
            select b.id, b.source, b.source_id, b.effect, cast(b.day as text) as day, b.time,
                   b.says, b.made_by, b.reverses,
                   (select m.id from core.ledger_batch as m where m.reverses = b.id) as reversed_by
            from core.ledger_batch as b
            """;

    private static final String FIND = BATCH + " where b.id = :id";

    private static final String FIND_SOURCE =
            BATCH + " where b.source = :source and b.source_id = :id and b.effect = :effect";

    private static final String ENTRIES =
            """
            select a.kind, a.name, e.customer, e.amount
            from core.ledger_entry as e
            join core.ledger_account as a on a.id = e.account
            where e.batch = :batch order by e.line
            """;

    private static final String BALANCES =
            """
            select a.kind, a.name, b.customer, b.amount
            from core.ledger_balance as b
            join core.ledger_account as a on a.id = b.account
            where b.customer = any (cast(:customers as int[]))
            """;

    /// A customer has some hundred entries in years: their running sum is read anew each time.
    private static final String CUSTOMER_PAGE =
            """
            select s.batch, s.line, cast(s.day as text) as day, s.kind, '' as name, s.amount,
                   s.running, b.says, b.source, b.source_id, b.effect
            from (select e.batch, e.line, e.day, a.kind, e.amount,
                         sum(e.amount) over (order by e.day, e.batch, e.line) as running
                  from core.ledger_entry as e
                  join core.ledger_account as a on a.id = e.account
                  where e.customer = :customer) as s
            join core.ledger_batch as b on b.id = s.batch
            where (s.day, s.batch, s.line) < (cast(:day as date), :batch, :line)
            order by s.day desc, s.batch desc, s.line desc
            limit :rows
            """;

    private static final String ACCOUNT =
            "select kind, name from core.ledger_account where id = :id";

    /// What closed periods sum up to begins the sum. A day is compared with a subquery's answer
    /// alone: with a `coalesce` around it, or a column of another table, row-level security keeps
    /// the comparison out of the index and every entry is read.
    private static final String OPENING =
            """
            select coalesce((select t.amount from core.ledger_total as t
                             where t.account = :account
                               and t.close = (select max(id) from core.ledger_close
                                              where through < cast(:day as date))), 0)
                   + coalesce((select sum(e.amount) from core.ledger_entry as e
                               where e.account = :account and e.day < cast(:day as date)
                                 and e.day > (select coalesce(max(through), date '-infinity')
                                              from core.ledger_close
                                              where through < cast(:day as date))), 0) as amount
            """;

    /// The page is cut before anything is joined or summed: an account has as many entries of a day
    /// as the ISP has customers.
    private static final String ACCOUNT_PAGE =
            """
            select e.batch, e.line, cast(e.day as text) as day, a.kind, a.name, e.amount,
                   :before + sum(e.amount) over (order by e.day, e.batch, e.line) as running,
                   b.says, b.source, b.source_id, b.effect
            from (select p.batch, p.line, p.day, p.account, p.amount
                  from core.ledger_entry as p
                  where p.account = :account and p.day <= cast(:to as date)
                    and (p.day, p.batch, p.line) > (cast(:day as date), :batch, :line)
                  order by p.day, p.batch, p.line
                  limit :rows) as e
            join core.ledger_account as a on a.id = e.account
            join core.ledger_batch as b on b.id = e.batch
            order by e.day, e.batch, e.line
            """;

    private static final String TRIAL_BALANCE =
            """
            with c as (select max(id) as id, max(through) as through from core.ledger_close
                       where through <= cast(:day as date))
            select a.id, a.kind, a.name, coalesce(t.amount, 0) + coalesce(s.amount, 0) as amount
            from core.ledger_account as a
            left join core.ledger_total as t on t.close = (select id from c) and t.account = a.id
            left join (select e.account, sum(e.amount) as amount
                       from core.ledger_entry as e
                       where e.day <= cast(:day as date)
                         and e.day > (select coalesce(max(through), date '-infinity') from c)
                       group by e.account) as s on s.account = a.id
            order by a.id
            """;

    private final DbClient db;

    Books(DbClient db) {
        this.db = db;
    }

    public Optional<Batch> find(long id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> batch(new Row(row)));
    }

    public Optional<Batch> find(Source source) {
        return db.execute()
                .createGet(FIND_SOURCE)
                .addParam("source", source.type())
                .addParam("id", source.id())
                .addParam("effect", source.effect())
                .execute()
                .map(row -> batch(new Row(row)));
    }

    public CustomerBalance balance(int customer) {
        return balances(List.of(customer)).getOrDefault(customer, CustomerBalance.NONE);
    }

    /// By customer; who has none of it is left out.
    public Map<Integer, CustomerBalance> balances(List<Integer> customers) {
        Map<Integer, List<Entry>> sums =
                db.execute()
                        .createQuery(BALANCES)
                        .addParam(
                                "customers",
                                customers.toString().replace('[', '{').replace(']', '}'))
                        .execute()
                        .map(Row::new)
                        .filter(row -> row.number("amount") != 0)
                        .map(LedgerRow::entry)
                        .collect(Collectors.groupingBy(Entry::customer));
        return sums.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, of -> balance(of.getValue())));
    }

    private static CustomerBalance balance(List<Entry> sums) {
        return new CustomerBalance(
                sum(sums, AccountKind.RECEIVABLE),
                sum(sums, AccountKind.ADVANCE),
                sum(sums, AccountKind.PROMO));
    }

    /// As people count it: what adds to the account is above zero.
    private static Money sum(List<Entry> sums, AccountKind kind) {
        return sums.stream()
                .filter(entry -> entry.account().kind() == kind)
                .map(entry -> entry.amount().times(kind.side()))
                .reduce(Money.ZERO, Money::plus);
    }

    /// What happened to a customer's accounts, newest first; `running` is what the customer owed
    /// after it, below zero what the ISP did.
    public Page<StatementLine> ofCustomer(int customer, Page.Request request) {
        Place before = request.after().map(Place::of).orElse(Place.LAST);
        List<StatementLine> rows =
                db.execute()
                        .createQuery(CUSTOMER_PAGE)
                        .addParam("customer", customer)
                        .addParam("day", before.day().toString())
                        .addParam("batch", before.batch())
                        .addParam("line", before.line())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> StatementLine.of(new Row(row)))
                        .toList();
        return request.page(rows, StatementLine::cursor);
    }

    public Optional<Account> account(int id) {
        return db.execute()
                .createGet(ACCOUNT)
                .addParam("id", id)
                .execute()
                .map(row -> LedgerRow.account(new Row(row)));
    }

    /// The sum of an account's entries before a day, debits above zero.
    public Money opening(int account, LocalDate day) {
        return new Money(
                db.execute()
                        .createGet(OPENING)
                        .addParam("account", account)
                        .addParam("day", day.toString())
                        .execute()
                        .map(row -> new Row(row).number("amount"))
                        .orElseThrow());
    }

    /// An account's entries of the days `from` to `to`, both in it, oldest first, each with the sum
    /// of all up to it.
    public Page<StatementLine> ofAccount(
            int account, LocalDate from, LocalDate to, Page.Request request) {
        Place after = request.after().map(Place::of).orElse(Place.before(from));
        long before =
                request.after()
                        .map(cursor -> cursor.number(3))
                        .orElseGet(() -> opening(account, from).poisha());
        List<StatementLine> rows =
                db.execute()
                        .createQuery(ACCOUNT_PAGE)
                        .addParam("account", account)
                        .addParam("before", before)
                        .addParam("to", to.toString())
                        .addParam("day", after.day().toString())
                        .addParam("batch", after.batch())
                        .addParam("line", after.line())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> StatementLine.of(new Row(row)))
                        .toList();
        return request.page(rows, StatementLine::cursor);
    }

    /// All accounts as they stood at the end of a day.
    public TrialBalance trialBalance(LocalDate day) {
        return new TrialBalance(
                day,
                db.execute()
                        .createQuery(TRIAL_BALANCE)
                        .addParam("day", day.toString())
                        .execute()
                        .map(Row::new)
                        .map(row ->
                                new TrialBalance.Line(
                                        row.integer("id"),
                                        LedgerRow.account(row),
                                        new Money(row.number("amount"))))
                        .toList());
    }

    private Batch batch(Row row) {
        long id = row.number("id");
        List<Entry> entries =
                db.execute()
                        .createQuery(ENTRIES)
                        .addParam("batch", id)
                        .execute()
                        .map(entry -> LedgerRow.entry(new Row(entry)))
                        .toList();
        return new Batch(
                id,
                LedgerRow.source(row),
                LedgerRow.day(row),
                row.time("time"),
                row.text("says"),
                row.text("made_by"),
                row.optionalNumber("reverses"),
                row.optionalNumber("reversed_by"),
                entries);
    }

    /// Where a page of a statement begins or ends.
    private record Place(LocalDate day, long batch, int line) {
        /// Later than any day of the books.
        static final Place LAST = new Place(LocalDate.of(9999, 12, 31), Long.MAX_VALUE, 0);

        static Place before(LocalDate day) {
            return new Place(day, 0, 0);
        }

        static Place of(Cursor cursor) {
            return new Place(cursor.day(0), cursor.number(1), Math.toIntExact(cursor.number(2)));
        }
    }
}
