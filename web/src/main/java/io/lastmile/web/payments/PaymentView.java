package io.lastmile.web.payments;

import java.util.List;

/// What the pages of payments show, in the reader's words. What is not there is empty.
public final class PaymentView {
    private PaymentView() {}

    /// Somebody whom a search found.
    public record Hit(int id, String name, String number, String says) {}

    public record Fact(String name, String value) {}

    /// One thing that money can be for; `word` is what the form sends.
    public record Purpose(String word, String says) {}

    /// Who stands at the desk, and where they stand.
    public record Person(
            int id, String name, String number, List<Fact> facts, List<Purpose> purposes) {
        public Person {
            facts = List.copyOf(facts);
            purposes = List.copyOf(purposes);
        }
    }

    /// What would become of the money; `missing` is a warning.
    public record Quote(String amount, List<Fact> facts, String missing) {
        public Quote {
            facts = List.copyOf(facts);
        }
    }

    /// A payment that was taken.
    public record Paid(
            long id,
            int customer,
            String name,
            String amount,
            String day,
            String made,
            String by,
            String receipt,
            String note,
            String undone) {}

    public record Till(
            int id, String name, String person, String balance, String waiting, String free) {}
}
