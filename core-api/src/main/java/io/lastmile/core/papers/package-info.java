/// Documents of money as papers: invoices, Mushak 6.3, credit notes, receipts and statements of
/// account (billing.md C.5, C.6). Owns no table, emits and hears nothing: what stands on a paper is
/// the snapshot that was taken when its document was issued, so the same document is the same bytes
/// whenever it is printed. Only that it is void is added.
///
/// `PaperDesk` finds a document and draws its `Paper`; `PaperRoutes` sends it as PDF. A code under
/// each paper (`Codes`) lets anybody who holds it ask whether it is genuine (`Verifying`).
@NullMarked
package io.lastmile.core.papers;

import org.jspecify.annotations.NullMarked;
