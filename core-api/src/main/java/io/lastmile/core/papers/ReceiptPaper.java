package io.lastmile.core.papers;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.documents.Block;
import io.lastmile.core.documents.Block.Column;
import io.lastmile.core.documents.Paper;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.platform.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A receipt; `paid` is what the money was put on the moment it came, whatever became of that.
record ReceiptPaper(Frame frame, Receipt receipt, JsonNode printed, List<PaidFor.Part> paid) {
    ReceiptPaper {
        paid = List.copyOf(paid);
    }

    Paper paper() {
        Words words = frame.words();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Parties(List.of(frame.buyer("received-from", printed.path("buyer")))));
        blocks.add(
                new Block.Facts(
                        List.of(
                                frame.fact("received", words.day(receipt.day())),
                                frame.fact("written", words.moment(receipt.made())),
                                frame.fact("by-way-of", into()))));
        blocks.add(table());
        blocks.add(
                new Block.Totals(
                        List.of(frame.grand("receipt-total", receipt.amount())), Optional.empty()));
        blocks.addAll(frame.end(receipt.number(), receipt.amount()));
        receipt.undone()
                .ifPresent(gone ->
                        blocks.add(
                                new Block.Note(
                                        words.of("undone-label"),
                                        words.of("undone-says", words.day(gone.day())))));
        return new Paper(
                frame.title("receipt", receipt.number(), receipt.made()),
                frame.brand(printed.path("seller")),
                blocks,
                receipt.undone().map(_ -> words.of("undone")));
    }

    /// How it came, as the payer knows it; who took cash stands there by name.
    private String into() {
        Account into = receipt.into();
        return switch (into.kind()) {
            case CASH_IN_HAND -> cash(Frame.text(printed, "collector"));
            case BANK -> frame.words().of("way.bank");
            case GATEWAY_CLEARING -> into.name();
            default -> frame.words().of("way.other");
        };
    }

    private String cash(String collector) {
        return collector.isEmpty()
                ? frame.words().of("way.cash")
                : frame.words().of("way.cash-by", collector);
    }

    private Block table() {
        Words words = frame.words();
        List<Block.Row> rows = new ArrayList<>();
        Money rest = receipt.amount();
        for (PaidFor.Part part : paid) {
            rows.add(row(words.of("for-invoice", part.number()), part.amount()));
            rest = rest.minus(part.amount());
        }
        if (rest.isPositive()) {
            rows.add(row(words.of("kept"), rest));
        }
        return new Block.Table(
                List.of(Column.text(words.of("paid-for"), 1), Column.figures(words.of("amount"))),
                rows);
    }

    private Block.Row row(String says, Money amount) {
        return new Block.Row(List.of(says, frame.words().money(amount)), false);
    }
}
