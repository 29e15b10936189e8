package io.lastmile.core.documents;

import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfGlyphArray;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfString;

/// Shaped text as glyphs with their places. What the glyphs of a Bangla run say cannot be read off
/// them (they are in drawing order, and conjuncts are one), so each says it as `/ActualText` (ISO
/// 32000, 14.9.4): for search, for copying and for screen readers.
final class TextInk {
    private static final PdfName SPAN = new PdfName("Span");

    /// Thousandths of the size that nobody sees.
    private static final float HAIR = 0.5f;

    private final Typeface typeface;

    TextInk(Typeface typeface) {
        this.typeface = typeface;
    }

    /// From `x` on the baseline `y`, in the page's own coordinates.
    void line(PdfContentByte page, Line line, float size, float x, float y) {
        page.beginText();
        for (Line.Piece piece : line.pieces()) {
            page.setFontAndSize(piece.run().face().embedded(), size);
            page.setTextMatrix(x + piece.start() * size / 1000, y);
            if (speaks(piece.run())) {
                page.beginMarkedContentSequence(SPAN, actual(piece.run().says()), true);
                show(page, piece.shaped(), size);
                page.endMarkedContentSequence();
            } else {
                show(page, piece.shaped(), size);
            }
        }
        page.endText();
    }

    private boolean speaks(Run run) {
        return typeface.isBangla(run.face()) || !run.drawn().equals(run.says());
    }

    private static PdfDictionary actual(String text) {
        PdfDictionary properties = new PdfDictionary();
        properties.put(PdfName.ACTUALTEXT, new PdfString(text, PdfObject.TEXT_UNICODE));
        return properties;
    }

    private static void show(PdfContentByte page, Shaped shaped, float size) {
        PdfGlyphArray glyphs = new PdfGlyphArray();
        float pen = 0;
        for (int i = 0; i < shaped.glyphs().length; i++) {
            float gap = shaped.starts()[i] - pen;
            if (Math.abs(gap) >= HAIR) {
                glyphs.add(-gap);
            }
            pen = (Math.abs(gap) >= HAIR ? shaped.starts()[i] : pen) + shaped.advances()[i];
            float rise = shaped.rises()[i];
            if (Math.abs(rise) < HAIR) {
                glyphs.add(shaped.glyphs()[i]);
                continue;
            }
            page.showText(glyphs);
            glyphs.clear();
            page.setTextRise(rise * size / 1000);
            glyphs.add(shaped.glyphs()[i]);
            page.showText(glyphs);
            glyphs.clear();
            page.setTextRise(0);
        }
        page.showText(glyphs);
    }
}
