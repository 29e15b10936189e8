package io.lastmile.web.billing;

import io.lastmile.core.billing.BillingRun;
import io.lastmile.core.billing.RunFigures;
import io.lastmile.core.billing.RunRiders;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.web.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Billing runs in the reader's words.
final class BillRunWords {
    private final BillWords words;
    private final Texts texts;

    BillRunWords(BillWords words) {
        this.words = words;
        this.texts = words.texts();
    }

    BillRunView.Run run(BillingRun run) {
        String state = Fields.nameOf(run.state());
        return new BillRunView.Run(
                run.id(),
                run.version(),
                words.day(run.through()),
                state,
                texts.of("bill.run." + state),
                switch (run.state()) {
                    case RECKONING, CONFIRMED -> "late";
                    case PREVIEW -> "bad";
                    case DONE -> "good";
                    case DROPPED -> "";
                },
                run.by() + ", " + words.moment(run.made()),
                run.confirmed()
                        .map(time -> run.confirmedBy().orElse("") + ", " + words.moment(time))
                        .orElse(""),
                run.finished().map(words::moment).orElse(""));
    }

    BillRunView.Preview preview(BillRunPages.Found found, String only) {
        Map<Integer, String> plans = new HashMap<>();
        found.plans()
                .forEach(plan -> plans.put(plan.plan(), words.name(plan.name(), plan.nameBn())));
        return new BillRunView.Preview(
                run(found.run()),
                facts(found.run(), found.sums(), found.riding()),
                tabs(found),
                found.plans().stream().map(this::plan).toList(),
                only.equals(BillRunPages.GONE)
                        ? found.gone().stream().map(this::gone).toList()
                        : found.items().items().stream()
                                .map(item -> item(item, plans.getOrDefault(item.plan(), "")))
                                .toList(),
                found.riders().items().stream().map(this::rider).toList(),
                found.sums().changed() == 0 ? "" : words.number(found.sums().changed()));
    }

    private List<BillView.Fact> facts(BillingRun run, BillingRun.Sums sums, RunRiders.Sums riding) {
        List<BillView.Fact> facts = new ArrayList<>();
        facts.add(fact("customers", words.number(sums.customers())));
        facts.add(fact("periods", words.number(sums.periods())));
        facts.add(fact("net", words.taka(sums.net())));
        facts.add(fact("before", words.taka(sums.before())));
        facts.add(fact("difference", signed(sums.net().minus(sums.before()))));
        if (riding.charges() > 0) {
            facts.add(fact("riding", words.taka(riding.net())));
            facts.add(fact("together", words.taka(sums.net().plus(riding.net()))));
        }
        if (run.state() == BillingRun.State.CONFIRMED || run.state() == BillingRun.State.DONE) {
            facts.add(fact("billed", words.number(sums.billed())));
            facts.add(fact("left", words.number(sums.changed())));
        }
        return facts;
    }

    private BillView.Fact fact(String key, String value) {
        return new BillView.Fact(texts.of("bill.run.fact." + key), value, "");
    }

    private List<BillRunView.Tab> tabs(BillRunPages.Found found) {
        BillingRun.Sums sums = found.sums();
        List<BillRunView.Tab> tabs = new ArrayList<>();
        tabs.add(tab("", "all", sums.periods()));
        tabs.add(tab("more", "more", sums.more()));
        tabs.add(tab("less", "less", sums.less()));
        tabs.add(tab("first", "first", sums.first()));
        tabs.add(tab("gone", "gone", found.gone().size()));
        if (found.riding().charges() > 0) {
            tabs.add(tab("riding", "riding", found.riding().charges()));
        }
        if (sums.changed() > 0) {
            tabs.add(tab("changed", "changed", sums.changed()));
        }
        return tabs;
    }

    private BillRunView.Tab tab(String word, String key, long count) {
        return new BillRunView.Tab(word, texts.of("bill.run.only." + key), words.number(count));
    }

    private BillRunView.Group plan(RunFigures.OfPlan plan) {
        return new BillRunView.Group(
                words.name(plan.name(), plan.nameBn()),
                words.number(plan.periods()),
                words.taka(plan.net()),
                words.taka(plan.before()),
                signed(plan.net().minus(plan.before())));
    }

    private BillRunView.Item item(BillingRun.Item item, String plan) {
        Money before = item.before().orElse(Money.ZERO);
        return new BillRunView.Item(
                item.customer(),
                item.name(),
                item.subscription(),
                plan,
                words.days(item.start(), item.end()),
                words.taka(item.net()),
                item.before().map(words::taka).orElse(""),
                item.before().isEmpty() || before.equals(item.net())
                        ? ""
                        : signed(item.net().minus(before)),
                item.before().isEmpty() && item.state() == BillingRun.ItemState.WANTED
                        ? texts.of("bill.run.new")
                        : texts.of(
                                "bill.run.item." + Fields.nameOf(item.state()),
                                "why",
                                item.failure()),
                switch (item.state()) {
                    case BILLED -> "good";
                    case CHANGED, FAILED -> "bad";
                    case WANTED -> "";
                },
                item.invoice().map(id -> "/invoices/" + id).orElse(""));
    }

    private BillRunView.Rider rider(RunRiders.Rider rider) {
        return new BillRunView.Rider(
                rider.customer(),
                rider.name(),
                words.name(rider.says(), rider.saysBn()),
                words.taka(rider.net()),
                texts.of("bill.run.item." + (rider.invoice().isPresent() ? "billed" : "wanted")),
                rider.invoice().map(id -> "/invoices/" + id).orElse(""));
    }

    private BillRunView.Item gone(RunFigures.Gone gone) {
        return new BillRunView.Item(
                gone.customer(),
                gone.name(),
                gone.subscription(),
                "",
                "",
                "",
                words.taka(gone.before()),
                signed(gone.before().negated()),
                texts.of("bill.run.ended", "day", words.day(gone.ended())),
                "",
                "");
    }

    /// `+৳ 50` or `−৳ 50`.
    private String signed(Money money) {
        if (money.isZero()) {
            return words.taka(money);
        }
        return money.isPositive() ? "+" + words.taka(money) : "−" + words.taka(money.negated());
    }
}
