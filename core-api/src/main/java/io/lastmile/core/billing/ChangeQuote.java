package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.PlanChange;

/// What a change of plan comes to with tax, and what of it the customer's credit does not pay yet.
/// Below zero it is what the customer gets as credit.
public record ChangeQuote(PlanChange change, Taxed taxed, Money total, Money missing) {}
