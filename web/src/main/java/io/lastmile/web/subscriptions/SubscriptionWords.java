package io.lastmile.web.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.portal.PortalService;
import io.lastmile.core.subscriptions.Cause;
import io.lastmile.core.subscriptions.Extension;
import io.lastmile.core.subscriptions.Pause;
import io.lastmile.core.subscriptions.Segment;
import io.lastmile.core.subscriptions.Summary;
import io.lastmile.core.subscriptions.Timelines;
import io.lastmile.web.Texts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Services in the reader's words. A day until which something is paid is the last paid one.
public final class SubscriptionWords {
    private static final long BAR = 1000;

    private final Texts texts;
    private final LocalDate today;

    public SubscriptionWords(Texts texts, LocalDate today) {
        this.texts = texts;
        this.today = today;
    }

    public SubscriptionView.Row row(Summary summary, Optional<Timelines.Why> why) {
        return new SubscriptionView.Row(
                summary.subscription().id(),
                summary.subscription().line(),
                summary.names().line(),
                name(summary.plan()),
                texts.of("subscription.state." + Fields.nameOf(summary.state())),
                mood(summary.state()),
                summary.paidUntil().map(this::last).orElse(""),
                why.map(this::first).orElseGet(() -> texts.of("subscription.because.nothing")),
                coming(summary));
    }

    /// The customer's own; why is said without the rule's name.
    public SubscriptionView.Row own(PortalService service) {
        return new SubscriptionView.Row(
                0,
                service.line(),
                "",
                name(service.plan()),
                texts.of("subscription.state." + Fields.nameOf(service.state())),
                mood(service.state()),
                service.paidUntil().map(this::last).orElse(""),
                service.bought()
                        .map(day -> because(service.reason(), day))
                        .orElseGet(() -> texts.of("subscription.because.nothing")),
                "");
    }

    private static String mood(Summary.State state) {
        return switch (state) {
            case PAID, RUNNING -> "good";
            case GRACE, PAUSED, PLANNED, UNPAID -> "warn";
            case OVER -> "bad";
            case ENDED -> "";
        };
    }

    /// What is planned for it.
    private String coming(Summary summary) {
        List<String> coming = new ArrayList<>();
        summary.pause().ifPresent(pause -> coming.add(pause(pause)));
        summary.termination().ifPresent(end -> coming.add(ending(end.day())));
        summary.change()
                .ifPresent(next ->
                        coming.add(
                                texts.of(
                                        next.scheduled()
                                                ? "subscription.change-comes"
                                                : "subscription.change-quoted",
                                        "plan",
                                        name(next.plan()),
                                        "day",
                                        day(next.day()))));
        return String.join(" ", coming);
    }

    String name(Summary.Named plan) {
        return texts.bangla() && !plan.nameBn().isEmpty() ? plan.nameBn() : plan.name();
    }

    SubscriptionView.Head head(Summary summary, Optional<Timelines.Why> why) {
        var names = summary.names();
        boolean own = texts.bangla() && !names.nameBn().isEmpty();
        return new SubscriptionView.Head(
                summary.subscription().id(),
                summary.subscription().customer(),
                own ? names.nameBn() : names.name(),
                names.number(),
                row(summary, why));
    }

    List<SubscriptionView.Fact> facts(Summary summary) {
        var subscription = summary.subscription();
        List<SubscriptionView.Fact> facts = new ArrayList<>();
        add(facts, "plan", name(summary.plan()));
        add(facts, "kind", texts.of("dunning.kind." + Fields.nameOf(subscription.kind())));
        add(facts, "started", day(subscription.started()));
        add(facts, "anchor", texts.format().number(subscription.anchor().day()));
        add(facts, "restart", restart(Fields.nameOf(subscription.restart())));
        add(facts, "grace", texts.count("dunning.days", subscription.graceDays()));
        subscription.ended().ifPresent(end -> add(facts, "ended", day(end)));
        return facts;
    }

    private String restart(String word) {
        return texts.of("subscription.restart." + word);
    }

    private void add(List<SubscriptionView.Fact> facts, String key, String value) {
        facts.add(new SubscriptionView.Fact(texts.of("subscription." + key), value));
    }

    /// Why it ends when it does: the rule, the days, and what moved them since.
    List<String> because(Optional<Timelines.Why> why) {
        if (why.isEmpty()) {
            return List.of(texts.of("subscription.because.nothing"));
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(first(why.get()));
        Segment last = why.get().last();
        sentences.add(
                texts.of(
                        "subscription.because.days",
                        "from",
                        day(last.start()),
                        "until",
                        last(last.end()),
                        "days",
                        texts.count("dunning.days", last.period().days())));
        why.get().moves().reversed().forEach(cause -> sentences.add(moved(cause)));
        return sentences;
    }

    private String first(Timelines.Why why) {
        String sentence = because(why.reason(), why.sale().day());
        return why.rule().map(rule -> sentence + " (" + rule + ")").orElse(sentence);
    }

    private String because(Optional<Extension.Case> reason, LocalDate bought) {
        String word = reason.map(Fields::nameOf).orElse("sold");
        return texts.of("subscription.because." + word, "day", day(bought));
    }

    private String moved(Cause cause) {
        JsonNode why = cause.why();
        String key = "subscription.moved." + Fields.nameOf(cause.kind());
        String from = why.path("from").asText();
        return texts.of(
                key,
                "day",
                day(cause.day()),
                "days",
                texts.count("dunning.days", why.path("days").asLong()),
                "from",
                from.isEmpty() ? day(cause.day()) : day(LocalDate.parse(from)),
                "credit",
                taka(new Money(why.path("credit").asLong())),
                "charge",
                taka(new Money(why.path("charge").asLong())));
    }

    List<SubscriptionView.Segment> segments(Page<Segment> page, IntFunction<Summary.Named> plans) {
        return page.items().stream()
                .map(segment ->
                        new SubscriptionView.Segment(
                                day(segment.start()),
                                last(segment.end()),
                                texts.format().number(segment.period().days()),
                                name(plans.apply(segment.plan())),
                                taka(segment.net()),
                                holds(segment)))
                .toList();
    }

    private boolean holds(Segment segment) {
        return !today.isBefore(segment.start()) && today.isBefore(segment.end());
    }

    /// The page's segments from the oldest on, gaps between them.
    Optional<SubscriptionView.Bar> bar(List<Segment> newest) {
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        LocalDate start = newest.getLast().start();
        LocalDate end = newest.getFirst().end();
        long all = ChronoUnit.DAYS.between(start, end);
        var pieces =
                newest.reversed().stream()
                        .map(segment -> {
                            long x = BAR * ChronoUnit.DAYS.between(start, segment.start()) / all;
                            long to = BAR * ChronoUnit.DAYS.between(start, segment.end()) / all;
                            return new SubscriptionView.Piece(
                                    x,
                                    Math.max(1, to - x - 2),
                                    !segment.end().isAfter(today),
                                    span(segment.start(), segment.end()));
                        })
                        .toList();
        boolean within = !today.isBefore(start) && today.isBefore(end);
        return Optional.of(
                new SubscriptionView.Bar(
                        pieces,
                        Optional.of(today)
                                .filter(_ -> within)
                                .map(day -> BAR * ChronoUnit.DAYS.between(start, day) / all),
                        span(start, end)));
    }

    private String span(LocalDate start, LocalDate end) {
        return texts.of("subscription.span", "from", day(start), "until", last(end));
    }

    String pause(Pause pause) {
        String key =
                (pause.begun() ? "subscription.pause-runs" : "subscription.pause-comes")
                        + (pause.until().isPresent() ? "-until" : "");
        return texts.of(
                key, "from", day(pause.from()), "until", pause.until().map(this::last).orElse(""));
    }

    String ending(LocalDate day) {
        return texts.of("subscription.ends", "day", last(day));
    }

    String day(LocalDate day) {
        return texts.format().day(day);
    }

    /// The day before one that is not paid any more.
    private String last(LocalDate end) {
        return day(end.minusDays(1));
    }

    String taka(Money money) {
        return texts.format().taka(money.poisha());
    }
}
