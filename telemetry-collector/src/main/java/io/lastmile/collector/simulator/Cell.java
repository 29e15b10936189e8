package io.lastmile.collector.simulator;

/// Takes the value of one property of one row. A row that has no value takes nothing.
interface Cell {
    /// Raw bytes as Latin-1.
    void text(String latin1);

    /// Unsigned 64 bits.
    void number(long value);

    void flag(boolean value);

    /// `*1A` for 26.
    default void id(long id) {
        text(Texts.id(id));
    }

    /// `A/B`.
    default void pair(long first, long second) {
        text(Long.toUnsignedString(first) + "/" + Long.toUnsignedString(second));
    }

    /// `1w2d3h4m5s`.
    default void span(long millis) {
        text(Texts.span(millis));
    }
}
