package io.lastmile.web.plans;

import io.lastmile.core.plans.Allowance;
import io.lastmile.core.plans.Pair;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanDifference;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.plans.RateLimit;
import io.lastmile.core.plans.Terms;
import io.lastmile.core.platform.Fields;
import io.lastmile.web.BdFormat;
import io.lastmile.web.Texts;
import io.lastmile.web.plans.PlanView.Diff;
import io.lastmile.web.plans.PlanView.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Plans in the reader's words.
final class PlanWords {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm", Locale.ROOT);

    private final Texts texts;
    private final BdFormat format;
    private final boolean bangla;

    PlanWords(Texts texts, boolean bangla) {
        this.texts = texts;
        this.format = texts.format();
        this.bangla = bangla;
    }

    PlanLine line(Plan plan) {
        Terms terms = plan.terms();
        return new PlanLine(
                plan.id(),
                name(terms),
                bangla && !terms.saysBn().isEmpty() ? terms.saysBn() : terms.says(),
                pair("plan.speed", terms.rate()),
                format.taka(terms.price().poisha()),
                validity(terms),
                fairUse(terms, false),
                terms.published(),
                plan.retired().isPresent());
    }

    String name(Terms terms) {
        return bangla && !terms.nameBn().isEmpty() ? terms.nameBn() : terms.name();
    }

    PlanView view(Plan plan, List<PlanVersion> versions) {
        String retired =
                plan.retired()
                        .map(r ->
                                texts.of(
                                        "plan.retired-says",
                                        "time",
                                        moment(r.time()),
                                        "by",
                                        r.by(),
                                        "why",
                                        r.why()))
                        .orElse("");
        return new PlanView(
                line(plan),
                plan.version(),
                planned(plan),
                retired,
                facts(plan.terms()),
                decisions(versions));
    }

    /// Each planned change, and the begin of a plan that has not begun is none.
    List<PlanView.Planned> planned(Plan plan) {
        return plan.planned().stream()
                .map(next -> new PlanView.Planned(next.number(), version("plan.planned", next)))
                .toList();
    }

    private String version(String key, PlanVersion version) {
        return texts.of(
                key,
                "n",
                format.number(version.number()),
                "time",
                moment(version.effective()),
                "why",
                version.why());
    }

    PlanFormView.Preview preview(PlanDifference difference, Instant now) {
        String when =
                difference.effective().isAfter(now)
                        ? texts.of("plan.diff-from", "time", moment(difference.effective()))
                        : texts.of("plan.diff-now");
        List<PlanFormView.Then> then = new ArrayList<>();
        for (int i = 0; i < difference.planned().size(); i++) {
            PlanVersion next = difference.planned().get(i);
            List<Diff> diffs = diffs(difference.termsBefore(i), next.terms());
            then.add(new PlanFormView.Then(version("plan.then", next), diffs));
        }
        List<String> replaced =
                difference.replaced().stream().map(v -> version("plan.ends", v)).toList();
        List<Diff> diffs = diffs(difference.before().terms(), difference.after());
        return new PlanFormView.Preview(when, diffs, replaced, then);
    }

    private List<PlanView.Decision> decisions(List<PlanVersion> versions) {
        return versions.stream()
                .map(version -> decision(version, version.basis(versions)))
                .toList();
    }

    /// What a decision changed is told against what would have held at its moment without it.
    private PlanView.Decision decision(PlanVersion version, Optional<PlanVersion> basis) {
        return new PlanView.Decision(
                version.number(),
                moment(version.made()),
                moment(version.effective()),
                version.madeBy(),
                version.why(),
                version.replacedBy()
                        .map(by -> texts.of("plan.replaced", "n", format.number(by)))
                        .orElse(""),
                basis.map(before -> diffs(before.terms(), version.terms())).orElse(List.of()));
    }

    /// Each field of the terms in words; the same list tells a plan and the difference of two.
    List<Fact> facts(Terms terms) {
        return List.of(
                fact("name", terms.name()),
                fact("nameBn", terms.nameBn()),
                fact("says", terms.says()),
                fact("saysBn", terms.saysBn()),
                fact("speed", speed(terms.rateLimit())),
                new Fact(texts.of("plan.field.rateLimit"), terms.rateLimit().text(), true),
                new Fact(texts.of("plan.field.profile"), terms.profile(), true),
                fact("price", format.taka(terms.price().poisha())),
                fact("validity", validity(terms)),
                fact("taxClass", terms.taxClass()),
                fact("fairUse", fairUse(terms, true)),
                fact("bonus", bonus(terms.allowance())),
                fact("contention", format.digits("1:" + terms.contention())),
                fact("published", texts.of(terms.published() ? "yes" : "no")),
                fact("approval", approval(terms)));
    }

    List<Diff> diffs(Terms before, Terms after) {
        List<Fact> left = facts(before);
        List<Fact> right = facts(after);
        List<Diff> diffs = new ArrayList<>();
        for (int i = 0; i < right.size(); i++) {
            if (!left.get(i).value().equals(right.get(i).value())) {
                diffs.add(new Diff(right.get(i).name(), left.get(i).value(), right.get(i).value()));
            }
        }
        return diffs;
    }

    private Fact fact(String field, String value) {
        return new Fact(texts.of("plan.field." + field), value, false);
    }

    /// `25 Mbps down, 10 Mbps up. Bursts to ...`: a burst lasts threshold x time / burst rate.
    String speed(RateLimit limit) {
        var text = new StringBuilder(pair("plan.speed", limit.rate())).append(".");
        limit.burst()
                .ifPresent(burst ->
                        text.append(" ")
                                .append(
                                        texts.of(
                                                "plan.burst",
                                                "down",
                                                rate(burst.rate().down()),
                                                "up",
                                                rate(burst.rate().up()),
                                                "downSeconds",
                                                seconds(burst, false),
                                                "upSeconds",
                                                seconds(burst, true))));
        if (limit.priority() != 8) {
            text.append(" ")
                    .append(texts.of("plan.priority", "n", format.number(limit.priority())));
        }
        if (!limit.min().equals(limit.rate())) {
            text.append(" ").append(pair("plan.min", limit.min())).append(".");
        }
        return text.toString();
    }

    private String seconds(RateLimit.Burst burst, boolean up) {
        long threshold = up ? burst.threshold().up() : burst.threshold().down();
        long rate = up ? burst.rate().up() : burst.rate().down();
        long time = up ? burst.seconds().up() : burst.seconds().down();
        return format.number(Math.max(1, Math.round((double) threshold * time / rate)));
    }

    private String pair(String key, Pair pair) {
        return texts.of(key, "down", rate(pair.down()), "up", rate(pair.up()));
    }

    /// Whole figures without trailing zeros: `25 Mbps`, `1.5 Mbps`.
    private String rate(long bps) {
        return bps == 0 ? texts.of("plan.no-limit") : trimmed(format.rate(bps));
    }

    private static String trimmed(BdFormat.Figure figure) {
        String value = figure.value().replaceFirst("[.][0০]+$", "");
        return value.replaceFirst("([.][1-9১-৯])[0০]$", "$1") + " " + figure.unit();
    }

    private String validity(Terms terms) {
        return texts.count(
                "plan.validity." + Fields.nameOf(terms.validity()), terms.validityCount());
    }

    /// `exact` adds the rate limits as routers have them, with their bursts.
    private String fairUse(Terms terms, boolean exact) {
        if (terms.allowance().steps().isEmpty()) {
            return texts.of(terms.unlimited() ? "plan.unlimited" : "plan.no-steps");
        }
        String window = texts.of("plan.window." + Fields.nameOf(terms.allowance().window()));
        return terms.allowance().steps().stream()
                .map(step -> step(step, exact))
                .collect(Collectors.joining("; ", window + ", ", ""));
    }

    private String step(Allowance.Step step, boolean exact) {
        RateLimit limit = step.rateLimit();
        return texts.of(
                "plan.step",
                "limit",
                trimmed(format.volume(step.limitBytes())),
                "speed",
                exact ? exact(limit) : pair("plan.speed", limit.rate()));
    }

    private String exact(RateLimit limit) {
        return pair("plan.speed", limit.rate()) + " (" + limit.text() + ")";
    }

    private String bonus(Allowance allowance) {
        return allowance
                .bonus()
                .map(bonus ->
                        texts.of(
                                bonus.counted() ? "plan.bonus" : "plan.bonus-free",
                                "from",
                                format.digits(bonus.from().toString()),
                                "to",
                                format.digits(bonus.to().toString()),
                                "speed",
                                exact(bonus.rateLimit())))
                .orElse("–");
    }

    private String approval(Terms terms) {
        return terms.approval()
                .map(a ->
                        texts.of(
                                "plan.approval",
                                "memo",
                                a.memoNo(),
                                "date",
                                day(a.memoDate()),
                                "ceiling",
                                format.taka(a.ceiling().poisha())))
                .orElse("–");
    }

    String day(LocalDate date) {
        return format.day(date);
    }

    String moment(Instant time) {
        return format.digits(MOMENT.format(time.atZone(DHAKA)));
    }
}
