package io.lastmile.core.payments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The table of lines of bank statements. Call it within a unit of work.
public final class BankLines {
    static final String SOURCE = "bank";

    private static final String SELECT =
            """
            select l.id, l.bank, b.name as bank_name, b.version as bank_version, l.number,
                   cast(l.day as text) as day, l.amount, l.reference, l.says, l.sender, l.state,
                   l.customer, coalesce(c.name, '') as name, l.invoice, l.subscription, l.times,
                   l.settled, l.settled_by, l.why, l.attempt
            from core.bank_line as l
            join core.bank_account as b on b.id = l.bank
            left join core.customer as c on c.id = l.customer
            """;

    private static final String FIND = SELECT + " where l.id = :id";

    private static final String PAGE =
            SELECT
                    + """
                    where (:state = '' or l.state = :state) and l.id < :before
                    order by l.id desc limit :rows
                    """;

    /// Two who say whose a line is wait here for each other.
    private static final String LOCK =
            "select id from core.bank_line where id = :id for no key update";

    private static final String ADD =
            """
            insert into core.bank_line
                (bank, statement, number, day, amount, reference, says, sender, key, state)
            select :bank, :statement, r.number, r.day, r.amount, r.reference, r.says, r.sender,
                   r.key, 'open'
            from jsonb_to_recordset(cast(:rows as jsonb))
                 as r (number int, day date, amount bigint, reference text, says text, sender text,
                       key text)
            order by r.key
            on conflict (bank, key) do nothing
            """;

    /// Lines of a file whose reference is there with another amount or day.
    private static final String OTHER =
            """
            select r.number, r.reference, cast(l.day as text) as day, l.amount
            from jsonb_to_recordset(cast(:rows as jsonb))
                 as r (number int, day date, amount bigint, reference text, key text)
            join core.bank_line as l on l.bank = :bank and l.key = r.key
            where l.amount <> r.amount or l.day <> r.day
            order by r.number
            """;

    private static final String SETTLE =
            """
            update core.bank_line
            set state = :state, customer = nullif(:customer, 0), invoice = nullif(:invoice, 0),
                subscription = nullif(:subscription, 0), times = nullif(:times, 0), why = :why,
                cost = :cost, since = cast(nullif(:since, '') as date), settled = :now,
                settled_by = :by, cheque = nullif(:cheque, 0), hand_over = nullif(:hand_over, 0)
            where id = :id
            """;

    /// Nobody's again; the next who gets it has another receipt.
    private static final String REOPEN =
            """
            update core.bank_line
            set state = 'open', attempt = attempt + 1, customer = null, invoice = null,
                subscription = null, times = null, cost = null, since = null, why = '',
                settled = null, settled_by = null
            where id = :id and state = 'received'
            """;

    private static final String BLANK =
            """
            update core.bank_line set says = '', sender = ''
            where customer = :customer and (says <> '' or sender <> '')
            """;

    /// A line of a file whose reference another line has.
    record Clash(int number, String reference, LocalDate day, Money amount) {}

    private final DbClient db;
    private final Clock clock;

    BankLines(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<BankLine> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(BankLines::line);
    }

    /// The same once nobody else settles it.
    Optional<BankLine> lock(long id) {
        db.execute().createQuery(LOCK).addParam("id", id).execute().forEach(_ -> {});
        return find(id);
    }

    /// Newest first.
    public Page<BankLine> page(Optional<BankLine.State> state, Page.Request request) {
        List<BankLine> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("state", state.map(Fields::nameOf).orElse(""))
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(BankLines::line)
                        .toList();
        return request.page(rows, one -> Cursor.of(one.id()));
    }

    /// How many of these were not there yet.
    int add(int bank, long statement, List<BankLine.Printed> lines) {
        return Math.toIntExact(
                db.execute()
                        .createInsert(ADD)
                        .addParam("bank", bank)
                        .addParam("statement", statement)
                        .addParam("rows", json(lines))
                        .execute());
    }

    List<Clash> clashes(int bank, List<BankLine.Printed> lines) {
        return db.execute()
                .createQuery(OTHER)
                .addParam("bank", bank)
                .addParam("rows", json(lines))
                .execute()
                .map(Row::new)
                .map(row ->
                        new Clash(
                                row.integer("number"),
                                row.text("reference"),
                                LocalDate.parse(row.text("day")),
                                new Money(row.number("amount"))))
                .toList();
    }

    /// A line is its reference, or what it says where it has none, and how many times the file said
    /// the same before: banks write the branch or the channel where a reference belongs.
    private static String json(List<BankLine.Printed> lines) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        Map<String, Integer> said = new HashMap<>();
        for (BankLine.Printed line : lines) {
            ObjectNode row = rows.addObject();
            row.put("number", line.number());
            row.put("day", line.day().toString());
            row.put("amount", line.amount().poisha());
            row.put("reference", line.reference());
            row.put("says", line.says());
            row.put("sender", line.sender());
            row.put("key", Keys.of(key(line, said)));
        }
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }

    private static String key(BankLine.Printed line, Map<String, Integer> said) {
        String plain =
                String.join(
                        "|",
                        line.day().toString(),
                        "" + line.amount().poisha(),
                        line.reference().isEmpty() ? line.says() : "",
                        line.reference().isEmpty() ? line.sender() : "");
        String reference = line.reference().toLowerCase(Locale.ROOT);
        int times = said.merge(reference + "|" + plain, 1, Integer::sum);
        if (reference.isEmpty()) {
            return "says:%s|%d".formatted(plain, times);
        }
        return times == 1 ? "reference:" + reference : "again:%d|%s".formatted(times, reference);
    }

    /// What becomes of a line. `cost` is what the time that it is for takes, `since` the day from
    /// which it is on its way; `twin` is the paper whose money it is.
    record Step(
            BankLine.State state,
            Optional<Integer> customer,
            Wish wish,
            Money cost,
            Optional<LocalDate> since,
            Optional<Twin> twin,
            String why) {
        static Step ignored(String why, Optional<Twin> twin) {
            return new Step(
                    BankLine.State.IGNORED,
                    Optional.empty(),
                    Wish.NONE,
                    Money.ZERO,
                    Optional.empty(),
                    twin,
                    why);
        }

        private long twin(Twin.Kind kind) {
            return twin.filter(one -> one.kind() == kind).map(Twin::id).orElse(0L);
        }
    }

    void settle(long id, Step step) {
        Wish wish = step.wish();
        db.execute()
                .createUpdate(SETTLE)
                .addParam("id", id)
                .addParam("state", Fields.nameOf(step.state()))
                .addParam("customer", step.customer().orElse(0))
                .addParam("invoice", wish.invoice().orElse(0L))
                .addParam("subscription", wish.buying().map(b -> b.subscription()).orElse(0))
                .addParam("times", wish.buying().map(b -> b.times()).orElse(0))
                .addParam("cost", step.cost().poisha())
                .addParam("since", step.since().map(LocalDate::toString).orElse(""))
                .addParam("why", step.why())
                .addParam("cheque", step.twin(Twin.Kind.CHEQUE))
                .addParam("hand_over", step.twin(Twin.Kind.HAND_OVER))
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
    }

    void reopen(long id) {
        db.execute().createUpdate(REOPEN).addParam("id", id).execute();
    }

    /// Words about somebody who is forgotten go.
    void forget(int customer) {
        db.execute().createUpdate(BLANK).addParam("customer", customer).execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static BankLine line(DbRow from) {
        Row row = new Row(from);
        return new BankLine(
                row.number("id"),
                new BankAccount(
                        row.integer("bank"), row.number("bank_version"), row.text("bank_name")),
                new BankLine.Printed(
                        row.integer("number"),
                        LocalDate.parse(row.text("day")),
                        new Money(row.number("amount")),
                        row.text("reference"),
                        row.text("says"),
                        row.text("sender")),
                EnumNames.constant(BankLine.State.class, row.text("state")),
                row.optionalInteger("customer"),
                row.text("name"),
                Wish.of(
                        row.optionalNumber("invoice"),
                        row.optionalInteger("subscription"),
                        row.optionalInteger("times").orElse(1)),
                row.optionalTime("settled")
                        .map(time ->
                                new BankLine.Settled(
                                        time, row.text("settled_by"), row.text("why"))),
                row.integer("attempt"));
    }
}
