package io.lastmile.core.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pages while they are laid out: where the next line goes, and a new page where none is left.
/// A4 in points, from the top left corner.
final class Sheets {
    static final float WIDTH = 595.28f;
    static final float HEIGHT = 841.89f;
    static final float LEFT = 48;
    static final float RIGHT = WIDTH - LEFT;
    static final float BREADTH = RIGHT - LEFT;
    static final float BOTTOM = HEIGHT - 66;

    /// Below the line that repeats on later pages who writes and what.
    static final float TOP_OF_LATER = 68;

    /// A text that is too long for all of these pages together is a mistake, or somebody's joke.
    private static final int PAGES_MAX = 2_000;

    private final Typeface typeface;
    private final Tag top = Tag.top();
    private final List<List<Ink>> pages = new ArrayList<>();
    private float y;

    Sheets(Typeface typeface) {
        this.typeface = typeface;
        pages.add(new ArrayList<>());
    }

    Typeface typeface() {
        return typeface;
    }

    Tag top() {
        return top;
    }

    float y() {
        return y;
    }

    void to(float place) {
        y = place;
    }

    void down(float height) {
        y += height;
    }

    float room() {
        return BOTTOM - y;
    }

    /// The most that a page after the first can hold.
    static float roomMax() {
        return BOTTOM - TOP_OF_LATER;
    }

    void turn() {
        if (pages.size() >= PAGES_MAX) {
            throw new IllegalArgumentException("pages: more than " + PAGES_MAX);
        }
        pages.add(new ArrayList<>());
        y = TOP_OF_LATER;
    }

    /// Whether a new page was begun, since `height` did not fit on this one.
    boolean need(float height) {
        if (height <= room() || y == TOP_OF_LATER) {
            return false;
        }
        turn();
        return true;
    }

    List<List<Ink>> pages() {
        return pages;
    }

    void ink(Ink ink) {
        pages.getLast().add(ink);
    }

    /// Its top at the place where the next thing goes; the place stays.
    void words(Line line, float x, Style style, Optional<Tag> tag) {
        if (!line.pieces().isEmpty()) {
            ink(new Ink.Words(line, x, y + style.ascent(), style, tag));
        }
    }

    void wordsBefore(Line line, float right, Style style, Optional<Tag> tag) {
        words(line, right - line.width(style.size()), style, tag);
    }

    void rule(float left, float right, float thick, int colour) {
        ink(new Ink.Box(left, y, right - left, thick, colour));
    }

    List<Line> lines(String text, Style style, float width) {
        return Wrap.lines(typeface, text, style, width);
    }

    Line line(String text, Style style) {
        return Wrap.line(typeface, text, style);
    }

    /// Line by line down the page, over as many pages as it takes.
    void flow(List<Line> lines, float x, Style style, Tag tag) {
        for (Line line : lines) {
            need(style.leading());
            words(line, x, style, Optional.of(tag));
            down(style.leading());
        }
    }
}
