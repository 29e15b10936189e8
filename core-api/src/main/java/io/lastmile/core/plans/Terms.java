package io.lastmile.core.plans;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What a plan gives and costs. `price` is in poisha without tax; `taxClass` is a name that tax
/// rules know; `profile` is the routers' own; `contention` n says that n customers share the rate.
public record Terms(
        String name,
        String nameBn,
        String says,
        String saysBn,
        RateLimit rateLimit,
        String profile,
        Money price,
        ValidityKind validity,
        int validityCount,
        String taxClass,
        boolean unlimited,
        Allowance allowance,
        int contention,
        boolean published,
        Optional<Approval> approval) {
    private static final int NAME_LENGTH_MAX = 100;
    private static final int SAYS_LENGTH_MAX = 500;
    private static final int CONTENTION_MAX = 8;
    private static final long PRICE_MAX = 100_000_000_00L;
    private static final int MONTHS_MAX = 60;
    private static final int DAYS_MAX = 1830;

    /// Nobody sold the Internet here before.
    private static final LocalDate MEMO_DATE_MIN = LocalDate.of(1990, 1, 1);

    /// Rates that the price list shows; RouterOS's rx is up.
    public Pair rate() {
        return rateLimit.rate();
    }

    static Terms read(Fields fields) {
        ValidityKind validity = fields.choice("validity", ValidityKind.CALENDAR_MONTHS);
        int countMax = validity == ValidityKind.CALENDAR_MONTHS ? MONTHS_MAX : DAYS_MAX;
        Terms terms =
                new Terms(
                        fields.text("name", NAME_LENGTH_MAX),
                        fields.text("nameBn", NAME_LENGTH_MAX, ""),
                        fields.text("says", SAYS_LENGTH_MAX, ""),
                        fields.text("saysBn", SAYS_LENGTH_MAX, ""),
                        Allowance.speed(fields, "rateLimit", true)
                                .orElse(RateLimit.of(new Pair(1, 1))),
                        profile(fields),
                        new Money(fields.number("price", 0, PRICE_MAX)),
                        validity,
                        (int) fields.number("validityCount", 1, countMax, 1),
                        taxClass(fields),
                        fields.flag("unlimited", false),
                        Allowance.read(fields.object("allowance")),
                        (int) fields.number("contention", 1, CONTENTION_MAX, CONTENTION_MAX),
                        fields.flag("published", false),
                        approval(fields.object("approval")));
        terms.check(fields);
        return terms;
    }

    /// A name goes into RouterOS as it is.
    private static String profile(Fields fields) {
        String profile = fields.text("profile", NAME_LENGTH_MAX, "");
        if (!profile.matches("[ -~]*")) {
            fields.refuse("profile", profile, "a name in printable ASCII");
        }
        return profile;
    }

    private static String taxClass(Fields fields) {
        String name = fields.text("taxClass", 40, "internet");
        if (!name.matches("[a-z][a-z0-9-]*")) {
            fields.refuse("taxClass", name, "a name like internet or fixed-ip");
        }
        return name;
    }

    private static Optional<Approval> approval(Fields fields) {
        Optional<String> memo = fields.optionalText("memoNo", NAME_LENGTH_MAX);
        Optional<LocalDate> date = date(fields, "memoDate");
        var ceiling = fields.optionalNumber("ceiling", 1, PRICE_MAX);
        if (memo.isPresent() && date.isPresent() && ceiling.isPresent()) {
            return Optional.of(
                    new Approval(memo.get(), date.get(), new Money(ceiling.getAsLong())));
        }
        boolean none = memo.isEmpty() && date.isEmpty() && ceiling.isEmpty();
        if (!none) {
            String missing = memo.isEmpty() ? "memoNo" : date.isEmpty() ? "memoDate" : "ceiling";
            fields.refuse(missing, "nothing", "number, date and ceiling of the approval together");
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> date(Fields fields, String name) {
        return fields.optionalText(name, 10)
                .flatMap(text -> {
                    try {
                        LocalDate date = LocalDate.parse(text);
                        if (date.isBefore(MEMO_DATE_MIN)) {
                            fields.refuse(name, text, "a date from " + MEMO_DATE_MIN + " on");
                        }
                        return Optional.of(date);
                    } catch (DateTimeParseException e) {
                        fields.refuse(name, text, "a date like 2026-11-22");
                        return Optional.empty();
                    }
                });
    }

    private void check(Fields fields) {
        if (unlimited && !allowance.steps().isEmpty()) {
            fields.refuse(
                    "unlimited",
                    "true with fair usage steps",
                    "no steps: what is sold as unlimited is never throttled");
        }
        if (published && approval.isEmpty()) {
            fields.refuse("published", "true", "an approval: only approved tariffs are published");
        }
        for (Allowance.Step step : allowance.steps()) {
            if (!step.rateLimit().rate().within(rateLimit.rate())) {
                fields.refuse(
                        "allowance.steps",
                        step.rateLimit().text(),
                        "speeds not above " + rateLimit.text());
            }
        }
    }

    /// The ceiling that holds on the day on which these terms begin.
    void checkCeiling(Fields fields, LocalDate from) {
        approval.ifPresent(given -> {
            if (given.memoDate().isAfter(from)) {
                fields.refuse(
                        "approval.memoDate",
                        given.memoDate().toString(),
                        "a date not after " + from + ", when these terms begin");
            }
            if (price.compareTo(given.ceiling()) > 0) {
                fields.refuse(
                        "price", price.toString(), "at most the ceiling of " + given.ceiling());
            }
        });
    }
}
