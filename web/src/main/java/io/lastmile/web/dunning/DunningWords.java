package io.lastmile.web.dunning;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.dunning.Dossier;
import io.lastmile.core.dunning.DunningRun;
import io.lastmile.core.dunning.Mercies;
import io.lastmile.core.dunning.Mercy;
import io.lastmile.core.dunning.Nonpay;
import io.lastmile.core.dunning.OffList;
import io.lastmile.core.dunning.QuietPeriod;
import io.lastmile.core.dunning.Verdict;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.web.Texts;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Dunning in the reader's words.
final class DunningWords {
    private final Texts texts;
    private final Instant now;
    private final LocalDate today;

    DunningWords(Texts texts, Instant now, LocalDate today) {
        this.texts = texts;
        this.now = now;
        this.today = today;
    }

    DunningView.Row row(OffList.Item item) {
        return row(
                item.who(),
                item.names(),
                texts.of("dunning.kind." + Fields.nameOf(item.kind())),
                rule(Fields.nameOf(item.rule())),
                moment(item.since()));
    }

    DunningView.Row row(Verdict verdict, OffList.Names names) {
        return row(
                verdict.inputs().who(),
                names,
                texts.of("dunning.kind." + Fields.nameOf(verdict.inputs().kind())),
                rule(Fields.nameOf(verdict.rule())),
                moment(verdict.at()));
    }

    /// Of a list that a run keeps.
    DunningView.Row row(Dossier.Who who, OffList.Names names, JsonNode verdict) {
        String kind = verdict.at("/inputs/kind").asText();
        return row(
                who,
                names,
                kind.isEmpty() ? "" : texts.of("dunning.kind." + kind),
                rule(verdict.path("rule").asText()),
                moment(Instant.ofEpochMilli(verdict.path("at").asLong())));
    }

    private DunningView.Row row(
            Dossier.Who who, OffList.Names names, String kind, String rule, String time) {
        boolean own = texts.bangla() && !names.nameBn().isEmpty();
        return new DunningView.Row(
                who.subscription(),
                who.customer(),
                own ? names.nameBn() : names.name(),
                names.number(),
                names.line(),
                kind,
                rule,
                time);
    }

    private String rule(String word) {
        String key = "dunning.rule." + word;
        return texts.knows(key) ? texts.of(key) : word;
    }

    DunningView.Why why(Verdict verdict, OffList.Names names, List<Nonpay> history) {
        return new DunningView.Why(
                row(verdict, names),
                texts.of("dunning.because." + Fields.nameOf(verdict.rule())),
                verdict.inputs().cut().isPresent(),
                facts(verdict),
                verdict.open().stream().map(this::bill).toList(),
                history.stream().map(this::past).toList());
    }

    private List<DunningView.Fact> facts(Verdict verdict) {
        List<DunningView.Fact> facts = new ArrayList<>();
        Dossier inputs = verdict.inputs();
        add(facts, "kind", Optional.of(texts.of("dunning.kind." + Fields.nameOf(inputs.kind()))));
        add(facts, "paid-until", inputs.paidUntil().map(day -> day(day.minusDays(1))));
        add(facts, "grace", Optional.of(texts.count("dunning.days", verdict.limits().graceDays())));
        if (!verdict.open().isEmpty()) {
            add(facts, "overdue", Optional.of(taka(verdict.sums().overdue())));
            add(facts, "late", Optional.of(taka(verdict.sums().late())));
            add(facts, "tolerance", Optional.of(taka(verdict.limits().tolerance())));
        }
        mercies(facts, inputs.mercies());
        add(facts, "quiet", verdict.quiet().map(this::quiet));
        add(facts, "off-since", inputs.cut().map(this::moment));
        add(facts, "looked", Optional.of(moment(verdict.at())));
        add(facts, "next", verdict.next().map(this::moment));
        return facts;
    }

    private void mercies(List<DunningView.Fact> facts, Mercies mercies) {
        add(facts, "promised", mercies.promise().map(word -> day(word.lastDay())));
        add(
                facts,
                "exempt",
                mercies.exemption()
                        .map(one -> one.lastDay().map(this::day).orElse(texts.of("dunning.ever"))));
        add(facts, "coming", mercies.cover().map(cover -> taka(cover.amount())));
        add(facts, "put-off", mercies.putOff().map(this::moment));
    }

    private void add(List<DunningView.Fact> facts, String key, Optional<String> value) {
        value.ifPresent(
                text -> facts.add(new DunningView.Fact(texts.of("dunning.fact." + key), text)));
    }

    /// A weekday, the hours, or a period's own name.
    private String quiet(String why) {
        Optional<DayOfWeek> weekday =
                Arrays.stream(DayOfWeek.values()).filter(day -> day.name().equals(why)).findFirst();
        return weekday.map(day -> texts.of("weekday." + day.getValue()))
                .orElse(texts.format().digits(why));
    }

    private DunningView.Bill bill(Verdict.Late late) {
        String state = late.late() ? "late" : late.overdue() ? "overdue" : "open";
        return new DunningView.Bill(
                day(late.owed().dueDay()),
                taka(late.owed().open()),
                texts.of("dunning.bill." + state),
                late.late() ? "bad" : late.overdue() ? "warn" : "");
    }

    private DunningView.Past past(Nonpay nonpay) {
        return new DunningView.Past(
                moment(nonpay.since()),
                rule(nonpay.verdict().path("rule").asText()),
                nonpay.lifted().map(this::moment).orElse(""),
                nonpay.liftedWhy().map(why -> rule(why.path("rule").asText())).orElse(""));
    }

    DunningView.Run run(DunningRun run) {
        String state = Fields.nameOf(run.state());
        String answer =
                run.settled()
                        .map(time -> run.settledBy().orElse("") + ", " + moment(time))
                        .orElse("");
        return new DunningView.Run(
                run.id(),
                run.count(),
                moment(run.made()),
                texts.of(
                        "dunning.run-figures",
                        "count",
                        texts.format().number(run.count()),
                        "unasked",
                        texts.format().number(run.unasked())),
                state,
                texts.of(
                        "dunning.state." + state,
                        "n",
                        texts.format().number(run.begun()),
                        "time",
                        run.until().map(this::moment).orElse("")),
                answer,
                run.why());
    }

    DunningView.Period period(QuietPeriod period) {
        return new DunningView.Period(
                period.id(),
                period.name(),
                day(period.firstDay()),
                day(period.lastDay()),
                period.madeBy());
    }

    DunningView.Mercy mercy(Mercy mercy, boolean exemption) {
        boolean over = mercy.lastDay().filter(today::isAfter).isPresent();
        boolean waits = exemption && mercy.approved().isEmpty() && mercy.over().isEmpty();
        String state =
                mercy.over().isPresent() ? "ended" : waits ? "waits" : over ? "over" : "holds";
        return new DunningView.Mercy(
                mercy.id(),
                mercy.customer(),
                mercy.lastDay().map(this::day).orElse(texts.of("dunning.ever")),
                mercy.why(),
                mercy.approvedBy().map(by -> mercy.madeBy() + " / " + by).orElse(mercy.madeBy()),
                texts.of("dunning.mercy." + state),
                state.equals("holds") ? "good" : waits ? "warn" : "",
                mercy.over().isEmpty() && !over,
                waits);
    }

    private String day(LocalDate day) {
        return texts.format().day(day);
    }

    String moment(Instant time) {
        return texts.format().moment(time, now);
    }

    private String taka(Money money) {
        return texts.format().taka(money.poisha());
    }
}
