package io.lastmile.web.subscriptions;

import java.util.List;
import java.util.Optional;

/// What the pages of services show, in the reader's words. What is not there is empty.
public final class SubscriptionView {
    private SubscriptionView() {}

    public record Fact(String name, String value) {}

    public record Option(String value, String name) {}

    /// A service in a list; `why` says in a sentence why its paid time ends when it does.
    public record Row(
            int id,
            int line,
            String lineName,
            String plan,
            String state,
            String mood,
            String paidUntil,
            String why,
            String coming) {}

    /// A customer's services, and those lines of theirs that have none.
    public record OfCustomer(List<Row> rows, List<Option> free) {
        public OfCustomer {
            rows = List.copyOf(rows);
            free = List.copyOf(free);
        }
    }

    /// Who has the service.
    public record Head(int id, int customer, String name, String number, Row row) {}

    /// Paid days; `now` holds today.
    public record Segment(
            String start, String last, String days, String plan, String net, boolean now) {}

    /// One piece of the bar, in thousandths of it.
    public record Piece(long x, long width, boolean over, String says) {}

    /// `today` is where today lies, if it does.
    public record Bar(List<Piece> pieces, Optional<Long> today, String says) {
        public Bar {
            pieces = List.copyOf(pieces);
        }
    }

    public record Pause(String says, boolean begun) {}

    public record One(
            Head head,
            List<String> because,
            List<Fact> facts,
            List<Segment> segments,
            String older,
            Optional<Bar> bar,
            Optional<Pause> pause,
            String ending,
            boolean runs) {
        public One {
            because = List.copyOf(because);
            facts = List.copyOf(facts);
            segments = List.copyOf(segments);
        }
    }

    /// One line of a quote: what it is, the rule with its numbers, the amount.
    public record Line(String what, String rule, String amount) {}

    /// A change of plan that is pending.
    public record Quote(
            long id,
            String title,
            String state,
            String mood,
            List<Line> lines,
            String net,
            List<Fact> facts,
            boolean accepts,
            boolean approves,
            boolean pays,
            boolean fresh) {
        public Quote {
            lines = List.copyOf(lines);
            facts = List.copyOf(facts);
        }
    }

    /// What a change comes to with tax; `missing` says what of it is not there yet.
    public record Bill(String total, String missing, boolean payable) {}

    /// A service to be begun on a line.
    public record Start(int line, String lineName, int customer, String name, List<Option> plans) {
        public Start {
            plans = List.copyOf(plans);
        }
    }
}
