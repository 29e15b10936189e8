package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something that is charged once: a router, a connection, a relocation. It waits for the
/// customer's next bill until it is on an `invoice` or was `dropped`; `net` is before tax.
public record OneOff(
        long id,
        int customer,
        String says,
        String saysBn,
        String serviceClass,
        Money net,
        Instant made,
        String by,
        Optional<Long> invoice,
        Optional<Dropped> dropped) {
    /// When, by whom and why; the latter two are empty of before they were asked for.
    public record Dropped(Instant time, String by, String why) {}

    public OneOff {
        if (!net.isPositive()) {
            throw new IllegalArgumentException("charge: " + net + " (expected: more than 0)");
        }
    }

    boolean waits() {
        return invoice.isEmpty() && dropped.isEmpty();
    }

    LineDraft line() {
        return new LineDraft(
                LineKind.ONE_OFF,
                new LineDraft.Says(says, saysBn, 1),
                AccountKind.REVENUE_OTHER,
                serviceClass,
                Optional.empty(),
                Money.ZERO,
                net,
                Map.of("rule", "one-off", "charge", id));
    }
}
