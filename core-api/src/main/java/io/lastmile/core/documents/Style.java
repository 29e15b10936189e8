package io.lastmile.core.documents;

/// How a text is set: its weight, its size in points, its colour as 0xRRGGBB.
record Style(Weight weight, float size, int colour) {
    /// Bangla needs room above for its head line's signs and below for its conjuncts.
    private static final float LEADING = 1.45f;

    /// Large letters stand closer.
    private static final float LEADING_LARGE = 1.25f;

    private static final float LARGE_FROM = 14;

    private static final float ASCENT = 1.05f;

    float leading() {
        return size * (size < LARGE_FROM ? LEADING : LEADING_LARGE);
    }

    /// From the top of a line to its baseline.
    float ascent() {
        return size * ASCENT;
    }

    Style bold() {
        return new Style(Weight.BOLD, size, colour);
    }

    Style sized(float wanted) {
        return new Style(weight, wanted, colour);
    }
}
