/// Who has which plan since when, and until when it is paid. This is the arithmetic of cycles,
/// extensions and proration (billing.md C.1 to C.3): pure functions of dates and amounts. Periods
/// are half-open, days are those of the ISP's zone, money is rounded half up to the poisha once per
/// line. Knows no invoice and no ledger; billing calls it.
@NullMarked
package io.lastmile.core.subscriptions;

import org.jspecify.annotations.NullMarked;
