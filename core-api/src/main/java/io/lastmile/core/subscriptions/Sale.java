package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.util.Optional;

/// What sells time: its origin moves the paid time once. `net` is what was charged in all, before
/// tax and after discount, where that is not the plan's price.
public record Sale(Origin origin, Purchase purchase, Optional<Money> net) {}
