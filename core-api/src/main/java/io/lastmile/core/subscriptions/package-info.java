/// Who has which plan since when, and until when it is paid (billing.md C.1 to C.4). Owns
/// `core.subscription`, `subscription_plan`, `entitlement_cause`, `entitlement_segment`,
/// `plan_change`, `plan_change_step`, `subscription_pause` and `termination`. Knows no invoice and
/// no ledger: billing calls it downwards in its own unit of work.
///
/// What moves paid time does so once for its `Origin`: it writes a cause with its rule and inputs,
/// retracts segments and adds others. `paid_until` is derived from the segments that were not
/// retracted; they never overlap. It falls by a refund, a change or an end alone. A desk first
/// holds the subscription's row and does what was due by then on its own day, so that looking every
/// day or once is the same. Emits `SubscriptionStarted`, `EntitlementExtended`,
/// `EntitlementRefunded`, `PlanChangeApplied`, `SubscriptionPaused`, `SubscriptionResumed` and
/// `SubscriptionEnded`.
///
/// Cycles, extensions and proration are pure functions of dates and amounts: periods are half-open,
/// days are those of the ISP's zone, money is rounded half up to the poisha once per line.
/// `FIXED_DAYS` count such days too, not instants (deploy/docs/decisions/0011). What is bought is
/// the plan of the day of the purchase or, if later, of its first day. `EarlierCredits` alone says
/// what unused days are worth.
///
/// Hears `LineChanged` and `LinesChanged`: a service ends with its line, or when that becomes
/// somebody else's, and its plan is changed by `ChangeDesk` alone.
///
/// Postpaid services are charged in bulk: `Cycles` tells what is due and sells it, a page of some
/// hundreds by a handful of queries, with the rows that `TimeDesk` would write for each. 100,000
/// cycles of 20 plans in pages of 500 were read in 3.4 s and sold in 27.9 s on two cores that were
/// busy otherwise too (a load of 5).
@NullMarked
package io.lastmile.core.subscriptions;

import org.jspecify.annotations.NullMarked;
