package io.lastmile.core.papers;

import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.documents.Block;
import io.lastmile.core.documents.Block.Column;
import io.lastmile.core.documents.Paper;
import io.lastmile.core.platform.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A credit note; `lines` are those of its invoice.
record CreditNotePaper(Frame frame, CreditNote note, List<InvoiceLine> lines) {
    CreditNotePaper {
        lines = List.copyOf(lines);
    }

    Paper paper() {
        Words words = frame.words();
        var printed = note.printed();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Parties(List.of(frame.buyer("credited-to", printed.path("buyer")))));
        blocks.add(
                new Block.Facts(
                        List.of(
                                frame.fact("issued", words.moment(note.made())),
                                frame.fact("of-invoice", Frame.text(printed, "invoice")),
                                frame.fact(
                                        "reason",
                                        words.of("reason." + Fields.nameOf(note.reason()))))));
        blocks.add(table());
        blocks.add(new Block.Totals(totals(), Optional.empty()));
        blocks.addAll(frame.end(note.number(), note.amounts().total()));
        return new Paper(
                frame.title("credit-note", note.number(), note.made()),
                frame.brand(printed.path("seller")),
                blocks,
                Optional.empty());
    }

    private Block table() {
        Words words = frame.words();
        return new Block.Table(
                List.of(
                        Column.text(words.of("description"), 1),
                        Column.figures(words.of("amount"))),
                note.lines().stream()
                        .map(line ->
                                new Block.Row(
                                        List.of(
                                                says(line.line()),
                                                words.money(line.amounts().net())),
                                        false))
                        .toList());
    }

    private String says(int number) {
        return lines.stream()
                .filter(line -> line.line() == number)
                .findFirst()
                .map(line -> InvoicePaper.says(frame.words(), line))
                .orElseThrow();
    }

    private List<Block.Total> totals() {
        Words words = frame.words();
        List<Block.Total> totals = new ArrayList<>();
        totals.add(frame.total(words.of("subtotal"), note.amounts().net()));
        if (!note.amounts().sd().isZero()) {
            totals.add(frame.total(words.of("tax.sd"), note.amounts().sd()));
        }
        if (!note.amounts().vat().isZero()) {
            totals.add(frame.total(words.of("tax.vat"), note.amounts().vat()));
        }
        totals.add(frame.grand("credit-total", note.amounts().total()));
        if (note.toDue().isPositive()) {
            totals.add(frame.total(words.of("to-due"), note.toDue()));
        }
        if (note.toCredit().isPositive()) {
            totals.add(frame.total(words.of("to-credit"), note.toCredit()));
        }
        return totals;
    }
}
