package io.lastmile.core.dunning;

import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Platform;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// The room's stores. They want a unit of work around them.
public record DunningStores(
        DunningRuleRows rules,
        QuietPeriods periods,
        Promises promises,
        Exemptions exemptions,
        Nonpays nonpays,
        DunningRuns runs,
        Dossiers dossiers,
        OffList off,
        Below below) {
    record Below(Watches watches, Platform platform, ZoneId zone) {}

    static DunningStores of(Platform platform, ZoneId zone) {
        var db = platform.database().client();
        var clock = platform.clock();
        return new DunningStores(
                new DunningRuleRows(db, clock),
                new QuietPeriods(db, clock),
                new Promises(db, clock),
                new Exemptions(db, clock),
                new Nonpays(db, clock),
                new DunningRuns(db, clock),
                new Dossiers(db, clock),
                new OffList(db),
                new Below(new Watches(db, clock), platform, zone));
    }

    Instant now() {
        return below.platform().clock().instant();
    }

    /// Of the ISP.
    public LocalDate today() {
        return LocalDate.ofInstant(now(), below.zone());
    }

    /// What the rule says of a subscription now.
    public Optional<Verdict> verdict(int subscription) {
        return dossiers.find(subscription).map(dossier -> nonpayment().at(dossier, now()));
    }

    /// Who would be cut off until a time if nobody paid.
    public Page<Verdict> ahead(Instant end, Page.Request request) {
        return new Forecast(this).until(end, request);
    }

    /// The rule as it is now.
    public Nonpayment nonpayment() {
        DunningRules now = rules.current();
        var zone = below.zone();
        var named = periods.from(today()).stream().map(QuietPeriod::named).toList();
        return new Nonpayment(now, new QuietTimes(zone, now.hours(), now.quietWeekdays(), named));
    }
}
