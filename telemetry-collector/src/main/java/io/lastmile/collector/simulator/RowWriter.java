package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.SentenceWriter;
import java.util.List;

/// Writes the wanted properties of a row as attribute words.
final class RowWriter implements Cell {
    private final Version version;
    private final SentenceWriter out;
    private Field field = Field.ID;

    RowWriter(Version version, SentenceWriter out) {
        this.version = version;
        this.out = out;
    }

    void write(Row row, List<Field> properties) {
        for (Field property : properties) {
            field = property;
            row.read(property.name(), this);
        }
    }

    @Override
    public void text(String latin1) {
        out.attribute(field, latin1);
    }

    @Override
    public void number(long value) {
        out.attribute(field, value);
    }

    @Override
    public void flag(boolean value) {
        out.attribute(field, version.flag(value));
    }
}
