package io.lastmile.core.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table over as many pages as it takes, its heads on each. A row stays on one page unless it is
/// higher than a third of one; then it goes on where the page ends.
final class TableLayout {
    private static final float PAD_AIRY = 4.5f;
    private static final float PAD_DENSE = 2.75f;
    private static final int DENSE_FROM = 15;
    private static final Style HEAD = new Style(Weight.BOLD, 7.5f, Inks.SOFT);
    private static final float WHOLE_MAX = Sheets.roomMax() / 3;

    private final Block.Table table;
    private final Sheets sheets;
    private final Widths widths;
    private final Style style;
    private final Tag tag;
    private final float pad;
    private final List<List<Line>> heads = new ArrayList<>();

    TableLayout(Block.Table table, Sheets sheets) {
        this.table = table;
        this.sheets = sheets;
        this.widths = Widths.of(table, sheets.typeface());
        this.style = Inks.BODY.sized(widths.size());
        this.pad = table.rows().size() < DENSE_FROM ? PAD_AIRY : PAD_DENSE;
        this.tag = sheets.top().child(Tag.Role.TABLE);
        for (int i = 0; i < table.columns().size(); i++) {
            heads.add(sheets.lines(table.columns().get(i).head(), HEAD, widths.width(i)));
        }
    }

    void place() {
        sheets.need(headHeight() + 3 * style.leading());
        head(Optional.of(tag.child(Tag.Role.ROW)));
        for (Block.Row row : table.rows()) {
            row(row);
        }
        sheets.down(10);
    }

    private float headHeight() {
        return most(heads) * HEAD.leading() + 2 * pad;
    }

    /// Only the first is for screen readers; those after it repeat what was said.
    private void head(Optional<Tag> row) {
        sheets.ink(new Ink.Box(Sheets.LEFT, sheets.y(), Sheets.BREADTH, headHeight(), Inks.TINT));
        float bottom = sheets.y() + headHeight();
        sheets.down(pad);
        int most = most(heads);
        float top = sheets.y();
        for (int i = 0; i < heads.size(); i++) {
            // Heads stand on their rule, not under the ceiling.
            sheets.to(top + (most - heads.get(i).size()) * HEAD.leading());
            Optional<Tag> cell = row.map(parent -> parent.child(Tag.Role.HEAD));
            for (Line line : heads.get(i)) {
                cell(i, line, HEAD, cell);
                sheets.down(HEAD.leading());
            }
        }
        sheets.to(bottom);
        sheets.rule(Sheets.LEFT, Sheets.RIGHT, 0.75f, Inks.SOFT);
    }

    private void row(Block.Row row) {
        Style set = row.strong() ? style.bold() : style;
        List<List<Line>> cells = new ArrayList<>();
        List<Tag> tags = new ArrayList<>();
        Tag parent = tag.child(Tag.Role.ROW);
        for (int i = 0; i < row.cells().size(); i++) {
            cells.add(sheets.lines(row.cells().get(i), set, widths.width(i)));
            tags.add(parent.child(Tag.Role.CELL));
        }
        int most = most(cells);
        float height = most * set.leading() + 2 * pad;
        if (height <= WHOLE_MAX) {
            turnUnless(height);
        }
        for (int from = 0; from < most; ) {
            turnUnless(set.leading() + 2 * pad);
            int fits = (int) ((sheets.room() - 2 * pad) / set.leading());
            int to = Math.min(most, from + Math.max(1, fits));
            part(cells, tags, from, to, set);
            from = to;
        }
        sheets.rule(Sheets.LEFT, Sheets.RIGHT, 0.5f, Inks.RULE);
    }

    private void turnUnless(float height) {
        if (sheets.need(height)) {
            head(Optional.empty());
        }
    }

    private void part(List<List<Line>> cells, List<Tag> tags, int from, int to, Style set) {
        float top = sheets.y();
        for (int i = 0; i < cells.size(); i++) {
            sheets.to(top + pad);
            List<Line> cell = cells.get(i);
            for (Line line : cell.subList(Math.min(from, cell.size()), Math.min(to, cell.size()))) {
                cell(i, line, set, Optional.of(tags.get(i)));
                sheets.down(set.leading());
            }
        }
        sheets.to(top + (to - from) * set.leading() + 2 * pad);
    }

    private void cell(int column, Line line, Style set, Optional<Tag> cell) {
        if (table.columns().get(column).kind() == Block.Kind.FIGURES) {
            sheets.wordsBefore(line, widths.right(column), set, cell);
        } else {
            sheets.words(line, widths.left(column), set, cell);
        }
    }

    private static int most(List<List<Line>> cells) {
        return cells.stream().mapToInt(List::size).max().orElse(1);
    }
}
