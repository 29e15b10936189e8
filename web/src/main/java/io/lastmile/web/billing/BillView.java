package io.lastmile.web.billing;

import java.util.List;
import java.util.Optional;

/// What the pages of billing show, in the reader's words. What is not there is empty.
public final class BillView {
    private BillView() {}

    public record Who(int id, String name, String number) {}

    /// A paper as lists show it; `path` leads to it, `days` are those that matter for it.
    public record Paper(
            String path,
            String number,
            String kind,
            String day,
            String due,
            String amount,
            String open,
            String state,
            String mood,
            int customer,
            String name) {}

    public record Fact(String name, String value, String path) {}

    /// Something that was put on a bill or came of it.
    public record Move(String says, String path, String day, String amount, String state) {}

    /// What a customer owes and has.
    public record Sums(
            String due, String overdue, boolean late, String since, String given, String real) {}

    /// A service and how long it is paid; `prepaid` decides what its words are.
    public record Service(
            int id,
            String line,
            String plan,
            String kind,
            String until,
            String state,
            String mood) {}

    public record Money(
            Who who,
            Sums sums,
            List<Paper> open,
            List<Paper> invoices,
            List<Paper> receipts,
            List<Paper> notes,
            List<Service> services) {
        public Money {
            open = List.copyOf(open);
            invoices = List.copyOf(invoices);
            receipts = List.copyOf(receipts);
            notes = List.copyOf(notes);
            services = List.copyOf(services);
        }
    }

    /// A line with the sentences that say why it is that much.
    public record Line(
            int line,
            String says,
            String days,
            String quantity,
            String discount,
            String net,
            String tax,
            String total,
            String left,
            List<String> why) {
        public Line {
            why = List.copyOf(why);
        }
    }

    /// A part of the sum at the foot of a paper.
    public record Sum(String name, String amount) {}

    /// An invoice with all that became of it.
    public record Bill(
            long id,
            long version,
            Who who,
            Paper head,
            boolean draft,
            boolean voided,
            boolean challan,
            List<Fact> facts,
            List<Line> lines,
            List<Sum> sums,
            List<Move> paid,
            List<Move> notes) {
        public Bill {
            facts = List.copyOf(facts);
            lines = List.copyOf(lines);
            sums = List.copyOf(sums);
            paid = List.copyOf(paid);
            notes = List.copyOf(notes);
        }
    }

    /// A receipt or a credit note.
    public record Slip(
            Who who,
            String path,
            String title,
            String number,
            String amount,
            String state,
            String mood,
            List<Fact> facts,
            List<Move> moves,
            String rule) {
        public Slip {
            facts = List.copyOf(facts);
            moves = List.copyOf(moves);
        }
    }

    /// Days that were paid: what sold them, by which bill and with which money.
    public record Time(
            String days,
            String count,
            String plan,
            String net,
            String bill,
            String billPath,
            List<Move> receipts,
            List<String> why) {
        public Time {
            receipts = List.copyOf(receipts);
            why = List.copyOf(why);
        }
    }

    public record Paid(
            Who who,
            Service service,
            String says,
            Optional<Offer> offer,
            Optional<Left> left,
            List<Time> times,
            List<Move> changes) {
        public Paid {
            times = List.copyOf(times);
            changes = List.copyOf(changes);
        }
    }

    /// What the next period costs and until when it is; `total` is in poisha, as the form sends it
    /// back.
    public record Offer(String credit, String costs, String until, long total, boolean enough) {}

    /// What an end left unused, before tax.
    public record Left(String ended, String days, String worth, boolean given) {}

    /// A tax rule; `iso` is the day on which it began.
    public record Rule(
            String code,
            String kind,
            String kindSays,
            String percent,
            String base,
            String serviceClass,
            String from,
            String iso,
            String to,
            boolean holds,
            boolean ends) {}

    /// Something that is charged once; `bill` is the path of its invoice, `dropped` says by whom
    /// and why it was, either may be empty.
    public record Once(
            long id,
            String says,
            String net,
            String by,
            String state,
            String dropped,
            String bill,
            boolean waits) {}

    /// A discount in the reader's words.
    public record Less(
            int id,
            long version,
            String less,
            String from,
            String last,
            String why,
            boolean holds,
            boolean ends) {}
}
