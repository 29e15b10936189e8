package io.lastmile.core.documents;

import java.util.Optional;

/// One thing on a page. Places are points from the top left corner, colours 0xRRGGBB. What belongs
/// to no `tag` is decoration that a screen reader passes over.
sealed interface Ink {
    record Words(Line line, float x, float baseline, Style style, Optional<Tag> tag)
            implements Ink {}

    record Box(float x, float y, float width, float height, int colour) implements Ink {}

    record Logo(Brand.Logo logo, float x, float y, Size size, Tag tag) implements Ink {}

    record Size(float width, float height) {}

    /// Dark squares of a code, `side` points in all.
    record Squares(boolean[][] dark, float x, float y, float side, Tag tag) implements Ink {}

    /// Two lines in a frame, turned.
    record Stamp(Line text, Line under, float x, float y, Block.Tone tone, Tag tag) implements Ink {
        static final Style TEXT = new Style(Weight.BOLD, 20, Inks.INK);
        static final Style UNDER = new Style(Weight.REGULAR, 8, Inks.INK);
    }

    /// Across the page, so faint that all can be read through it.
    record Mark(Line line) implements Ink {}
}
