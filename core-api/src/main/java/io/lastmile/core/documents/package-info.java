/// Papers that people hold in their hands, as PDF (billing.md C.14, platform.md). Owns no table,
/// emits and hears nothing, and knows no invoice: rooms above say what stands on a paper, by plain
/// records, and keep what they said rather than the file.
///
/// `Press.print(Paper)` is all: `Layout` shapes the text of its `Block`s by the product's own fonts
/// (`Typeface`), cuts it into lines and puts it on `Sheets`; `Painter` writes those by OpenPDF. The
/// same paper is the same bytes. `AmountInWords` and `Digits` say amounts in both languages.
@NullMarked
package io.lastmile.core.documents;

import org.jspecify.annotations.NullMarked;
