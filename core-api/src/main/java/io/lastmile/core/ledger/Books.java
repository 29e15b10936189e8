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

    /// Sums of days that are kept, and what came since: 280,000 entries of a month at once made a
    /// page wait.
    private static final String OPENING =
            "select core.ledger_opening(:account, cast(:day as date)) as amount";

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
            select a.id, a.kind, a.name, core.ledger_opening(a.id, cast(:day as date) + 1) as amount
            from core.ledger_account as a
            order by a.id
            """;

    /// Empty if somebody was posting at that moment.
    private static final String SUM_DAYS = "select core.ledger_sum_days() as batch";

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

    /// Sums up what came since the last time, so that later sums are short; a job of every minute.
    /// The last batch that is in, nothing if somebody posted at that moment and it is tried again.
    Optional<Long> sumDays() {
        return db.execute()
                .createGet(SUM_DAYS)
                .execute()
                .flatMap(row -> new Row(row).optionalNumber("batch"));
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
