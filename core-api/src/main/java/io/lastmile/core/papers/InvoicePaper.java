package io.lastmile.core.papers;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.billing.Covered;
import io.lastmile.core.billing.Invoice;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.documents.Block;
import io.lastmile.core.documents.Block.Column;
import io.lastmile.core.documents.Paper;
import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A finalised invoice.
record InvoicePaper(Frame frame, Invoice invoice) {
    Paper paper() {
        JsonNode printed = printed();
        InvoiceHead head = invoice.head();
        String number = head.number().orElseThrow();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Parties(List.of(frame.buyer("billed-to", printed.path("buyer")))));
        blocks.add(new Block.Facts(facts()));
        blocks.add(table());
        blocks.add(new Block.Totals(totals(), Optional.empty()));
        blocks.addAll(frame.end(number, head.amounts().total()));
        head.voided().ifPresent(gone -> blocks.add(voided(frame, gone)));
        return new Paper(
                frame.title("invoice", number, at()),
                frame.brand(printed.path("seller")),
                blocks,
                mark(frame, head));
    }

    static Block voided(Frame frame, Invoice.Voided gone) {
        Words words = frame.words();
        return new Block.Note(words.of("void-label"), words.of("void-says", words.day(gone.day())));
    }

    static Optional<String> mark(Frame frame, InvoiceHead head) {
        return head.voided().map(_ -> frame.words().of("void"));
    }

    JsonNode printed() {
        return invoice.printed().orElseThrow();
    }

    Instant at() {
        return Instant.ofEpochMilli(printed().path("at").asLong());
    }

    private List<Block.Fact> facts() {
        Words words = frame.words();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(frame.fact("issued", words.moment(at())));
        facts.add(frame.fact("due", words.day(invoice.head().due().orElseThrow())));
        return facts;
    }

    private Block table() {
        Words words = frame.words();
        boolean less = invoice.lines().stream().anyMatch(line -> !line.discount().isZero());
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text(words.of("description"), 1));
        columns.add(Column.figures(words.of("quantity")));
        if (less) {
            columns.add(Column.figures(words.of("price")));
            columns.add(Column.figures(words.of("discount")));
        }
        columns.add(Column.figures(words.of("amount")));
        return new Block.Table(
                columns, invoice.lines().stream().map(line -> row(line, less)).toList());
    }

    private Block.Row row(InvoiceLine line, boolean less) {
        Words words = frame.words();
        Money net = line.amounts().net();
        List<String> cells = new ArrayList<>();
        cells.add(says(words, line));
        cells.add(words.figures("" + line.says().quantity()));
        if (less) {
            cells.add(words.money(net.plus(line.discount())));
            cells.add(line.discount().isZero() ? "" : words.money(line.discount().negated()));
        }
        cells.add(words.money(net));
        return new Block.Row(cells, false);
    }

    /// With the days that it pays for, both among them.
    static String says(Words words, InvoiceLine line) {
        String says = words.either(line.says().en(), line.says().bn());
        return line.covered().map(days -> says + ", " + days(words, days)).orElse(says);
    }

    private static String days(Words words, Covered days) {
        return words.of("days")
                .replace("{from}", words.day(days.start()))
                .replace("{to}", words.day(days.end().minusDays(1)));
    }

    private List<Block.Total> totals() {
        Words words = frame.words();
        List<Block.Total> totals = new ArrayList<>();
        totals.add(frame.total(words.of("subtotal"), invoice.head().amounts().net()));
        for (JsonNode tax : printed().path("taxes")) {
            String label =
                    words.of("tax." + Frame.text(tax, "kind"))
                            + " "
                            + words.percent(new BigDecimal(Frame.text(tax, "rate")));
            totals.add(frame.total(label, new Money(tax.path("tax").asLong())));
        }
        totals.add(frame.grand("total", invoice.head().amounts().total()));
        return totals;
    }
}
