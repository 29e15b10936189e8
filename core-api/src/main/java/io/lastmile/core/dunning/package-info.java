/// Who is cut off because money is missing, who is spared and who is reminded before (billing.md
/// C.8). Owns `core.dunning_setting`, `quiet_period`, `promise`, `dunning_exemption`,
/// `dunning_run`, `dunning_run_item`, `nonpay`, `dunning_watch` and `dunning_reminder`. Writes no
/// router: room network hears who has to be off.
///
/// `Nonpayment` is a pure function of what is known of a subscription (`Dossier`) and the clock;
/// its `Verdict` says which rule decided, on what, and when time alone can change it. A
/// subscription is looked at when something of its customer changes and when that instant comes,
/// and every hour in any case. Restorations happen at once. Suspensions happen in one run each
/// minute; one that would cut off too many asks a person first. Hears what billing and
/// subscriptions tell; emits `NonpayBegan`, `NonpayEnded`, `ExpiryNear` and `PaymentDue`.
@NullMarked
package io.lastmile.core.dunning;

import org.jspecify.annotations.NullMarked;
