/// The pages of billing: what a customer owes and why, invoices, receipts, credit notes, billing
/// runs and what bills go by.
@NullMarked
package io.lastmile.web.billing;

import org.jspecify.annotations.NullMarked;
