package io.lastmile.core.ledger;

import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of the books to values and back.
final class LedgerRow {
    /// An account as `core.ledger_account` has it.
    record NewAccount(String kind, String name, int side, boolean personal) {
        static NewAccount of(NewEntry entry) {
            Account account = new Account(AccountKind.of(entry.kind()), entry.name());
            return new NewAccount(
                    entry.kind(), entry.name(), account.kind().side(), account.personal());
        }
    }

    record NewEntry(
            long batch,
            int line,
            LocalDate day,
            String kind,
            String name,
            int customer,
            long amount) {
        static List<NewEntry> of(Posting posting, long batch) {
            return IntStream.range(0, posting.entries().size())
                    .mapToObj(i -> of(posting, batch, i))
                    .toList();
        }

        private static NewEntry of(Posting posting, long batch, int at) {
            Entry entry = posting.entries().get(at);
            return new NewEntry(
                    batch,
                    at + 1,
                    posting.day(),
                    entry.account().kind().word(),
                    entry.account().name(),
                    entry.customer(),
                    entry.amount().poisha());
        }
    }

    private LedgerRow() {}

    static Source source(Row row) {
        return new Source(row.text("source"), row.number("source_id"), row.text("effect"));
    }

    static Account account(Row row) {
        return new Account(AccountKind.of(row.text("kind")), row.optionalText("name").orElse(""));
    }

    static Entry entry(Row row) {
        return new Entry(
                account(row),
                row.optionalInteger("customer").orElse(0),
                new Money(row.number("amount")));
    }

    static LocalDate day(Row row) {
        return LocalDate.parse(row.text("day"));
    }
}
