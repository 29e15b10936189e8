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
            int till,
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

    /// Cash that leaves a till; `state` is the API's word.
    public record HandOver(
            long id,
            String person,
            String amount,
            String into,
            String note,
            String made,
            String state,
            String says,
            String settled,
            String why) {
        public boolean waits() {
            return state.equals("waits");
        }
    }

    public record Bank(int id, String name) {}

    /// A cheque in a list, and what became of it; `state` is the API's word.
    public record Cheque(
            long id,
            int customer,
            String name,
            String bank,
            String number,
            String dated,
            String amount,
            String state,
            String says,
            List<Fact> facts) {
        public Cheque {
            facts = List.copyOf(facts);
        }

        public String mood() {
            return switch (state) {
                case "cleared" -> "good";
                case "bounced" -> "bad";
                case "deposited" -> "late";
                default -> "";
            };
        }
    }

    /// A line of a bank statement; `state` is the API's word. `seems` is whose it seems to be, by
    /// what it says.
    public record BankLine(
            long id,
            String bank,
            String day,
            String amount,
            String text,
            String state,
            String says,
            String owner,
            String seems,
            String number,
            boolean exact) {
        public String mood() {
            return switch (state) {
                case "received" -> "good";
                case "assigned" -> "late";
                default -> "";
            };
        }

        public boolean waits() {
            return !state.equals("received");
        }
    }

    /// A cheque or a hand-over that a line may be; `kind` is the API's word.
    public record Twin(String kind, long id, String says, String name, String day) {}

    /// A file that was taken, and what of it nobody could read.
    public record Statement(
            String bank, String file, String made, String says, List<String> faults) {
        public Statement {
            faults = List.copyOf(faults);
        }
    }
}
