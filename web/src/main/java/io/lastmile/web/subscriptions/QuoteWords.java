package io.lastmile.web.subscriptions;

import io.lastmile.core.billing.ChangeQuote;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.ChangeMode;
import io.lastmile.core.subscriptions.ChangeStep;
import io.lastmile.core.subscriptions.Quotes;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A quoted change of plan in the reader's words, with the rule and the numbers that it was fed.
final class QuoteWords {
    private final Texts texts;
    private final SubscriptionWords words;
    private final Instant now;

    QuoteWords(Texts texts, SubscriptionWords words, Instant now) {
        this.texts = texts;
        this.words = words;
        this.now = now;
    }

    SubscriptionView.Quote quote(Quotes.Quote quote) {
        var change = quote.change();
        boolean accepted = change.steps().contains(ChangeStep.ACCEPTED);
        boolean approved = change.steps().contains(ChangeStep.APPROVED);
        String state = state(quote, accepted, approved);
        return new SubscriptionView.Quote(
                change.id(),
                texts.of(
                        "subscription.change-title",
                        "from",
                        quote.from().map(words::name).orElse(""),
                        "to",
                        words.name(quote.to())),
                texts.of("subscription.quote." + state),
                quote.fresh() ? "good" : "bad",
                lines(quote),
                net(quote),
                facts(quote),
                quote.fresh() && !accepted,
                quote.fresh() && accepted && !approved,
                quote.fresh() && approved && !quote.scheduled(),
                quote.fresh());
    }

    /// What it comes to with tax, and what of it is not there yet.
    SubscriptionView.Bill bill(ChangeQuote quote) {
        Money total = quote.total();
        String says =
                texts.of(
                        total.poisha() < 0 ? "subscription.total-credit" : "subscription.total-pay",
                        "total",
                        words.taka(total.poisha() < 0 ? total.negated() : total));
        boolean payable = quote.missing().isZero();
        return new SubscriptionView.Bill(
                says,
                payable
                        ? ""
                        : texts.of("subscription.missing", "amount", words.taka(quote.missing())),
                payable);
    }

    private static String state(Quotes.Quote quote, boolean accepted, boolean approved) {
        if (!quote.fresh()) {
            return "stale";
        } else if (quote.scheduled()) {
            return "scheduled";
        } else if (approved) {
            return "approved";
        }
        return accepted ? "accepted" : "open";
    }

    private List<SubscriptionView.Line> lines(Quotes.Quote quote) {
        List<SubscriptionView.Line> lines = new ArrayList<>();
        quote.rule()
                .ifPresent(rule -> {
                    rule.credits()
                            .forEach(part -> lines.add(line("subscription.credit", part, true)));
                    rule.charges()
                            .forEach(part -> lines.add(line("subscription.charge", part, false)));
                });
        return lines;
    }

    private SubscriptionView.Line line(String key, Quotes.Part part, boolean credit) {
        String what =
                texts.of(
                        key,
                        "from",
                        words.day(part.start()),
                        "until",
                        words.day(part.end().minusDays(1)));
        String rule =
                texts.of(
                        part.earlier().isPositive()
                                ? "subscription.rule-left"
                                : "subscription.rule",
                        "earlier",
                        words.taka(part.earlier()),
                        "price",
                        words.taka(part.price()),
                        "days",
                        texts.format().number(part.days()),
                        "whole",
                        texts.format().number(part.wholeDays()));
        String amount = words.taka(credit ? part.amount().negated() : part.amount());
        return new SubscriptionView.Line(what, rule, amount);
    }

    private String net(Quotes.Quote quote) {
        if (quote.net().isZero()) {
            return texts.of("subscription.net-none");
        }
        boolean owed = quote.net().isPositive();
        return texts.of(
                owed ? "subscription.net-pay" : "subscription.net-credit",
                "amount",
                words.taka(owed ? quote.net() : quote.net().negated()));
    }

    private List<SubscriptionView.Fact> facts(Quotes.Quote quote) {
        var change = quote.change();
        List<SubscriptionView.Fact> facts = new ArrayList<>();
        add(facts, "mode", texts.of("subscription.mode." + Fields.nameOf(change.mode())));
        add(facts, "change-day", words.day(change.day()));
        if (change.mode() != ChangeMode.PERIOD_END) {
            add(facts, "credit-sum", words.taka(change.credit()));
            add(facts, "charge-sum", words.taka(change.charge()));
        }
        if (!quote.scheduled()) {
            add(facts, "expires", texts.format().moment(change.expires(), now));
        }
        return facts;
    }

    private void add(List<SubscriptionView.Fact> facts, String key, String value) {
        facts.add(new SubscriptionView.Fact(texts.of("subscription." + key), value));
    }
}
