package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Step.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Random histories of buying, changing, pausing, refunding and waiting (billing.md E: I3, I4, I5,
/// I8, I12, I13, I14). One that fails is shrunk to a shortest one that still does, and printed.
class SubscriptionHistoryTest {
    private static final int HISTORIES = 8;
    private static final Instant BEGIN = Instant.parse("2009-05-28T09:00:00Z");
    private static final List<String> ZONES = List.of("UTC", "Asia/Dhaka", "America/Sao_Paulo");

    /// How a history is lived: whether jobs run each day, each unit of work is killed once before
    /// it commits.
    private record Way(boolean daily, boolean killed) {}

    private static final Way PLAIN = new Way(false, false);

    private static TestApi api;
    private static int[] plans;
    private static long serial;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        Services services = new Services(api, ZoneId.of("UTC"));
        plans =
                new int[] {
                    services.plan(700, "calendar-months", 1),
                    services.plan(1100, "calendar-months", 1),
                    services.plan(300, "fixed-days", 30),
                    services.plan(1999, "calendar-months", 3)
                };
        services.version(plans[0], 2, "2009-06-20", 750, "calendar-months 1");
        services.version(plans[1], 2, "2009-08-01", 1050, "fixed-days 30");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /// A history as it is lived once on a subscription of its own.
    private static final class Life {
        private final Services services;
        private final Way way;
        private final Random random;
        private final int id;
        private final Restart restart;
        private final List<Long> sales = new ArrayList<>();
        private final List<Supplier<Made>> done = new ArrayList<>();
        private String back = "";

        Life(Services services, Way way, long seed) {
            this.services = services;
            this.way = way;
            this.random = new Random(seed);
            api.clock.set(BEGIN);
            restart = Restart.values()[random.nextInt(3)];
            id = services.start(plans[0], restart, random.nextInt(4));
        }

        /// What is wrong after a step; empty if nothing is.
        String live(List<Step> steps) {
            for (Step step : steps) {
                services.work(this::dueIsDone);
                Optional<LocalDate> before = services.time(id).until();
                String state = services.state(id);
                live(step);
                String wrong = wrong(step, before, state);
                if (!wrong.isEmpty()) {
                    return step + ": " + wrong;
                }
            }
            waits(100 * 24);
            services.jobs();
            return "";
        }

        private String wrong(Step step, Optional<LocalDate> before, String state) {
            PaidTime time = services.time(id);
            for (int i = 1; i < time.segments().size(); i++) {
                if (time.segments().get(i).start().isBefore(time.segments().get(i - 1).end())) {
                    return "overlap: " + time.segments();
                }
            }
            var falls = List.of(Kind.REFUND, Kind.ANNUL, Kind.CHANGE, Kind.END, Kind.WAIT);
            LocalDate until = time.until().orElse(LocalDate.MIN);
            if (!falls.contains(step.kind()) && before.filter(until::isBefore).isPresent()) {
                return "paid until fell from " + before.get() + " to " + time.until();
            }
            if (step.kind() == Kind.REPEAT && !state.equals(services.state(id))) {
                return "a repetition changed\n" + state + "\nto\n" + services.state(id);
            }
            String wrong = plan() + back;
            return wrong.isEmpty() ? services.balance(id) + services.refundedTooMuch(id) : wrong;
        }

        /// What is sold for today is what the line has; in a pause no day is used.
        private String plan() {
            LocalDate today = services.room.stores().today();
            services.work(this::dueIsDone);
            var pauses = services.room.stores().pauses();
            if (services.work(() -> pauses.open(id).filter(Pause::begun).isPresent())) {
                return "";
            }
            int line = services.linePlan(id);
            return services.time(id).segments().stream()
                    .filter(s -> !today.isBefore(s.start()) && today.isBefore(s.end()))
                    .filter(s -> s.plan() != line)
                    .findFirst()
                    .map(s -> "today is sold as %d, the line has %d".formatted(s.plan(), line))
                    .orElse("");
        }

        private void live(Step step) {
            switch (step.kind()) {
                case WAIT -> waits(step.size());
                case BUY -> buy(++serial, step);
                case CHANGE -> change(step);
                case PAUSE -> pause(step);
                case RESUME -> once(() -> services.room.desk().resume(id));
                case REFUND -> refund(step);
                case ANNUL -> annul(step);
                case BACK -> back(step);
                case END -> end(step);
                case CANCEL -> cancel();
                case REPEAT -> repeat(step);
            }
        }

        private void waits(int hours) {
            if (!way.daily()) {
                api.clock.move(Duration.ofHours(hours));
                return;
            }
            for (int left = hours; left > 0; left -= 24) {
                api.clock.move(Duration.ofHours(Math.min(left, 24)));
                services.jobs();
            }
        }

        private void buy(long allocation, Step step) {
            LocalDate today = services.room.stores().today();
            var purchase = new Purchase(today, 1 + step.size() % 3, step.size() % 2 == 0);
            Optional<Money> net =
                    Optional.of(new Money(step.size() * 97L)).filter(_ -> step.size() % 5 < 2);
            var sale = new Sale(new Origin("allocation", allocation), purchase, net);
            sales.add(allocation);
            repeatable(() -> services.room.time().extend(id, sale));
        }

        private void change(Step step) {
            ChangeMode mode = ChangeMode.values()[step.size() % 3];
            int plan = plans[step.size() / 3 % plans.length];
            Made quote = once(() -> services.room.changes().quote(id, plan, mode));
            if (quote instanceof Made.Done(long change)) {
                repeatable(() -> services.room.changes().accept(change));
                if (step.size() % 5 > 0) {
                    repeatable(() -> services.room.changes().approve(change));
                }
                var origin = new Origin("payment", ++serial);
                if (step.size() % 7 > 0) {
                    repeatable(() -> services.room.changes().pay(change, origin));
                }
            }
        }

        private void pause(Step step) {
            LocalDate from = services.room.stores().today().plusDays(step.size() % 9);
            Optional<LocalDate> until =
                    step.size() % 4 == 0
                            ? Optional.empty()
                            : Optional.of(from.plusDays(1 + step.size() % 20));
            once(() -> services.room.desk().pause(id, from, until, "holiday"));
        }

        private void refund(Step step) {
            if (!sales.isEmpty()) {
                var sold = new Origin("allocation", sales.get(step.size() % sales.size()));
                var origin = new Origin("refund", ++serial);
                Made made = once(() -> services.room.time().refund(id, origin, sold));
                if (made instanceof Made.Done) {
                    done.add(() -> services.room.time().refund(id, origin, sold));
                }
            }
        }

        private void annul(Step step) {
            if (!sales.isEmpty()) {
                var sold = new Origin("allocation", sales.get(step.size() % sales.size()));
                var origin = new Origin("void", ++serial);
                repeatable(() -> services.room.time().annul(id, origin, sold));
            }
        }

        /// To other plans and back on one day.
        private void back(Step step) {
            LocalDate today = services.room.stores().today();
            int plan =
                    services.work(() -> services.room.stores().subscriptions().planAt(id, today));
            String before = services.comes(id);
            Money net = Money.ZERO;
            for (int i = 0; i <= step.size() % 3; i++) {
                net = net.plus(paid(plans[(step.size() / 3 + i) % plans.length]));
            }
            net = net.plus(paid(plan));
            if (services.linePlan(id) == plan
                    && !(net.isZero() && before.equals(services.comes(id)))) {
                back = "back for %s: %s, was %s".formatted(net, services.comes(id), before);
            }
        }

        /// What a change costs that is done at once, nothing if it is refused.
        private Money paid(int plan) {
            Made quote = once(() -> services.room.changes().quote(id, plan, ChangeMode.MONEY));
            if (!(quote instanceof Made.Done(long change))) {
                return Money.ZERO;
            }
            once(() -> services.room.changes().accept(change));
            once(() -> services.room.changes().approve(change));
            var origin = new Origin("payment", ++serial);
            once(() -> services.room.changes().pay(change, origin));
            return services.change(change).net();
        }

        private void end(Step step) {
            LocalDate day = services.room.stores().today().plusDays(step.size());
            once(() -> services.room.desk().end(id, day, "moves"));
        }

        private void cancel() {
            services.work(() -> services.room.stores().changes().pending(id))
                    .ifPresent(change ->
                            once(() -> services.room.changes().cancel(change.id(), "no more")));
        }

        /// Whatever was done before is sent again, in any order.
        private void repeat(Step step) {
            if (!done.isEmpty()) {
                once(done.get(step.size() % done.size()));
            }
        }

        private void repeatable(Supplier<Made> work) {
            if (once(work) instanceof Made.Done) {
                done.add(work);
            }
        }

        private Made once(Supplier<Made> work) {
            if (way.killed()) {
                try {
                    services.work(() -> {
                        Made unused = work.get();
                        throw new Killed("" + unused);
                    });
                } catch (Killed killed) {
                    assertThat(killed).hasMessageContaining("[");
                }
            }
            return services.work(work);
        }

        /// Every desk does first what was due, so nothing of that is a step's own doing.
        private boolean dueIsDone() {
            return services.room.time().unused(id, new Origin("none", 0)).isPresent();
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed(String message) {
            super(message);
        }
    }

    private record Outcome(String wrong, String state) {}

    private static Outcome outcome(List<Step> steps, long seed, String zone, Way way) {
        Life life = new Life(new Services(api, ZoneId.of(zone)), way, seed);
        return new Outcome(life.live(steps), life.services.state(life.id));
    }

    /// Two ways to live a history, or an empty text where they agree and nothing is wrong.
    private static String differs(List<Step> steps, long seed, String zone, Way way) {
        Outcome plain = outcome(steps, seed, zone, PLAIN);
        if (!plain.wrong().isEmpty()) {
            return plain.wrong();
        }
        Outcome other = outcome(steps, seed, zone, way);
        if (!other.wrong().isEmpty()) {
            return way + ": " + other.wrong();
        }
        return plain.state().equals(other.state())
                ? ""
                : "%s:\n%s\nexpected:\n%s".formatted(way, other.state(), plain.state());
    }

    private static void hold(long seed, String zone, Way way) {
        List<Step> steps = Step.history(new Random(seed));
        String wrong = differs(steps, seed, zone, way);
        if (!wrong.isEmpty()) {
            List<Step> shortest = shrunk(steps, seed, zone, way);
            throw new AssertionError(
                    "seed %d in %s: %s%nshortest: %s"
                            .formatted(seed, zone, differs(shortest, seed, zone, way), shortest));
        }
    }

    /// Leaves out one step after the other as long as it still fails.
    private static List<Step> shrunk(List<Step> steps, long seed, String zone, Way way) {
        List<Step> now = new ArrayList<>(steps);
        for (int i = now.size() - 1; i >= 0; i--) {
            List<Step> without = new ArrayList<>(now);
            without.remove(i);
            if (!differs(without, seed, zone, way).isEmpty()) {
                now = without;
            }
        }
        return now;
    }

    /// Days of a plan that were sold ahead stay with its change, through a pause.
    @Test
    void aBoughtChangeMovesWithItsDays() {
        List<Step> steps =
                List.of(
                        new Step(Kind.BUY, 93),
                        new Step(Kind.WAIT, 669),
                        new Step(Kind.CHANGE, 119),
                        new Step(Kind.BUY, 497),
                        new Step(Kind.CANCEL, 0),
                        new Step(Kind.PAUSE, 589),
                        new Step(Kind.WAIT, 228),
                        new Step(Kind.WAIT, 657),
                        new Step(Kind.WAIT, 893));
        for (Way way : List.of(new Way(true, false), new Way(false, true))) {
            String zone = "America/Sao_Paulo";
            assertThat(differs(steps, 3552100974749910593L, zone, way)).isEmpty();
        }
        Outcome outcome = outcome(steps, 3552100974749910593L, "UTC", PLAIN);
        assertThat(outcome.state()).contains("applied").doesNotContain("cancelled");
    }

    @Test
    void dayByDayIsOneJumpInEveryZone() {
        long seed = new Random().nextLong();
        for (int i = 0; i < HISTORIES; i++) {
            hold(seed + i, ZONES.get(i % ZONES.size()), new Way(true, false));
        }
    }

    @Test
    void aKillBeforeEveryCommitChangesNothing() {
        long seed = new Random().nextLong();
        for (int i = 0; i < HISTORIES; i++) {
            hold(seed + i, ZONES.get(i % ZONES.size()), new Way(i % 2 == 0, true));
        }
    }

    /// The host's own zone is nobody's business.
    @Test
    void everyHostKeepsTheSameRows() {
        TimeZone before = TimeZone.getDefault();
        long seed = new Random().nextLong();
        List<Step> steps = Step.history(new Random(seed));
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (String host : ZONES) {
                TimeZone.setDefault(TimeZone.getTimeZone(host));
                outcomes.add(outcome(steps, seed, "Asia/Dhaka", PLAIN));
            }
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(outcomes).as("seed %d", seed).containsOnly(outcomes.getFirst());
        assertThat(outcomes.getFirst().wrong()).as("seed %d", seed).isEmpty();
    }
}
