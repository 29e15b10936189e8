package io.lastmile.core.reports;

import io.lastmile.core.imports.CsvText;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/// Reports as CSV: amounts in taka, so that a spreadsheet can sum them up.
final class ReportSheets {
    /// About 12 MB; what is more does not open in a spreadsheet anyway.
    static final int ROWS_MAX = 100_000;

    private final ReportStores stores;

    ReportSheets(ReportStores stores) {
        this.stores = stores;
    }

    String aged(LocalDate day, Aged.By by) {
        CsvText text = new CsvText();
        text.line(
                Fields.nameOf(by),
                "name",
                "invoices",
                "not due",
                "1-30",
                "31-60",
                "61-90",
                "over 90",
                "total");
        for (Aged.Owing row : stores.aged().all(day, by, ROWS_MAX)) {
            Aged.Ages ages = row.ages();
            text.line(
                    row.number().isEmpty() ? row.key() : row.number(),
                    row.name(),
                    "" + ages.invoices(),
                    taka(ages.notDue()),
                    taka(ages.days30()),
                    taka(ages.days60()),
                    taka(ages.days90()),
                    taka(ages.older()),
                    taka(ages.total()));
        }
        return text.taken();
    }

    String revenue(YearMonth last) {
        CsvText text = new CsvText();
        text.line("month", "internet", "other", "earned", "deferred", "charged", "still deferred");
        for (Revenue.Month month : stores.revenue().months(last)) {
            text.line(
                    month.month().toString(),
                    taka(month.internet()),
                    taka(month.other()),
                    taka(month.earned()),
                    taka(month.deferred()),
                    taka(month.charged()),
                    taka(month.left()));
        }
        return text.taken();
    }

    String plans(YearMonth month) {
        CsvText text = new CsvText();
        text.line("plan", "name", "charged");
        for (Revenue.OfPlan row : stores.revenue().plans(month)) {
            text.line("" + row.plan(), row.name(), taka(row.charged()));
        }
        return text.taken();
    }

    String papers(YearMonth month) {
        CsvText text = new CsvText();
        text.line(
                "kind",
                "number",
                "day",
                "customer",
                "buyer",
                "value without tax",
                "SD",
                "VAT",
                "total");
        for (Taxes.Paper paper : stores.taxes().papers(month, Optional.empty(), ROWS_MAX)) {
            text.line(
                    Fields.nameOf(paper.kind()),
                    paper.number(),
                    paper.day().toString(),
                    paper.customer(),
                    paper.buyer(),
                    taka(paper.net()),
                    taka(paper.sd()),
                    taka(paper.vat()),
                    taka(paper.total()));
        }
        return text.taken();
    }

    String collection(ReportForms.Span span) {
        CsvText text = new CsvText();
        text.line("day", "into", "name", "receipts", "received", "taken back", "net");
        for (Collection.Item item : stores.collections().find(span.from(), span.to()).items()) {
            text.line(
                    item.day().toString(),
                    item.into().kind().word(),
                    item.into().name(),
                    "" + item.sums().receipts(),
                    taka(item.sums().amount()),
                    taka(item.sums().taken()),
                    taka(item.sums().net()));
        }
        return text.taken();
    }

    private static String taka(Money money) {
        return BigDecimal.valueOf(money.poisha(), 2).toPlainString();
    }
}
