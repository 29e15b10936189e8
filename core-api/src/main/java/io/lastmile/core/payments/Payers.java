package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Who somebody means by what stands on a paper. Call it within a unit of work.
public final class Payers {
    private static final Pattern NUMBER = Pattern.compile("\\bC[0-9]{6,9}\\b");
    private static final Pattern MOBILE =
            Pattern.compile("(?<![0-9])(?:880|0)?(1[3-9][0-9]{8})(?![0-9])");
    private static final Pattern INVOICE = Pattern.compile("\\bINV-[0-9]{4}-[0-9]{6}\\b");

    private static final String BY_NUMBER = "select id from core.customer where number = :number";

    /// All whom a text names; `due` is what each owes, `open` what is left of a named invoice.
    private static final String NAMED =
            """
            select c.id, c.name, i.id as invoice, coalesce(d.open, 0) as open,
                   (select coalesce(sum(w.open), 0) from core.invoice_due as w
                    where w.customer = c.id) as due
            from core.customer as c
            left join core.invoice as i on i.customer = c.id and i.number = any (:invoices)
            left join core.invoice_due as d on d.invoice = i.id
            where c.number = any (:numbers) or c.mobile = any (:mobiles) or i.id is not null
            order by c.id, i.id limit 5
            """;

    private final DbClient db;

    Payers(DbClient db) {
        this.db = db;
    }

    /// By a customer's number, `C100017`, or only its figures, in either script.
    public Optional<Integer> numbered(String typed) {
        String plain = PlainText.latinDigits(typed).strip().toUpperCase(Locale.ROOT);
        return db.execute()
                .createGet(BY_NUMBER)
                .addParam("number", plain.matches("[0-9]+") ? "C" + plain : plain)
                .execute()
                .map(row -> new Row(row).integer("id"));
    }

    /// Whose a line is by a customer number, a mobile or an invoice number in what it says. Where
    /// that names several, or nobody, there is no proposal: an amount alone names nobody.
    public Optional<BankLine.Proposal> propose(BankLine.Printed line) {
        String text = PlainText.latinDigits(line.text()).toUpperCase(Locale.ROOT);
        String[] numbers = all(NUMBER, text, MatchResult::group);
        String[] mobiles = all(MOBILE, text, found -> "+880" + found.group(1));
        String[] invoices = all(INVOICE, text, MatchResult::group);
        if (numbers.length + mobiles.length + invoices.length == 0) {
            return Optional.empty();
        }
        List<Row> rows =
                db.execute()
                        .createQuery(NAMED)
                        .addParam("numbers", numbers)
                        .addParam("mobiles", mobiles)
                        .addParam("invoices", invoices)
                        .execute()
                        .map(Row::new)
                        .toList();
        boolean one = rows.stream().map(row -> row.integer("id")).distinct().count() == 1;
        return one ? Optional.of(proposal(rows, line.amount())) : Optional.empty();
    }

    private static BankLine.Proposal proposal(List<Row> rows, Money amount) {
        Row row = rows.getFirst();
        boolean due = row.number("due") == amount.poisha();
        boolean open = rows.size() == 1 && row.number("open") == amount.poisha();
        return new BankLine.Proposal(
                row.integer("id"),
                row.text("name"),
                rows.size() == 1 ? row.optionalNumber("invoice") : Optional.empty(),
                due || open);
    }

    private static String[] all(
            Pattern pattern, String text, java.util.function.Function<MatchResult, String> word) {
        return pattern.matcher(text).results().map(word).distinct().toArray(String[]::new);
    }
}
