package io.lastmile.core.documents;

import java.awt.font.GlyphVector;
import java.awt.geom.Point2D;

/// A run of text as the glyphs of its font, in the order they are drawn. All lengths are
/// thousandths of the size; `rises` are upwards. The arrays are nobody's but this record's.
record Shaped(int[] glyphs, float[] starts, float[] rises, float[] advances, float width) {
    /// What the JDK puts where a character has become part of another glyph.
    private static final int NO_GLYPH = 0xFFFE;

    static Shaped of(GlyphVector vector) {
        int count = 0;
        for (int i = 0; i < vector.getNumGlyphs(); i++) {
            count += vector.getGlyphCode(i) < NO_GLYPH ? 1 : 0;
        }
        int[] glyphs = new int[count];
        float[] starts = new float[count];
        float[] rises = new float[count];
        float[] advances = new float[count];
        int at = 0;
        for (int i = 0; i < vector.getNumGlyphs(); i++) {
            if (vector.getGlyphCode(i) >= NO_GLYPH) {
                continue;
            }
            Point2D place = vector.getGlyphPosition(i);
            glyphs[at] = vector.getGlyphCode(i);
            starts[at] = (float) place.getX();
            rises[at] = (float) -place.getY();
            advances[at++] = vector.getGlyphMetrics(i).getAdvanceX();
        }
        float width = (float) vector.getGlyphPosition(vector.getNumGlyphs()).getX();
        return new Shaped(glyphs, starts, rises, advances, width);
    }
}
