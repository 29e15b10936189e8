package io.lastmile.core.documents;

import java.util.List;
import java.util.Optional;

/// The sums of a paper at its end side, and the seal in the room beside them.
final class SumLayout {
    private static final float WIDTH = 246;
    private static final float LEFT = Sheets.RIGHT - WIDTH;
    private static final float EDGE = 6;
    private static final float PAD = 3.5f;
    private static final float PAD_GRAND = 7;
    private static final Style GRAND_LABEL = new Style(Weight.BOLD, 10, Inks.INK);
    private static final float GRAND_SIZE = 13;
    private static final float LABEL_SHARE = 0.58f;

    private final Sheets sheets;
    private final int colour;

    SumLayout(Sheets sheets, int colour) {
        this.sheets = sheets;
        this.colour = colour;
    }

    void place(Block.Totals block) {
        float height = (float) block.totals().stream().mapToDouble(this::height).sum();
        sheets.need(Math.min(height, Sheets.roomMax()));
        float top = sheets.y();
        block.seal().ifPresent(seal -> seal(seal, top + Math.max(height, 48) / 2));
        block.totals().forEach(this::total);
        sheets.down(14);
    }

    private void total(Block.Total total) {
        float height = height(total);
        sheets.need(height);
        float top = sheets.y();
        boolean grand = total.rank() == Block.Rank.GRAND;
        if (grand) {
            sheets.ink(new Ink.Box(LEFT, top, WIDTH, height, Inks.TINT));
            sheets.ink(new Ink.Box(LEFT, top, WIDTH, 1.25f, colour));
        }
        Style value = value(total);
        Style label = label(total);
        // Both stand on one line, whatever their sizes.
        float first = top + (grand ? PAD_GRAND : PAD);
        sheets.to(first + value.ascent() - label.ascent());
        below(labels(total), label, Optional.empty());
        sheets.to(first);
        below(values(total), value, Optional.of(Sheets.RIGHT - EDGE));
        sheets.to(top + height);
    }

    private void below(List<Line> lines, Style style, Optional<Float> right) {
        Tag tag = sheets.top().child(Tag.Role.PARAGRAPH);
        for (Line line : lines) {
            float left = right.map(edge -> edge - line.width(style.size())).orElse(LEFT + EDGE);
            sheets.words(line, left, style, Optional.of(tag));
            sheets.down(style.leading());
        }
    }

    private float height(Block.Total total) {
        float pad = total.rank() == Block.Rank.GRAND ? PAD_GRAND : PAD;
        float labels = labels(total).size() * label(total).leading();
        float values = values(total).size() * value(total).leading();
        return Math.max(labels, values) + 2 * pad;
    }

    private List<Line> labels(Block.Total total) {
        return sheets.lines(total.label(), label(total), WIDTH * LABEL_SHARE - 2 * EDGE);
    }

    private List<Line> values(Block.Total total) {
        return sheets.lines(total.value(), value(total), WIDTH * (1 - LABEL_SHARE) - EDGE + 18);
    }

    private static Style label(Block.Total total) {
        return switch (total.rank()) {
            case PLAIN -> new Style(Weight.REGULAR, 9, Inks.SOFT);
            case STRONG -> Inks.BODY.bold();
            case GRAND -> GRAND_LABEL;
        };
    }

    private Style value(Block.Total total) {
        return switch (total.rank()) {
            case PLAIN -> Inks.BODY;
            case STRONG -> Inks.BODY.bold();
            case GRAND -> new Style(Weight.BOLD, GRAND_SIZE, colour);
        };
    }

    private void seal(Block.Seal seal, float middle) {
        Tag tag = sheets.top().child(Tag.Role.PARAGRAPH);
        float half = (LEFT - Sheets.LEFT) / 2;
        Line text = fitting(seal.text(), Ink.Stamp.TEXT);
        Line under = fitting(seal.under(), Ink.Stamp.UNDER);
        sheets.ink(new Ink.Stamp(text, under, Sheets.LEFT + half, middle, seal.tone(), tag));
    }

    private Line fitting(String text, Style style) {
        return sheets.lines(text, style, LEFT - Sheets.LEFT - 60).getFirst();
    }
}
