package io.lastmile.core.papers;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.documents.Block;
import io.lastmile.core.documents.Block.Column;
import io.lastmile.core.documents.Paper;
import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A customer's account over some days: what was owed before, what changed it, what is owed after.
record StatementPaper(Frame frame, Of of, Money opening, List<Accounts.Move> moves) {
    /// Whose, by whom, of which days (both among them), and when it was asked for.
    record Of(
            JsonNode seller,
            JsonNode buyer,
            String number,
            LocalDate from,
            LocalDate to,
            Instant now) {}

    StatementPaper {
        moves = List.copyOf(moves);
    }

    Paper paper() {
        Words words = frame.words();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Parties(List.of(frame.buyer("statement-of", of.buyer()))));
        blocks.add(
                new Block.Facts(
                        List.of(
                                frame.fact("from", words.day(of.from())),
                                frame.fact("to", words.day(of.to())),
                                frame.fact("printed", words.moment(of.now())))));
        Money closing = moves.stream().map(Accounts.Move::amount).reduce(opening, Money::plus);
        blocks.add(table(closing));
        boolean owed = closing.compareTo(Money.ZERO) >= 0;
        Money shown = owed ? closing : closing.negated();
        blocks.add(
                new Block.Totals(
                        List.of(frame.grand(owed ? "owed" : "in-credit", shown)),
                        Optional.empty()));
        blocks.add(new Block.Note(words.of("in-words"), words.inWords(shown)));
        return new Paper(
                frame.title("statement", of.number(), of.now()),
                frame.brand(of.seller()),
                blocks,
                Optional.empty());
    }

    private Block table(Money closing) {
        Words words = frame.words();
        List<Block.Row> rows = new ArrayList<>();
        rows.add(sum(of.from(), "opening", opening));
        Money running = opening;
        for (Accounts.Move move : moves) {
            running = running.plus(move.amount());
            boolean charge = move.amount().isPositive();
            String amount = words.money(charge ? move.amount() : move.amount().negated());
            rows.add(
                    new Block.Row(
                            List.of(
                                    words.day(move.day()),
                                    says(move),
                                    charge ? amount : "",
                                    charge ? "" : amount,
                                    words.money(running)),
                            false));
        }
        rows.add(sum(of.to(), "closing", closing));
        return new Block.Table(
                List.of(
                        Column.text(words.of("day"), 2),
                        Column.text(words.of("what"), 5),
                        Column.figures(words.of("charged")),
                        Column.figures(words.of("paid")),
                        Column.figures(words.of("balance"))),
                rows);
    }

    private Block.Row sum(LocalDate day, String key, Money amount) {
        Words words = frame.words();
        return new Block.Row(
                List.of(words.day(day), words.of(key), "", "", words.money(amount)), true);
    }

    /// What has no document says what somebody wrote.
    private String says(Accounts.Move move) {
        String key = "move." + move.source() + "." + move.effect();
        return move.number().isEmpty() || !frame.words().knows(key)
                ? move.says()
                : frame.words().of(key, move.number());
    }
}
