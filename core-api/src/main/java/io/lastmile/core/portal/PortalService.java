package io.lastmile.core.portal;

import io.lastmile.core.subscriptions.Extension;
import io.lastmile.core.subscriptions.Summary;
import io.lastmile.core.subscriptions.Timelines;
import java.time.LocalDate;
import java.util.Optional;

/// A customer's own service: until when it is paid, and by which purchase and rule.
public record PortalService(
        int line,
        Summary.Named plan,
        Summary.State state,
        Optional<LocalDate> paidUntil,
        Optional<LocalDate> bought,
        Optional<Extension.Case> reason,
        Optional<String> rule) {
    static PortalService of(Summary summary, Optional<Timelines.Why> why) {
        return new PortalService(
                summary.subscription().line(),
                summary.plan(),
                summary.state(),
                summary.paidUntil(),
                why.map(found -> found.sale().day()),
                why.flatMap(Timelines.Why::reason),
                why.flatMap(Timelines.Why::rule));
    }
}
