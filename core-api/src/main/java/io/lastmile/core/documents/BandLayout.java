package io.lastmile.core.documents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Things side by side: parties, facts in a tinted band, lines to sign on.
final class BandLayout {
    private static final int FACTS_IN_ROW = 4;
    private static final float PAD = 9;
    private static final float GAP = 18;
    private static final float SIGNING = 44;
    private static final Style VALUE = new Style(Weight.BOLD, 9, Inks.INK);

    private final Sheets sheets;

    BandLayout(Sheets sheets) {
        this.sheets = sheets;
    }

    /// A text in its style, and whether it is alone in its paragraph.
    private record Part(Line line, Style style, Tag tag) {}

    void parties(Block.Parties block) {
        List<List<Part>> columns = new ArrayList<>();
        float width = width(block.parties().size(), Sheets.BREADTH);
        for (Block.Party party : block.parties()) {
            List<Part> parts = new ArrayList<>();
            add(parts, party.label(), Inks.LABEL, width);
            add(parts, party.name(), Inks.NAME, width);
            party.lines().forEach(line -> add(parts, line, Inks.BODY, width));
            columns.add(parts);
        }
        place(columns, Sheets.LEFT, Collections.nCopies(columns.size(), width));
        sheets.down(12);
    }

    void facts(Block.Facts block) {
        List<Block.Fact> facts = block.facts();
        int across = Math.min(FACTS_IN_ROW, facts.size());
        float breadth = Sheets.BREADTH - 2 * PAD;
        for (int from = 0; from < facts.size(); from += across) {
            List<Block.Fact> row = facts.subList(from, Math.min(facts.size(), from + across));
            band(row, widths(row, across, breadth));
        }
        sheets.down(14);
    }

    /// Each as wide as it needs and an equal part of the rest; all the same where it is not enough.
    private List<Float> widths(List<Block.Fact> row, int across, float breadth) {
        List<Float> widths = new ArrayList<>();
        float rest = breadth - GAP * (across - 1);
        for (Block.Fact fact : row) {
            float label = sheets.line(fact.label(), Inks.LABEL).width(Inks.LABEL.size());
            float value = sheets.line(fact.value(), VALUE).width(VALUE.size());
            widths.add(Math.max(label, value) + 1);
            rest -= widths.getLast();
        }
        float share = rest / across;
        return share < 0 || row.size() < across
                ? Collections.nCopies(row.size(), width(across, breadth))
                : widths.stream().map(width -> width + share).toList();
    }

    private void band(List<Block.Fact> row, List<Float> widths) {
        List<List<Part>> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            List<Part> parts = new ArrayList<>();
            add(parts, row.get(i).label(), Inks.LABEL, widths.get(i));
            add(parts, row.get(i).value(), VALUE, widths.get(i));
            columns.add(parts);
        }
        float height = height(columns) + 2 * PAD - 3;
        sheets.need(height);
        float shown = Math.min(height, sheets.room());
        sheets.ink(new Ink.Box(Sheets.LEFT, sheets.y(), Sheets.BREADTH, shown, Inks.TINT));
        sheets.down(PAD - 2);
        place(columns, Sheets.LEFT + PAD, widths);
        sheets.down(PAD - 1);
    }

    void signatures(Block.Signatures block) {
        float width = width(block.labels().size(), Sheets.BREADTH);
        List<List<Part>> columns = new ArrayList<>();
        for (String label : block.labels()) {
            List<Part> parts = new ArrayList<>();
            add(parts, label, Inks.LABEL, width);
            columns.add(parts);
        }
        sheets.need(SIGNING + height(columns));
        sheets.down(SIGNING);
        for (int i = 0; i < columns.size(); i++) {
            float left = Sheets.LEFT + i * (width + GAP);
            sheets.rule(left, left + width, 0.5f, Inks.SOFT);
        }
        sheets.down(4);
        place(columns, Sheets.LEFT, Collections.nCopies(columns.size(), width));
        sheets.down(8);
    }

    private static float width(int count, float breadth) {
        return (breadth - (count - 1) * GAP) / count;
    }

    private void add(List<Part> parts, String text, Style style, float width) {
        if (!text.isBlank()) {
            Tag tag = sheets.top().child(Tag.Role.PARAGRAPH);
            sheets.lines(text, style, width).forEach(line -> parts.add(new Part(line, style, tag)));
        }
    }

    private static float height(List<List<Part>> columns) {
        float most = 0;
        for (List<Part> column : columns) {
            float height = 0;
            for (Part part : column) {
                height += part.style().leading();
            }
            most = Math.max(most, height);
        }
        return most;
    }

    /// Beside each other where they fit on one page; else below each other over pages.
    private void place(List<List<Part>> columns, float start, List<Float> widths) {
        float height = height(columns);
        if (height > Sheets.roomMax()) {
            columns.forEach(column -> below(column, start));
            return;
        }
        sheets.need(height);
        float top = sheets.y();
        float left = start;
        for (int i = 0; i < columns.size(); i++) {
            sheets.to(top);
            below(columns.get(i), left);
            left += widths.get(i) + GAP;
        }
        sheets.to(top + height);
    }

    private void below(List<Part> column, float left) {
        for (Part part : column) {
            sheets.need(part.style().leading());
            sheets.words(part.line(), left, part.style(), Optional.of(part.tag()));
            sheets.down(part.style().leading());
        }
    }
}
