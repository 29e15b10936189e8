/// What customers are charged and why (billing.md C.4 to C.6). So far the tax of a document, as
/// pure functions; invoices come on top of it.
@NullMarked
package io.lastmile.core.billing;

import org.jspecify.annotations.NullMarked;
