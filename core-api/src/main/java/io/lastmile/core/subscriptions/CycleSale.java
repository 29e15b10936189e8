package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// A period that was charged; its origin sells it once. `net` is what was charged for it, before
/// tax and after discount.
public record CycleSale(
        int subscription, Origin origin, LocalDate start, LocalDate end, Money net) {}
