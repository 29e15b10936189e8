package io.lastmile.core.documents;

import io.lastmile.core.settings.Settings.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openpdf.text.Image;

/// What frames a paper: who writes and what it is at the top, on later pages in one line, and at
/// the foot of each page its number among how many.
final class HeadLayout {
    private static final float BAR = 5;
    private static final float TOP = 34;
    private static final float LOGO_WIDTH_MAX = 150;
    private static final float LOGO_HEIGHT_MAX = 42;
    private static final float SPLIT = 0.56f;
    private static final float GAP = 14;
    private static final float LATER = 36;
    private static final float FOOT = Sheets.HEIGHT - 46;
    private static final float NUMBER_WIDTH = 90;
    private static final Style FOOTER = new Style(Weight.REGULAR, 7, Inks.SOFT);
    private static final Style NUMBER = new Style(Weight.BOLD, 10, Inks.INK);

    private final Paper paper;
    private final Sheets sheets;
    private final int colour;

    HeadLayout(Paper paper, Sheets sheets) {
        this.paper = paper;
        this.sheets = sheets;
        this.colour = Inks.readable(paper.brand().colour());
    }

    /// On the first page.
    void first() {
        sheets.ink(new Ink.Box(0, 0, Sheets.WIDTH, BAR, colour));
        float left = writer();
        float right = title();
        sheets.to(Math.max(left, right) + GAP);
        sheets.rule(Sheets.LEFT, Sheets.RIGHT, 0.75f, Inks.RULE);
        sheets.down(GAP);
    }

    private float writer() {
        sheets.to(TOP);
        Brand brand = paper.brand();
        brand.logo().ifPresent(this::logo);
        float width = Sheets.BREADTH * SPLIT - GAP;
        Style name = new Style(Weight.BOLD, brand.logo().isPresent() ? 11 : 16, Inks.INK);
        sheets.flow(lines(brand.name(), name, width), Sheets.LEFT, name, paragraph());
        sheets.down(3);
        Style soft = Inks.SMALL;
        for (String line : brand.lines()) {
            sheets.flow(lines(line, soft, width), Sheets.LEFT, soft, paragraph());
        }
        return sheets.y();
    }

    private void logo(Brand.Logo logo) {
        Image image = Logos.image(logo);
        float scale =
                Math.min(LOGO_WIDTH_MAX / image.getWidth(), LOGO_HEIGHT_MAX / image.getHeight());
        var size = new Ink.Size(image.getWidth() * scale, image.getHeight() * scale);
        Tag tag = sheets.top().figure(paper.brand().name());
        sheets.ink(new Ink.Logo(logo, Sheets.LEFT, sheets.y(), size, tag));
        sheets.down(size.height() + 7);
    }

    private float title() {
        sheets.to(TOP - 4);
        float width = Sheets.BREADTH * (1 - SPLIT);
        Style style = new Style(Weight.BOLD, 20, colour);
        before(lines(paper.title().name(), style, width), style, Tag.Role.HEADING);
        sheets.down(2);
        before(lines(paper.title().number(), NUMBER, width), NUMBER, Tag.Role.PARAGRAPH);
        return sheets.y();
    }

    private void before(List<Line> lines, Style style, Tag.Role role) {
        Tag tag = sheets.top().child(role);
        for (Line line : lines) {
            sheets.wordsBefore(line, Sheets.RIGHT, style, Optional.of(tag));
            sheets.down(style.leading());
        }
    }

    private List<Line> lines(String text, Style style, float width) {
        List<Line> lines = sheets.lines(text, style, width);
        // Half of the first page is the head's at most.
        int max = (int) (Sheets.HEIGHT / 2 / style.leading() / 4);
        return lines.size() <= max ? lines : shortened(lines, max);
    }

    private List<Line> shortened(List<Line> lines, int max) {
        List<Line> kept = new ArrayList<>(lines.subList(0, max - 1));
        kept.add(sheets.line("…", Inks.BODY));
        return kept;
    }

    private Tag paragraph() {
        return sheets.top().child(Tag.Role.PARAGRAPH);
    }

    /// On all pages, when it is known how many there are.
    void rest(Sheets all) {
        int count = all.pages().size();
        for (int i = 0; i < count; i++) {
            Sheets page = new Sheets(all.typeface());
            if (i > 0) {
                later(page);
            }
            foot(page, i + 1, count);
            all.pages().get(i).addAll(page.pages().getFirst());
        }
    }

    private void later(Sheets page) {
        page.ink(new Ink.Box(0, 0, Sheets.WIDTH, BAR, colour));
        page.to(LATER);
        Style bold = Inks.SMALL.bold();
        Line what = one(paper.title().name() + "  " + paper.title().number(), Inks.SMALL);
        page.words(one(paper.brand().name(), bold), Sheets.LEFT, bold, Optional.empty());
        page.wordsBefore(what, Sheets.RIGHT, Inks.SMALL, Optional.empty());
        page.down(16);
        page.rule(Sheets.LEFT, Sheets.RIGHT, 0.75f, Inks.RULE);
    }

    private void foot(Sheets page, int number, int count) {
        page.to(FOOT);
        page.rule(Sheets.LEFT, Sheets.RIGHT, 0.5f, Inks.RULE);
        page.down(5);
        Line said = page.line(pageWords(number, count), FOOTER);
        page.wordsBefore(said, Sheets.RIGHT, FOOTER, Optional.empty());
        for (String text : paper.brand().footer()) {
            Line line = page.lines(text, FOOTER, Sheets.BREADTH - NUMBER_WIDTH).getFirst();
            page.words(line, Sheets.LEFT, FOOTER, Optional.empty());
            page.down(FOOTER.leading());
        }
    }

    /// The first line of it in half of the breadth.
    private Line one(String text, Style style) {
        return sheets.lines(text, style, Sheets.BREADTH / 2 - GAP).getFirst();
    }

    private String pageWords(int number, int count) {
        return paper.title().language() == Language.EN
                ? "Page %d of %d".formatted(number, count)
                : Digits.bangla("পৃষ্ঠা %d / %d".formatted(number, count));
    }
}
