package io.lastmile.core.documents;

import java.util.List;

/// A paper laid out: its head, its blocks from top to bottom, then what stands on every page.
final class Layout {
    private static final Style MARK = new Style(Weight.BOLD, 100, Inks.BAD);

    private final Paper paper;
    private final Sheets sheets;

    Layout(Paper paper, Typeface typeface) {
        this.paper = paper;
        this.sheets = new Sheets(typeface);
    }

    List<List<Ink>> pages() {
        HeadLayout head = new HeadLayout(paper, sheets);
        head.first();
        paper.blocks().forEach(this::place);
        head.rest(sheets);
        paper.mark().ifPresent(this::mark);
        return sheets.pages();
    }

    private void place(Block block) {
        int colour = Inks.readable(paper.brand().colour());
        switch (block) {
            case Block.Parties parties -> new BandLayout(sheets).parties(parties);
            case Block.Facts facts -> new BandLayout(sheets).facts(facts);
            case Block.Heading heading -> new TextLayout(sheets).heading(heading);
            case Block.Table table -> new TableLayout(table, sheets).place();
            case Block.Totals totals -> new SumLayout(sheets, colour).place(totals);
            case Block.Note note -> new TextLayout(sheets).note(note);
            case Block.Verify verify -> new TextLayout(sheets).verify(verify);
            case Block.Signatures lines -> new BandLayout(sheets).signatures(lines);
        }
    }

    private void mark(String text) {
        Ink.Mark mark = new Ink.Mark(sheets.line(text, MARK));
        sheets.pages().forEach(page -> page.add(mark));
    }
}
