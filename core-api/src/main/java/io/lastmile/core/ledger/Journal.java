package io.lastmile.core.ledger;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a bookkeeper posts by hand: bank charges, rent, what documents do not know. Customers'
/// accounts are not touched so: their documents and payments must say the same as their entries.
public final class Journal {
    private static final String SOURCE = "journal";
    private static final int ENTRIES_MAX = 50;
    private static final long AMOUNT_MAX = 1_000_000_000_000_00L;

    private static final String NEXT = "select nextval('core.ledger_journal') as id";

    /// What somebody wants to post.
    public record Draft(LocalDate day, String says, List<Entry> entries) {
        public Draft {
            entries = List.copyOf(entries);
        }

        public static Draft read(Fields fields, LocalDate today) {
            LocalDate day = new Days(LocalDate.of(2000, 1, 1), today).required(fields, "day");
            String says = fields.text("says", Posting.SAYS_LENGTH_MAX);
            List<Entry> entries = new ArrayList<>();
            for (Fields line : fields.objects("entries", ENTRIES_MAX)) {
                entry(line).ifPresent(entries::add);
            }
            Money sum = entries.stream().map(Entry::amount).reduce(Money.ZERO, Money::plus);
            if (entries.size() < 2 || !sum.isZero()) {
                fields.refuse(
                        "entries",
                        entries.size() + " with " + sum.poisha() + " more debit than credit",
                        "at least 2, debit and credit alike");
            }
            return new Draft(day, says, entries);
        }

        private static Optional<Entry> entry(Fields line) {
            var kind = line.optionalChoice("account", AccountKind.class);
            String name = line.text("name", Account.NAME_LENGTH_MAX, "");
            long debit = line.number("debit", 0, AMOUNT_MAX, 0);
            long credit = line.number("credit", 0, AMOUNT_MAX, 0);
            if ((debit == 0) == (credit == 0)) {
                line.refuse("debit", debit + " and credit " + credit, "one of the two above 0");
                return Optional.empty();
            }
            if (kind.isEmpty() || kind.get().keptFor() == AccountKind.For.CUSTOMER) {
                String found = kind.map(Fields::nameOf).orElse("nothing");
                line.refuse("account", found, "an account that is not a customer's");
                return Optional.empty();
            }
            if ((kind.get().keptFor() == AccountKind.For.NAME) == name.isEmpty()) {
                boolean named = name.isEmpty();
                line.refuse("name", "'" + name + "'", named ? "which one" : "none");
                return Optional.empty();
            }
            return Optional.of(
                    new Entry(new Account(kind.get(), name), 0, new Money(debit - credit)));
        }
    }

    private final DbClient db;
    private final Ledger ledger;
    private final Books books;

    Journal(DbClient db, Ledger ledger, Books books) {
        this.db = db;
        this.ledger = ledger;
        this.books = books;
    }

    public Posted post(Draft draft) {
        long id =
                db.execute()
                        .createGet(NEXT)
                        .execute()
                        .map(row -> new Row(row).number("id"))
                        .orElseThrow();
        var source = new Source(SOURCE, id, "booked");
        return ledger.post(new Posting(source, draft.day(), draft.says(), draft.entries()));
    }

    private static boolean byHand(Batch batch) {
        return batch.source().type().equals(SOURCE) && batch.reverses().isEmpty();
    }

    /// Whether it was posted by hand and stands.
    public static boolean reversible(Batch batch) {
        return byHand(batch) && batch.reversedBy().isEmpty();
    }

    /// Takes back what was posted by hand. All else is taken back by its document.
    public Posted reverse(long id, String says) {
        Batch batch = books.find(id).orElseThrow(() -> Problem.notFound("batch", id).refusal());
        if (!byHand(batch)) {
            throw Problem.conflict(
                            new Fault("batch", "" + batch.source(), "one that was posted by hand"))
                    .refusal();
        }
        var source = new Source(SOURCE, batch.source().id(), "reversed");
        return ledger.reverse(id, source, ledger.openDay(ledger.today()), says);
    }
}
