package io.lastmile.collector.routeros;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Writes sentences into a buffer, each word with its shortest length (routeros.md 1.1). Strings
/// are Latin-1, that is raw bytes; every sentence is closed by [#end].
public final class SentenceWriter {
    private static final int DECIMAL_DIGITS_MAX = 20;

    private final ByteBuf out;
    private final byte[] digits = new byte[DECIMAL_DIGITS_MAX];

    public SentenceWriter(ByteBuf out) {
        this.out = out;
    }

    public SentenceWriter word(byte[] word) {
        WordLength.write(out, word.length);
        out.writeBytes(word);
        return this;
    }

    public SentenceWriter word(String latin1) {
        WordLength.write(out, latin1.length());
        latin1(latin1);
        return this;
    }

    /// `=name=value`.
    public SentenceWriter attribute(Field field, byte[] value) {
        WordLength.write(out, field.prefix().length + value.length);
        out.writeBytes(field.prefix()).writeBytes(value);
        return this;
    }

    /// `=name=value`, the value in Latin-1.
    public SentenceWriter attribute(Field field, String latin1) {
        WordLength.write(out, field.prefix().length + latin1.length());
        out.writeBytes(field.prefix());
        latin1(latin1);
        return this;
    }

    /// `=name=` and the number in decimal, as unsigned 64 bits.
    public SentenceWriter attribute(Field field, long unsigned) {
        int from = decimal(unsigned);
        WordLength.write(out, field.prefix().length + digits.length - from);
        out.writeBytes(field.prefix()).writeBytes(digits, from, digits.length - from);
        return this;
    }

    /// `.tag=` as the peer chose it.
    public SentenceWriter tag(String latin1) {
        return word(".tag=" + latin1);
    }

    /// The word of length zero that ends a sentence.
    public SentenceWriter end() {
        out.writeByte(0);
        return this;
    }

    private void latin1(String text) {
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }

    private int decimal(long unsigned) {
        int at = digits.length;
        long rest = unsigned;
        do {
            long tenth = Long.divideUnsigned(rest, 10);
            digits[--at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        } while (rest != 0);
        return at;
    }
}
