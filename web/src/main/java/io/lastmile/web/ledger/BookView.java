package io.lastmile.web.ledger;

import io.lastmile.web.TypedForm;
import java.util.List;

/// What the pages of the books show, in the reader's words. An amount that is not there is empty.
public final class BookView {
    private BookView() {}

    /// All accounts at the end of a day, by what they are.
    public record Balance(
            String day, String iso, List<Section> sections, String debit, String credit) {
        public Balance {
            sections = List.copyOf(sections);
        }
    }

    /// The accounts of one type: what the ISP has, owes, earned, spent.
    public record Section(String name, List<AccountLine> accounts) {
        public Section {
            accounts = List.copyOf(accounts);
        }
    }

    public record AccountLine(int id, String name, String debit, String credit) {}

    /// An account's entries of some days; `more` leads on, with the sum so far.
    public record Statement(
            int id,
            String name,
            String from,
            String to,
            String opening,
            List<Line> lines,
            String more) {
        public Statement {
            lines = List.copyOf(lines);
        }
    }

    /// One entry: of which day and batch, and the sum with it.
    public record Line(
            long batch,
            String day,
            String account,
            String says,
            String in,
            String out,
            String sum) {}

    /// What was posted at once; `mirror` is the batch that took it back or that it takes back.
    public record Posted(
            long id,
            String says,
            List<Fact> facts,
            List<Entry> entries,
            boolean reversible,
            TypedForm form) {
        public Posted {
            facts = List.copyOf(facts);
            entries = List.copyOf(entries);
        }
    }

    /// `path` is where it leads, or empty.
    public record Fact(String name, String value, String path) {}

    /// `customer` is whose account it is, 0 where it is the ISP's own.
    public record Entry(String account, int customer, String debit, String credit) {}

    /// What the proof recomputed.
    public record Proved(boolean holds, String time, List<Check> checks) {
        public Proved {
            checks = List.copyOf(checks);
        }
    }

    public record Check(String name, String rows, boolean holds, List<Difference> differences) {
        public Check {
            differences = List.copyOf(differences);
        }
    }

    public record Difference(String what, String found, String expected) {}

    public record Close(String through, String time, String by, String why) {}

    /// A customer's money: `net` is what remains to be paid, `owed` says to whom.
    public record Money(
            int id,
            String name,
            String number,
            String net,
            boolean owes,
            String due,
            String refundable,
            String promotional,
            List<Line> lines,
            String more) {
        public Money {
            lines = List.copyOf(lines);
        }
    }

    /// An account that may be chosen for an entry by hand.
    public record Choice(String word, String name, boolean named) {}
}
