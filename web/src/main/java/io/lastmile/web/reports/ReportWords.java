package io.lastmile.web.reports;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.reports.Aged;
import io.lastmile.core.reports.Collection;
import io.lastmile.core.reports.Revenue;
import io.lastmile.core.reports.Taxes;
import io.lastmile.web.Texts;
import io.lastmile.web.reports.ReportView.Cell;
import io.lastmile.web.reports.ReportView.Line;
import io.lastmile.web.reports.ReportView.Table;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/// Reports in the reader's words.
final class ReportWords {
    private final Texts texts;

    ReportWords(Texts texts) {
        this.texts = texts;
    }

    Table aged(Aged.By by, List<Aged.Owing> rows, Aged.Ages total) {
        String first = texts.of("report.by." + Fields.nameOf(by));
        return new Table(
                "aged",
                texts.of("report.aged"),
                heads(
                        first,
                        "invoices",
                        "not-due",
                        "days-30",
                        "days-60",
                        "days-90",
                        "older",
                        "total"),
                rows.stream().map(row -> owing(by, row)).toList(),
                List.of(new Line(texts.of("report.everybody"), "", "", ages(total))));
    }

    private Line owing(Aged.By by, Aged.Owing row) {
        String name = name(row.name(), row.nameBn());
        String href = by == Aged.By.CUSTOMER ? "/customers/" + row.key() + "/money" : "";
        return new Line(
                name.isEmpty() ? texts.of("report.none-of." + Fields.nameOf(by)) : name,
                row.number(),
                href,
                ages(row.ages()));
    }

    private List<Cell> ages(Aged.Ages ages) {
        return List.of(
                count(ages.invoices()),
                taka(ages.notDue()),
                taka(ages.days30()),
                taka(ages.days60()),
                taka(ages.days90()),
                taka(ages.older()),
                taka(ages.total()));
    }

    Table months(List<Revenue.Month> months) {
        return new Table(
                "months",
                texts.of("report.months"),
                heads(
                        texts.of("report.month"),
                        "internet",
                        "other",
                        "earned",
                        "deferred",
                        "charged",
                        "left"),
                months.stream()
                        .map(month ->
                                line(
                                        month(month.month()),
                                        taka(month.internet()),
                                        taka(month.other()),
                                        taka(month.earned()),
                                        taka(month.deferred()),
                                        taka(month.charged()),
                                        taka(month.left())))
                        .toList(),
                List.of());
    }

    Table plans(List<Revenue.OfPlan> plans) {
        Money sum = plans.stream().map(Revenue.OfPlan::charged).reduce(Money.ZERO, Money::plus);
        return new Table(
                "plans",
                texts.of("report.plans"),
                heads(texts.of("report.by.plan"), "charged"),
                plans.stream()
                        .map(plan -> {
                            String name = name(plan.name(), plan.nameBn());
                            return new Line(
                                    name.isEmpty() ? texts.of("report.none-of.plan") : name,
                                    "",
                                    plan.plan() == 0 ? "" : "/plans/" + plan.plan(),
                                    List.of(taka(plan.charged())));
                        })
                        .toList(),
                List.of(line(texts.of("report.total"), taka(sum))));
    }

    Table codes(List<Taxes.Code> codes, Taxes.Total total) {
        Money tax = total.sd().plus(total.vat());
        return new Table(
                "codes",
                texts.of("report.codes"),
                heads(texts.of("report.code"), "taxable", "tax-of"),
                codes.stream().map(this::code).toList(),
                List.of(line(texts.of("report.total"), taka(total.net()), taka(tax))));
    }

    private Line code(Taxes.Code code) {
        String percent = texts.format().number(code.rate().movePointRight(2), 3);
        return new Line(
                texts.of("report.tax." + Fields.nameOf(code.kind()), "percent", percent),
                code.code(),
                "",
                List.of(taka(code.taxable()), taka(code.tax())));
    }

    Table papers(List<Taxes.Paper> papers) {
        return new Table(
                "papers",
                texts.of("report.papers"),
                heads(texts.of("report.paper"), "day", "buyer", "net", "sd", "vat", "total"),
                papers.stream().map(this::paper).toList(),
                List.of());
    }

    private Line paper(Taxes.Paper paper) {
        return new Line(
                paper.number(),
                texts.of("report.paper." + Fields.nameOf(paper.kind())),
                "",
                List.of(
                        new Cell(texts.format().day(paper.day()), 0),
                        new Cell(paper.buyer() + " " + paper.customer(), 0),
                        taka(paper.net()),
                        taka(paper.sd()),
                        taka(paper.vat()),
                        taka(paper.total())));
    }

    Table days(Collection found) {
        return new Table(
                "days",
                texts.of("report.days"),
                heads(texts.of("report.day"), "receipts", "received", "taken", "net-in"),
                found.days().entrySet().stream()
                        .map(day -> sums(day(day.getKey()), day.getValue()))
                        .toList(),
                List.of(sums(texts.of("report.total"), found.total())));
    }

    Table accounts(Collection found) {
        return new Table(
                "accounts",
                texts.of("report.accounts"),
                heads(texts.of("report.account"), "receipts", "received", "taken", "net-in"),
                found.accounts().entrySet().stream()
                        .map(account -> sums(account(account.getKey()), account.getValue()))
                        .toList(),
                List.of());
    }

    /// `cash-in-hand rahim` by the name that the books give the kind.
    private String account(String words) {
        String[] kindAndName = words.split(" ", 2);
        String kind = texts.of("book.account." + kindAndName[0]);
        return kindAndName.length < 2 ? kind : kind + ": " + kindAndName[1];
    }

    private Line sums(String label, Collection.Sums sums) {
        return line(
                label,
                count(sums.receipts()),
                taka(sums.amount()),
                taka(sums.taken()),
                taka(sums.net()));
    }

    private static Line line(String label, Cell... cells) {
        return new Line(label, "", "", List.of(cells));
    }

    private List<String> heads(String first, String... keys) {
        return Stream.concat(
                        Stream.of(first), Stream.of(keys).map(key -> texts.of("report." + key)))
                .toList();
    }

    private String name(String name, String nameBn) {
        return texts.bangla() && !nameBn.isEmpty() ? nameBn : name;
    }

    private Cell count(long n) {
        return new Cell(texts.format().number(n), n);
    }

    private Cell taka(Money money) {
        return new Cell(texts.format().taka(money.poisha()), money.poisha());
    }

    String day(LocalDate day) {
        return texts.format().day(day);
    }

    String month(YearMonth month) {
        return texts.of("month." + month.getMonthValue())
                + " "
                + texts.format().digits("" + month.getYear());
    }
}
