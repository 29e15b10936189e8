package io.lastmile.web.tickets;

import io.lastmile.core.tickets.CannedReply;
import io.lastmile.core.tickets.TicketQueue;
import io.lastmile.core.tickets.TicketType;
import io.lastmile.web.TypedForm;
import java.util.List;

/// A ticket's page. `lineName` is the session name of its line, 0 where there is none.
public record TicketView(
        TicketItem head,
        long version,
        Subject subject,
        Who who,
        List<Said> said,
        List<Step> history,
        List<Option> moves,
        List<Option> workers,
        int assignee,
        boolean mine,
        boolean merged,
        List<Fact> facts,
        TypedForm form) {
    /// What the form that changes it starts with.
    public record Subject(
            String subject,
            int type,
            int queue,
            String priority,
            String line,
            String alarm,
            TicketLinks links,
            List<TicketType> types,
            List<TicketQueue> queues,
            List<CannedReply> canned) {
        public Subject {
            types = List.copyOf(types);
            queues = List.copyOf(queues);
            canned = List.copyOf(canned);
        }
    }

    public record Who(int id, String name, String number, String mobile, int lineName) {}

    /// `side` is `customer`, `staff` or `note`; `from` names the merged ticket that it came with.
    public record Said(
            String side, String by, String time, String from, String text, List<Long> pictures) {
        public Said {
            pictures = List.copyOf(pictures);
        }
    }

    public record Step(String what, String time, String by) {}

    public record Option(String value, String name) {}

    public record Fact(String name, String value) {}

    public TicketView {
        said = List.copyOf(said);
        history = List.copyOf(history);
        moves = List.copyOf(moves);
        workers = List.copyOf(workers);
        facts = List.copyOf(facts);
    }
}
