/// Papers that people hold in their hands, as PDF (billing.md C.14, platform.md). Owns no table,
/// emits and hears nothing, and knows no invoice: rooms above say what stands on a paper.
///
/// `AmountInWords` says an amount as cheques do, in English and in Bangla.
@NullMarked
package io.lastmile.core.documents;

import org.jspecify.annotations.NullMarked;
