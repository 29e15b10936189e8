package io.lastmile.collector.routeros;

import java.nio.charset.StandardCharsets;

/// The name of a property, prepared once so that finding it in a row compares bytes and makes
/// nothing. Declare fields as constants.
public final class Field {
    public static final Field ID = of(".id");
    public static final Field NAME = of("name");

    /// `=ret=` of a `!done`: an id, a count or a login challenge.
    public static final Field RET = of("ret");

    /// A row that left, in answers to listen.
    public static final Field DEAD = of(".dead");

    private static final int NAME_BYTES_MAX = 200;

    private final String name;
    private final byte[] prefix;
    private final int slot;

    private Field(String name) {
        this.name = Names.property(name, NAME_BYTES_MAX);
        this.prefix = ("=" + name + "=").getBytes(StandardCharsets.ISO_8859_1);
        this.slot = (name.hashCode() * 0x9e37_79b9) >>> (32 - Sentence.HINT_BITS);
    }

    /// Letters, digits, `-`, `_` and `.`; anything else could smuggle words into a sentence.
    public static Field of(String name) {
        return new Field(name);
    }

    public String name() {
        return name;
    }

    /// `=name=`, as it stands in front of the value.
    byte[] prefix() {
        return prefix;
    }

    /// Where a sentence remembers at which word it last saw this field.
    int slot() {
        return slot;
    }

    @Override
    public String toString() {
        return name;
    }
}
