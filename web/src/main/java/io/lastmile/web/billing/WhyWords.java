package io.lastmile.web.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Period;
import io.lastmile.web.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a line is that much and why days were sold, as sentences: the rule and its inputs as they
/// were kept.
public final class WhyWords {
    private final Texts texts;
    private final BillWords words;

    public WhyWords(Texts texts, BillWords words) {
        this.texts = texts;
        this.words = words;
    }

    public List<String> of(InvoiceLine line) {
        JsonNode why = line.why();
        List<String> says = new ArrayList<>();
        if (why.path("period").isObject()) {
            period(says, line, why);
        } else {
            says.add(rule(line));
            changed(says, why);
            line.covered()
                    .ifPresent(days ->
                            says.add(
                                    texts.of(
                                            "bill.why.days",
                                            "days",
                                            words.days(days.start(), days.end()),
                                            "n",
                                            words.number(Period.days(days.start(), days.end())))));
        }
        amounts(says, line);
        return says;
    }

    /// What days of an old plan were worth when it was changed.
    private void changed(List<String> says, JsonNode why) {
        if (why.path("of").asLong() > 0) {
            says.add(
                    texts.of(
                            "bill.why.change-credit",
                            "net",
                            words.taka(new Money(why.path("net").asLong())),
                            "n",
                            words.number(why.path("days").asLong()),
                            "of",
                            words.number(why.path("of").asLong())));
        }
        Money credited = new Money(why.path("credited").asLong());
        if (credited.isPositive()) {
            says.add(texts.of("bill.why.change-credited", "credited", words.taka(credited)));
        }
    }

    /// What is known by name, else what the kind of the line says.
    private String rule(InvoiceLine line) {
        String key = "bill.why.rule." + line.why().path("rule").asText("");
        return texts.of(texts.knows(key) ? key : "bill.why.kind." + Fields.nameOf(line.kind()));
    }

    private void period(List<String> says, InvoiceLine line, JsonNode why) {
        JsonNode extension = why.path("extension");
        JsonNode period = why.path("period");
        LocalDate start = LocalDate.parse(period.path("start").asText());
        LocalDate end = LocalDate.parse(period.path("end").asText());
        long days = Period.days(start, end);
        long whole = period.path("wholeDays").asLong(days);
        Money price = new Money(why.path("price").asLong());
        says.add(
                texts.of(
                        "bill.why.price",
                        "price",
                        words.taka(price),
                        "validity",
                        validity(extension)));
        says.add(
                texts.of(
                        days == whole ? "bill.why.whole" : "bill.why.part",
                        "days",
                        words.days(start, end),
                        "n",
                        words.number(days),
                        "whole",
                        words.number(whole),
                        "price",
                        words.taka(price),
                        "charge",
                        words.taka(charge(line))));
        if (why.path("rule").asText().equals("cycle")) {
            says.add(cycle(extension));
        } else {
            reason(extension).ifPresent(says::add);
        }
    }

    /// Why a period of a postpaid service is charged.
    public String cycle(JsonNode extension) {
        return texts.of("bill.why.cycle", "day", words.number(extension.path("anchor").asLong()));
    }

    /// Why these days follow those before, and how long what was bought lasts.
    public List<String> of(JsonNode extension) {
        List<String> says = new ArrayList<>();
        reason(extension).ifPresent(says::add);
        if (extension.path("validity").isObject()) {
            says.add(
                    texts.of(
                            "bill.why.bought",
                            "n",
                            words.number(extension.at("/purchase/times").asLong(1)),
                            "validity",
                            validity(extension)));
        }
        return says;
    }

    /// The case of the table in billing.md C.2, with its days.
    private Optional<String> reason(JsonNode extension) {
        String key = "bill.why.case." + extension.path("reason").asText("");
        if (!texts.knows(key)) {
            return Optional.empty();
        }
        String until = extension.at("/before/paidUntil").asText("");
        boolean never = until.isEmpty() || until.equals("null");
        return Optional.of(
                texts.of(
                        key,
                        "day",
                        words.day(LocalDate.parse(extension.at("/purchase/day").asText())),
                        "until",
                        never ? "" : words.day(LocalDate.parse(until).minusDays(1)),
                        "grace",
                        texts.count("bill.days", extension.at("/before/graceDays").asLong())));
    }

    private String validity(JsonNode extension) {
        boolean months = extension.at("/validity/kind").asText().equals("calendar-months");
        return texts.count(
                months ? "bill.months" : "bill.days", extension.at("/validity/count").asLong(1));
    }

    private static Money charge(InvoiceLine line) {
        return line.amounts().net().plus(line.discount());
    }

    private void amounts(List<String> says, InvoiceLine line) {
        if (line.discount().isPositive()) {
            says.add(
                    texts.of(
                            "bill.why.discount",
                            "charge",
                            words.taka(charge(line)),
                            "discount",
                            words.taka(line.discount()),
                            "net",
                            words.taka(line.amounts().net())));
        }
        Money tax = line.amounts().sd().plus(line.amounts().vat());
        String codes = (line.sdCode() + " " + line.vatCode()).strip();
        if (!tax.isZero()) {
            says.add(
                    texts.of(
                            "bill.why.tax",
                            "net",
                            words.taka(line.amounts().net()),
                            "tax",
                            words.taka(tax),
                            "codes",
                            codes,
                            "total",
                            words.taka(line.amounts().total())));
        }
    }
}
