package io.lastmile.web.ledger;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Batch;
import io.lastmile.core.ledger.Closings;
import io.lastmile.core.ledger.Proof;
import io.lastmile.core.ledger.StatementLine;
import io.lastmile.core.ledger.TrialBalance;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The books in the reader's words. Debits stand left, credits right, as bookkeepers read them.
final class BookWords {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);

    private final Texts texts;
    private final Instant now;

    BookWords(Texts texts, Instant now) {
        this.texts = texts;
        this.now = now;
    }

    BookView.Balance balance(TrialBalance balance) {
        List<BookView.Section> sections =
                Stream.of(AccountKind.Type.values())
                        .map(type -> section(type, balance))
                        .filter(section -> !section.accounts().isEmpty())
                        .toList();
        return new BookView.Balance(
                day(balance.day()),
                balance.day().toString(),
                sections,
                taka(balance.debit()),
                taka(balance.credit()));
    }

    private BookView.Section section(AccountKind.Type type, TrialBalance balance) {
        List<BookView.AccountLine> accounts =
                balance.lines().stream()
                        .filter(line -> line.account().kind().type() == type)
                        .map(line ->
                                new BookView.AccountLine(
                                        line.id(),
                                        account(line.account()),
                                        some(line.debit()),
                                        some(line.credit())))
                        .toList();
        return new BookView.Section(texts.of("book.type." + Fields.nameOf(type)), accounts);
    }

    String account(Account account) {
        String kind = kind(account.kind());
        return account.name().isEmpty() ? kind : kind + ": " + account.name();
    }

    private String kind(AccountKind kind) {
        return texts.of("book.account." + kind.word());
    }

    /// As a bookkeeper reads it: what was put in, what was taken out.
    BookView.Line line(StatementLine line) {
        return new BookView.Line(
                line.batch(),
                day(line.day()),
                account(line.account()),
                line.says(),
                line.amount().isPositive() ? taka(line.amount()) : "",
                line.amount().isPositive() ? "" : taka(line.amount().negated()),
                taka(line.running()));
    }

    BookView.Posted posted(Batch batch, boolean reversible, TypedForm form) {
        List<BookView.Fact> facts = new ArrayList<>();
        facts.add(new BookView.Fact(texts.of("book.day"), day(batch.day()), ""));
        facts.add(new BookView.Fact(texts.of("book.posted"), moment(batch.time()), ""));
        facts.add(new BookView.Fact(texts.of("book.by"), batch.by(), ""));
        facts.add(new BookView.Fact(texts.of("book.cause"), batch.source().toString(), ""));
        batch.reverses().ifPresent(id -> facts.add(mirror("book.reverses", id)));
        batch.reversedBy().ifPresent(id -> facts.add(mirror("book.reversed-by", id)));
        List<BookView.Entry> entries =
                batch.entries().stream()
                        .map(entry ->
                                new BookView.Entry(
                                        account(entry.account()),
                                        entry.customer(),
                                        some(positive(entry.amount())),
                                        some(positive(entry.amount().negated()))))
                        .toList();
        return new BookView.Posted(batch.id(), batch.says(), facts, entries, reversible, form);
    }

    private BookView.Fact mirror(String key, long id) {
        String batch = texts.of("book.batch", "n", texts.format().digits("" + id));
        return new BookView.Fact(texts.of(key), batch, "/books/batches/" + id);
    }

    BookView.Proved proved(Proof proof) {
        List<BookView.Check> checks =
                proof.checks().stream()
                        .map(check ->
                                new BookView.Check(
                                        texts.of("book.check." + check.name()),
                                        texts.format().number(check.rows()),
                                        check.holds(),
                                        check.differences().stream()
                                                .map(d ->
                                                        new BookView.Difference(
                                                                d.what(), d.found(), d.expected()))
                                                .toList()))
                        .toList();
        return new BookView.Proved(proof.holds(), moment(proof.time()), checks);
    }

    BookView.Close close(Closings.Close close) {
        return new BookView.Close(
                day(close.through()), moment(close.time()), close.by(), close.why());
    }

    /// The ISP's own accounts, in the order of the chart.
    List<BookView.Choice> choices() {
        return Stream.of(AccountKind.values())
                .filter(kind -> kind.keptFor() != AccountKind.For.CUSTOMER)
                .map(kind ->
                        new BookView.Choice(
                                kind.word(), kind(kind), kind.keptFor() == AccountKind.For.NAME))
                .toList();
    }

    String day(LocalDate day) {
        return texts.format().digits(DAY.format(day));
    }

    private String moment(Instant time) {
        return texts.format().moment(time, now);
    }

    String taka(Money money) {
        return texts.format().taka(money.poisha());
    }

    private String some(Money money) {
        return money.isZero() ? "" : taka(money);
    }

    private static Money positive(Money money) {
        return money.isPositive() ? money : Money.ZERO;
    }
}
