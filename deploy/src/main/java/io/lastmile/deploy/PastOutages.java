package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.core.tickets.TicketState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Cut cables: many complain about the same, and what they wrote is merged into one ticket that a
/// crew works on. The last one is not repaired yet.
final class PastOutages {
    private static final List<Duration> AGO =
            Stream.of(311, 214, 121, 47).map(Duration::ofDays).toList();
    private static final Duration LAST = Duration.ofHours(3);
    private static final int COMPLAINTS_MIN = 4;
    private static final int COMPLAINTS_MAX = 10;
    private static final String CUT = "Fibre cut";
    private static final List<String> WORDS =
            List.of(
                    "ইন্টারনেট নেই। পুরো বিল্ডিংয়ে নেই।",
                    "No internet in the whole building.",
                    "লাইন চলে গেছে, কখন আসবে?",
                    "Line is down, my neighbour's too.");

    private final PastTickets tickets;
    private final PastPeople people;
    private final Chronicle chronicle;
    private final SplittableRandom dice;

    PastOutages(
            PastTickets tickets, PastPeople people, Chronicle chronicle, SplittableRandom dice) {
        this.tickets = tickets;
        this.people = people;
        this.chronicle = chronicle;
        this.dice = dice;
    }

    void plan(List<DemoLine> lines) {
        Stream.concat(AGO.stream(), Stream.of(LAST))
                .forEach(ago -> {
                    String router = lines.get(dice.nextInt(lines.size())).router();
                    List<DemoLine> there =
                            lines.stream().filter(line -> line.router().equals(router)).toList();
                    plan(there, chronicle.end().minus(ago));
                });
    }

    private void plan(List<DemoLine> there, Instant at) {
        SplittableRandom own = dice.split();
        chronicle.at(
                at,
                () -> {
                    List<Integer> hit =
                            there.stream()
                                    .flatMap(line -> people.customer(line).stream())
                                    .limit(COMPLAINTS_MIN + own.nextInt(COMPLAINTS_MAX))
                                    .toList();
                    if (!hit.isEmpty()) {
                        begin(hit, own);
                    }
                });
    }

    private void begin(List<Integer> hit, SplittableRandom own) {
        int noc = tickets.staff().noc().account();
        var actor = tickets.staff().noc().actor();
        int cut = tickets.open(actor, hit.getFirst(), CUT, "Fibre cut between pole 41 and 44.");
        tickets.assign(cut, tickets.staff().technician().account());
        tickets.reply(actor, cut, "কেবল কাটা গেছে। কর্মীরা কাজ করছেন।", Optional.empty());
        for (int customer : hit.subList(1, hit.size())) {
            Duration pause = Duration.ofMinutes(3 + own.nextInt(60));
            String words = WORDS.get(own.nextInt(WORDS.size()));
            chronicle.after(pause, () -> complain(customer, words, cut, noc));
        }
        chronicle.after(
                Duration.ofMinutes(95),
                () ->
                        tickets.note(
                                tickets.staff().technician().actor(),
                                cut,
                                "Dump truck tore the cable down; 12 cores to splice."));
        chronicle.after(Duration.ofMinutes(190 + own.nextInt(120)), () -> repaired(cut));
    }

    private void complain(int customer, String words, int cut, int noc) {
        int id = tickets.open(PastTickets.customer(customer), customer, "No connection", words);
        tickets.assign(id, noc);
        chronicle.after(
                Duration.ofMinutes(9),
                () -> {
                    tickets.reply(
                            tickets.staff().noc().actor(),
                            id,
                            "A cable of your area is cut; our crew is there.",
                            Optional.empty());
                    tickets.merge(id, cut);
                });
    }

    private void repaired(int cut) {
        tickets.reply(
                tickets.staff().noc().actor(),
                cut,
                "কেবল জোড়া দেওয়া হয়েছে। লাইন চালু।",
                Optional.of(TicketState.RESOLVED));
    }
}
