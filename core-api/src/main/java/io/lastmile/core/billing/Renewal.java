package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Offer;
import io.lastmile.core.subscriptions.Purchase;

/// What time of a prepaid service costs now, with tax, and why; bought in the same unit of work it
/// costs that.
public record Renewal(Purchase purchase, Offer offer, Bill bill, Money total) {}
