/// Double entry: what the ISP owns and owes, to the poisha (billing.md C.7). Owns
/// `core.ledger_account`, `ledger_batch`, `ledger_entry`, `ledger_balance`, `ledger_close`,
/// `ledger_total`, `ledger_day` and `ledger_summed`. Knows no invoice: rooms above post batches
/// that name their cause.
///
/// A `Posting` sums to zero and happens once for its `Source`, however often it is repeated.
/// Nothing is changed or deleted; a mistake is reversed by its mirror. A closed period takes
/// nothing any more: `Ledger.openDay` says which day a correction counts to. Balances are derived;
/// the running projection of customers is proved against the entries by `Proofs`. Emits
/// `BalanceChanged` for each customer whom a posting touched.
@NullMarked
package io.lastmile.core.ledger;

import org.jspecify.annotations.NullMarked;
