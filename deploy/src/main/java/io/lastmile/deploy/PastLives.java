package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.core.CoreApi;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineBook;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.network.HoldRun;
import io.lastmile.core.platform.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// What befell customers after they joined: a faster plan, a late payment, a note; and who left. In
/// a great fleet only of some, because each is a piece of work of its own.
final class PastLives {
    /// Lines whose lives are told.
    private static final int LIVES_MAX = 4000;

    private static final int LEFT_OF_HUNDRED = 4;
    private static final int LEFT_MAX = 150;
    private static final int FASTER_PERCENT = 9;
    private static final int LATE_PERCENT = 4;
    private static final int NOTE_PERCENT = 10;
    private static final Duration SETTLED = Duration.ofDays(3);
    private static final Actor OFFICE = Actor.system("office");
    private static final List<String> NOTES =
            List.of(
                    "Wants the technician after 5 pm.",
                    "বাড়িওয়ালার অনুমতি নেওয়া হয়েছে।",
                    "Pays by bKash from another number.",
                    "Uses an own router; 5 GHz only.",
                    "তৃতীয় তলা, ডান পাশের ফ্ল্যাট।",
                    "Asked for a fixed address; told the price.",
                    "Cable comes over the neighbour's roof.");

    private final CoreApi core;
    private final Chronicle chronicle;
    private final PastPeople people;

    PastLives(CoreApi core, Chronicle chronicle, PastPeople people) {
        this.core = core;
        this.chronicle = chronicle;
        this.people = people;
    }

    /// The first throw of a line's dice.
    static boolean changesPlan(SplittableRandom dice) {
        return dice.nextInt(100) < FASTER_PERCENT;
    }

    void plan(List<DemoLine> lines) {
        List<DemoLine> some = lines.subList(0, Math.min(lines.size(), LIVES_MAX));
        some.forEach(this::plan);
        // Who is beyond has a slower plan too, if its dice say so, and gets the faster one.
        lines.stream()
                .skip(LIVES_MAX)
                .filter(l -> changesPlan(people.dice(l)))
                .forEach(this::faster);
        int left = Math.min(LEFT_MAX, lines.size() * LEFT_OF_HUNDRED / 100);
        for (int i = 0; i < left; i++) {
            leave(lines, i);
        }
    }

    private void plan(DemoLine line) {
        SplittableRandom dice = people.dice(line);
        if (changesPlan(dice)) {
            faster(line);
        }
        if (dice.nextInt(100) < LATE_PERCENT) {
            Instant cut = within(line, dice);
            chronicle.at(cut, () -> with(line, it -> hold(it, "the bill is 10 days late")));
            chronicle.at(
                    cut.plus(Duration.ofHours(5 + dice.nextInt(80))), () -> with(line, this::lift));
        }
        if (dice.nextInt(100) < NOTE_PERCENT) {
            String text = NOTES.get(dice.nextInt(NOTES.size()));
            chronicle.at(within(line, dice), () -> note(line, text));
        }
    }

    private void faster(DemoLine line) {
        SplittableRandom dice = people.dice(line).split();
        chronicle.at(within(line, dice), () -> with(line, it -> change(line, it)));
    }

    /// Some time between joining and now.
    private Instant within(DemoLine line, SplittableRandom dice) {
        Instant from = people.days().of(line).plus(SETTLED);
        long seconds = Duration.between(from, chronicle.end()).toSeconds();
        return from.plusSeconds((long) (Math.max(0, seconds) * dice.nextDouble()));
    }

    private void with(DemoLine line, Consumer<Line> work) {
        people.customer(line)
                .ifPresent(customer ->
                        office(() ->
                                core.lines().stores().lines().ofCustomer(customer).forEach(work)));
    }

    private void office(Runnable work) {
        OFFICE.run(() ->
                core.database()
                        .transact(() -> {
                            work.run();
                            return true;
                        }));
    }

    private void change(DemoLine line, Line now) {
        var draft =
                new LineBook.Change(
                        now.id(), now.version(), people.draft(line, people.planNow(line)));
        core.lines().stores().book().change(List.of(draft));
    }

    private void hold(Line line, String why) {
        var run = HoldRun.of(line.id(), HoldReason.NONPAY, why, Optional.empty());
        core.network().stores().holds().place(run).placedOrRefuse();
    }

    private void lift(Line line) {
        core.network().stores().holds().lift(line.id(), HoldReason.NONPAY, "paid by bKash");
    }

    private void note(DemoLine line, String text) {
        people.customer(line)
                .ifPresent(
                        id -> office(() -> core.customers().parts().records().addNote(id, text)));
    }

    /// Somebody like two of the others, who had a line that no router knows any more.
    private void leave(List<DemoLine> lines, int number) {
        DemoLine like = lines.get(number * 37 % lines.size());
        DemoLine other = lines.get(number * 53 % lines.size());
        var gone =
                new DemoLine(
                        "left%04d".formatted(number + 1),
                        name(like, other),
                        like.area(),
                        like.router(),
                        like.downBps(),
                        like.upBps(),
                        like.queue());
        Instant joined = people.days().of(gone);
        if (!joined.plus(SETTLED).isBefore(chronicle.end())) {
            return; // Came the day before yesterday: nobody leaves that soon.
        }
        chronicle.at(joined, () -> people.enter(List.of(gone)));
        chronicle.at(within(gone, people.dice(gone).split()), () -> end(gone));
    }

    private static String name(DemoLine like, DemoLine other) {
        String last = other.label().substring(other.label().lastIndexOf(' ') + 1);
        return like.queue() || other.queue()
                ? like.label()
                : like.label().split(" ")[0] + " " + last;
    }

    private void end(DemoLine gone) {
        with(gone, line -> core.lines().desk().remove(line.id(), line.version()));
        people.customer(gone)
                .ifPresent(id ->
                        office(() -> {
                            var all = core.customers().parts();
                            all.records().addNote(id, "Moved away; returned the ONU.");
                            var _ =
                                    all.customers()
                                            .close(id, all.need(id).version(), true)
                                            .idOrRefuse();
                        }));
    }
}
