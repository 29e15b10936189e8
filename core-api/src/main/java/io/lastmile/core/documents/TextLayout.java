package io.lastmile.core.documents;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.Optional;

/// Headings, notes, and the code to verify a paper by.
final class TextLayout {
    private static final Style HEADING = new Style(Weight.BOLD, 11.5f, Inks.INK);
    private static final Style ADDRESS = new Style(Weight.REGULAR, 7.5f, Inks.INK);
    private static final float SIDE = 72;
    private static final float BESIDE = SIDE + 14;

    private final Sheets sheets;

    TextLayout(Sheets sheets) {
        this.sheets = sheets;
    }

    void heading(Block.Heading block) {
        List<Line> lines = sheets.lines(block.text(), HEADING, Sheets.BREADTH);
        // Not alone at the end of a page.
        sheets.need(HEADING.leading() + 60);
        sheets.flow(lines, Sheets.LEFT, HEADING, sheets.top().child(Tag.Role.SECTION));
        sheets.down(4);
    }

    void note(Block.Note block) {
        if (!block.label().isBlank()) {
            sheets.need(Inks.LABEL.leading() + 2 * Inks.BODY.leading());
            flow(block.label(), Inks.LABEL);
        }
        flow(block.text(), Inks.BODY);
        sheets.down(10);
    }

    private void flow(String text, Style style) {
        sheets.flow(
                sheets.lines(text, style, Sheets.BREADTH),
                Sheets.LEFT,
                style,
                sheets.top().child(Tag.Role.PARAGRAPH));
    }

    void verify(Block.Verify block) {
        sheets.need(SIDE + 4);
        sheets.down(4);
        float top = sheets.y();
        sheets.ink(
                new Ink.Squares(
                        squares(block.address()),
                        Sheets.LEFT,
                        top,
                        SIDE,
                        sheets.top().figure("QR: " + block.address())));
        sheets.down(6);
        beside(block.label(), Inks.BODY.bold());
        beside(block.text(), Inks.SMALL);
        beside(block.address(), ADDRESS);
        // A text that went on to the next page ends there.
        sheets.to(sheets.y() < top ? sheets.y() : Math.max(sheets.y(), top + SIDE));
        sheets.down(10);
    }

    private void beside(String text, Style style) {
        Tag tag = sheets.top().child(Tag.Role.PARAGRAPH);
        for (Line line : sheets.lines(text, style, Sheets.BREADTH - BESIDE)) {
            sheets.need(style.leading());
            sheets.words(line, Sheets.LEFT + BESIDE, style, Optional.of(tag));
            sheets.down(style.leading());
        }
    }

    private static boolean[][] squares(String address) {
        QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
        boolean[][] dark = new boolean[code.size][code.size];
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                dark[y][x] = code.getModule(x, y);
            }
        }
        return dark;
    }
}
