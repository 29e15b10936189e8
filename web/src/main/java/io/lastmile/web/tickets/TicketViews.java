package io.lastmile.web.tickets;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.tickets.Ticket;
import io.lastmile.core.tickets.TicketMessages;
import io.lastmile.core.tickets.TicketParts;
import io.lastmile.core.tickets.TicketState;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts a ticket's page together, within the unit of work that reads it.
final class TicketViews {
    private final TicketParts parts;
    private final Texts texts;
    private final TicketWords words;
    private final TicketLinks.Sources links;

    TicketViews(TicketParts parts, TicketWords words, TicketLinks.Sources links) {
        this.parts = parts;
        this.texts = links.texts();
        this.words = words;
        this.links = links;
    }

    TicketView view(Ticket ticket, TicketView.Who who, TypedForm form) {
        List<TicketMessages.Attachment> pictures = parts.messages().attachments(ticket.id());
        int assignee = ticket.standing().assignee().orElse(0);
        int self = Actor.current().who().account();
        return new TicketView(
                head(ticket, who),
                ticket.version(),
                subject(ticket),
                who,
                parts.messages().of(ticket.id()).stream()
                        .map(message -> words.said(message, ticket.id(), pictures))
                        .toList(),
                parts.messages().events(ticket.id()).stream().map(words::step).toList(),
                moves(ticket),
                parts.workers(ticket).stream()
                        .map(account -> new TicketView.Option("" + account.id(), account.name()))
                        .toList(),
                assignee,
                assignee != 0 && assignee == self,
                ticket.state() == TicketState.MERGED,
                facts(ticket),
                form);
    }

    private List<TicketView.Option> moves(Ticket ticket) {
        return Stream.of(TicketState.values())
                .filter(ticket.state()::allows)
                .map(state -> new TicketView.Option(Fields.nameOf(state), words.state(state)))
                .toList();
    }

    private TicketItem head(Ticket ticket, TicketView.Who who) {
        Ticket.Facts facts = ticket.facts();
        var reply = ticket.clocks().reply().due();
        var solve = ticket.clocks().solve().due();
        var due = Stream.concat(reply.stream(), solve.stream()).sorted().findFirst();
        return new TicketItem(
                ticket.id(),
                ticket.number(),
                facts.subject(),
                who.id(),
                who.name(),
                words.queue(facts.queue()),
                words.type(facts.type()),
                words.state(ticket.state()),
                texts.of("ticket.priority." + Fields.nameOf(facts.priority())),
                facts.priority().compareTo(io.lastmile.core.tickets.Priority.NORMAL) > 0,
                ticket.standing()
                        .assignee()
                        .flatMap(parts.accounts()::find)
                        .map(account -> account.name())
                        .orElse(""),
                words.moment(ticket.times().said()),
                false,
                words.due(due, ticket.state()));
    }

    private TicketView.Subject subject(Ticket ticket) {
        Ticket.Facts facts = ticket.facts();
        String line = facts.line().map(Object::toString).orElse("");
        String alarm = facts.alarm().map(Object::toString).orElse("");
        return new TicketView.Subject(
                facts.subject(),
                facts.type(),
                facts.queue(),
                Fields.nameOf(facts.priority()),
                line,
                alarm,
                links.of(ticket.customer(), line, alarm),
                parts.types().types(),
                parts.types().queues(),
                parts.canned().all());
    }

    private List<TicketView.Fact> facts(Ticket ticket) {
        List<TicketView.Fact> facts = new ArrayList<>();
        facts.add(fact("ticket.opened", words.moment(ticket.times().opened())));
        facts.add(fact("ticket.reply-goal", words.promise(ticket.clocks().reply())));
        facts.add(fact("ticket.solve-goal", words.promise(ticket.clocks().solve())));
        ticket.times()
                .resolved()
                .ifPresent(time -> facts.add(fact("ticket.resolved", words.moment(time))));
        ticket.times()
                .closed()
                .ifPresent(time -> facts.add(fact("ticket.closed", words.moment(time))));
        ticket.rating()
                .ifPresent(rating ->
                        facts.add(
                                fact(
                                        "ticket.rating",
                                        texts.of(
                                                        "ticket.stars",
                                                        "n",
                                                        texts.format().number(rating.stars()))
                                                + Optional.of(rating.text())
                                                        .filter(text -> !text.isEmpty())
                                                        .map(text -> " · " + text)
                                                        .orElse(""))));
        return facts;
    }

    private TicketView.Fact fact(String key, String value) {
        return new TicketView.Fact(texts.of(key), value);
    }
}
