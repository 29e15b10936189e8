package io.lastmile.core.documents;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.TextAttribute;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openpdf.text.pdf.BaseFont;

/// A font that comes with the product: HarfBuzz in the JDK shapes with it, OpenPDF embeds those of
/// its glyphs that a paper uses. Nothing depends on fonts that the machine happens to have
/// (deploy/docs/decisions/0010-fonts-of-papers.md). May be used by many threads.
final class Face {
    private static final String FOLDER = "/documents/fonts/";
    private static final float UNITS = 1000;
    private static final int KEPT_LENGTH_MAX = 24;

    /// About 5 MB in each face.
    private static final int KEPT_MAX = 10_000;

    private static final FontRenderContext FINE = new FontRenderContext(null, false, true);

    private final Font shaper;
    private final BaseFont embedded;
    private final Map<String, Shaped> kept = new ConcurrentHashMap<>();

    private Face(Font shaper, BaseFont embedded) {
        this.shaper = shaper;
        this.embedded = embedded;
    }

    static Face load(String name) {
        String file = name + ".ttf";
        try (InputStream in = Face.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("font: none (expected: " + FOLDER + file + ")");
            }
            byte[] bytes = in.readAllBytes();
            Font font = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(bytes));
            BaseFont embedded =
                    BaseFont.createFont(file, BaseFont.IDENTITY_H, true, false, bytes, null);
            embedded.setSecureRandom(new NoChance());
            return new Face(
                    font.deriveFont(UNITS)
                            .deriveFont(Map.of(TextAttribute.KERNING, TextAttribute.KERNING_ON)),
                    embedded);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "font: " + file + " (expected: libfontconfig1 is installed)", e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("font: " + file + " (expected: TrueType)", e);
        }
    }

    /// Words come again and again; a long text does not.
    Shaped shape(String text) {
        if (text.length() > KEPT_LENGTH_MAX) {
            return shapeAnew(text);
        }
        if (kept.size() > KEPT_MAX) {
            kept.clear();
        }
        return kept.computeIfAbsent(text, this::shapeAnew);
    }

    boolean has(int character) {
        return shaper.canDisplay(character);
    }

    private Shaped shapeAnew(String text) {
        char[] characters = text.toCharArray();
        return Shaped.of(
                shaper.layoutGlyphVector(
                        FINE, characters, 0, characters.length, Font.LAYOUT_LEFT_TO_RIGHT));
    }

    BaseFont embedded() {
        return embedded;
    }

    /// OpenPDF marks the subset of a font by six letters of chance; the same paper must be the same
    /// bytes.
    private static final class NoChance extends SecureRandom {
        @Override
        public double nextDouble() {
            return 0.5;
        }
    }
}
