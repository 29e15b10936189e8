package io.lastmile.collector.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes a value as text, for queries and changes.
final class CellText implements Cell {
    private final Version version;
    private @Nullable String text;

    CellText(Version version) {
        this.version = version;
    }

    Optional<String> of(Row row, String property) {
        text = null;
        row.read(property, this);
        return Optional.ofNullable(text);
    }

    @Override
    public void text(String latin1) {
        text = latin1;
    }

    @Override
    public void number(long value) {
        text = Long.toUnsignedString(value);
    }

    @Override
    public void flag(boolean value) {
        text = version.flag(value);
    }
}
