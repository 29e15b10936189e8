/// Money in hand, before and while it becomes a receipt of room billing: tills of who takes cash,
/// their hand-overs, cheques, and lines of bank statements. Owns `core.till`, `cash_payment`,
/// `hand_over`, `bank_account`, `cheque`, `bank_statement` and `bank_line`.
///
/// Whatever brings money goes through `MoneyDesk.receive`, with a source of its own (`cash`,
/// `cheque`, `bank`), so that it is credited once. A till's balance is that of its ledger account.
/// What leaves it was counted by somebody else. A cheque is a promise until its bank paid it.
@NullMarked
package io.lastmile.core.payments;

import org.jspecify.annotations.NullMarked;
