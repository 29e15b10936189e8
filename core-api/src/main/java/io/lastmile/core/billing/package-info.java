/// What customers are charged, what they paid and why (billing.md C.2, C.4 to C.7). Owns the tables
/// of V011: invoices and their lines, charges, credit notes, receipts, allocations, discounts,
/// deferred revenue, billing runs, tax rules, number series.
///
/// `MoneyDesk` takes money in, whatever brought it; `InvoiceDesk` writes and voids invoices,
/// `CreditDesk` gives credit, `RunDesk` bills postpaid services, `ChangeMoney` bills and credits a
/// change of plan and applies it. All of them come to `Issuing`, `Spending` and the books in one
/// unit of work, the customer locked first. Nothing final is ever rewritten: what happens to it
/// later is rows beside it, and what is open of it a projection that the database keeps and
/// `Claims` prove.
@NullMarked
package io.lastmile.core.billing;

import org.jspecify.annotations.NullMarked;
