package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.tickets.Ticket;
import io.lastmile.core.tickets.TicketState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A year of complaints: most are answered soon and solved the same day, some late, and those of
/// the last day are in every state.
final class PastComplaints {
    private static final int DAYS = 365;
    private static final int LINES_PER_TICKET = 10;
    private static final int TICKETS_MIN = 10;
    private static final int TICKETS_MAX = 600;
    private static final int LATE_PERCENT = 12;
    private static final int OWN_PERCENT = 65;
    private static final int RATED_PERCENT = 55;
    private static final int AGAIN_PERCENT = 5;
    private static final int NOTE_PERCENT = 40;

    /// Where those of the last day stand.
    private static final List<TicketState> UNDER_WAY =
            List.of(
                    TicketState.NEW,
                    TicketState.OPEN,
                    TicketState.WAITING_CUSTOMER,
                    TicketState.WAITING_THIRD);

    /// A complaint on its way to the state `last`.
    private record Case(
            int customer, Talks.Talk talk, boolean late, TicketState last, SplittableRandom dice) {
        boolean happens(int percent) {
            return dice.nextInt(100) < percent;
        }

        Duration minutes(int from, int to) {
            return Duration.ofMinutes(from + dice.nextInt(to - from));
        }
    }

    private final PastTickets tickets;
    private final PastPeople people;
    private final Chronicle chronicle;
    private final SplittableRandom dice;
    private final Talks talks = Talks.read();

    PastComplaints(PastTickets tickets, PastPeople people, Chronicle chronicle, long seed) {
        this.tickets = tickets;
        this.people = people;
        this.chronicle = chronicle;
        this.dice = new SplittableRandom(seed * 31 + 17);
    }

    void plan(List<DemoLine> lines) {
        int some = lines.size() / LINES_PER_TICKET;
        for (int i = 0; i < Math.clamp(some, TICKETS_MIN, TICKETS_MAX); i++) {
            plan(line(lines), daytime(2 + dice.nextInt(DAYS - 2)), TicketState.RESOLVED);
        }
        for (int i = 0; i < 3 * UNDER_WAY.size(); i++) {
            Duration ago = Duration.ofMinutes(90 + dice.nextInt(20 * 60));
            TicketState last = UNDER_WAY.get(i % UNDER_WAY.size());
            plan(line(lines), chronicle.end().minus(ago), last);
        }
        new PastOutages(tickets, people, chronicle, dice.split()).plan(lines);
    }

    private DemoLine line(List<DemoLine> lines) {
        return lines.get(dice.nextInt(lines.size()));
    }

    private Instant daytime(int daysAgo) {
        LocalDate day = chronicle.end().atZone(JoinDays.ZONE).toLocalDate().minusDays(daysAgo);
        return day.atTime(8, 0)
                .atZone(JoinDays.ZONE)
                .toInstant()
                .plusSeconds(dice.nextInt(14 * 3600));
    }

    private void plan(DemoLine line, Instant at, TicketState last) {
        Talks.Talk talk = talks.all().get(dice.nextInt(talks.all().size()));
        boolean late = dice.nextInt(100) < LATE_PERCENT;
        SplittableRandom own = dice.split();
        chronicle.at(
                at,
                () ->
                        people.customer(line)
                                .ifPresent(id -> open(new Case(id, talk, late, last, own))));
    }

    private void open(Case it) {
        Actor by =
                it.happens(OWN_PERCENT)
                        ? PastTickets.customer(it.customer())
                        : tickets.staff().support().actor();
        int id = tickets.open(by, it.customer(), it.talk().type(), it.talk().opening());
        if (it.last() != TicketState.NEW) {
            Duration pause = it.late() ? it.minutes(600, 2400) : it.minutes(4, 25);
            boolean soon = it.last() != TicketState.RESOLVED;
            chronicle.after(soon ? it.minutes(4, 25) : pause, () -> answer(it, id));
        }
    }

    private PastStaff.Colleague worker(Case it) {
        return tickets.worker(it.talk().type());
    }

    private void answer(Case it, int id) {
        tickets.assign(id, worker(it).account());
        boolean asks =
                it.talk().answer().contains("?") || it.last() == TicketState.WAITING_CUSTOMER;
        Optional<TicketState> then =
                it.last() == TicketState.WAITING_THIRD
                        ? Optional.of(it.last())
                        : asks && it.last() != TicketState.OPEN
                                ? Optional.of(TicketState.WAITING_CUSTOMER)
                                : Optional.empty();
        tickets.reply(worker(it).actor(), id, it.talk().answer(), then);
        if (it.last() != TicketState.RESOLVED) {
            return;
        }
        if (it.happens(NOTE_PERCENT)) {
            chronicle.after(
                    it.minutes(10, 50),
                    () -> tickets.note(worker(it).actor(), id, it.talk().note()));
        }
        if (then.isPresent()) {
            chronicle.after(
                    it.minutes(15, 55), () -> wrote(it, id, "ok, checked. Please see again."));
        }
        Duration solving = it.late() ? it.minutes(2000, 6000) : it.minutes(60, 220);
        chronicle.after(solving, () -> solve(it, id, !it.happens(AGAIN_PERCENT)));
    }

    private void wrote(Case it, int id, String text) {
        tickets.reply(PastTickets.customer(it.customer()), id, text, Optional.empty());
    }

    private void solve(Case it, int id, boolean forGood) {
        Optional<TicketState> solved = Optional.of(TicketState.RESOLVED);
        tickets.reply(worker(it).actor(), id, it.talk().solution(), solved);
        if (!forGood) {
            chronicle.after(it.minutes(600, 3000), () -> wrote(it, id, "It is the same again."));
            chronicle.after(it.minutes(3100, 3500), () -> solve(it, id, true));
        } else if (it.happens(RATED_PERCENT)) {
            int stars = it.late() ? 1 + it.dice().nextInt(3) : 3 + it.dice().nextInt(3);
            var rating = new Ticket.Rating(stars, stars > 3 ? it.talk().thanks() : "");
            chronicle.after(it.minutes(30, 2000), () -> tickets.rate(it.customer(), id, rating));
        }
    }
}
