package io.lastmile.collector.routeros;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One sentence, seen in place: bytes of the decoder's window and where its words stand in them.
///
/// The same object shows every sentence of a connection, so it is valid **only during the call that
/// brought it**; [#copy] makes one that stays. Words count from 0; word 0 is the command or the
/// reply. Where a router repeats a property (ipsec does, routeros.md 1.2) the first one counts.
/// Strings are Latin-1 and lose nothing; [#shown] is for people's eyes.
public final class Sentence {
    static final int HINT_BITS = 6;

    private static final byte[] TAG = ".tag=".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ABSENT = -1;
    private static final int WORDS_AT_FIRST = 32;

    /// A tag that is there but none of ours.
    static final int FOREIGN_TAG = -2;

    private static final int TAG_MAX = 1_000_000;

    private byte[] bytes;
    private int base;
    private int count;

    /// Where each word begins, counted from the sentence's begin, and how long it is.
    private long[] table;

    /// Word at which the field of a slot was last seen: a router keeps its order from row to row.
    private final int[] hints = new int[1 << HINT_BITS];

    private int tagHint;

    Sentence() {
        this(new byte[0], 0, new long[WORDS_AT_FIRST]);
    }

    private Sentence(byte[] bytes, int count, long[] table) {
        this.bytes = bytes;
        this.count = count;
        this.table = table;
    }

    static long packed(int start, int length) {
        return (long) start << 32 | length;
    }

    long[] table() {
        return table;
    }

    void words(int inTable) {
        count = inTable;
    }

    void clear() {
        count = 0;
    }

    void add(int start, int length) {
        if (count == table.length) {
            table = Arrays.copyOf(table, count * 2);
        }
        table[count++] = packed(start, length);
    }

    void show(byte[] window, int from) {
        bytes = window;
        base = from;
    }

    /// A sentence of its own, for who keeps it; costs an array of its bytes.
    public Sentence copy() {
        int end = count == 0 ? base : end(count - 1);
        return new Sentence(
                Arrays.copyOfRange(bytes, base, end),
                count,
                Arrays.copyOf(table, Math.max(count, 1)));
    }

    /// How many words, the first included.
    public int words() {
        return count;
    }

    /// Latin-1.
    public String word(int word) {
        return text(start(checked(word)), end(word));
    }

    public byte[] wordBytes(int word) {
        return Arrays.copyOfRange(bytes, start(checked(word)), end(word));
    }

    public boolean wordIs(int word, byte[] expected) {
        return word < count && length(word) == expected.length && starts(word, expected);
    }

    private boolean starts(int word, byte[] prefix) {
        if (length(word) < prefix.length) {
            return false;
        }
        int start = start(word);
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (bytes[start + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /// The tag as the peer chose it, without `.tag=`.
    public Optional<String> tag() {
        int word = tagWord();
        return word == ABSENT
                ? Optional.empty()
                : Optional.of(text(start(word) + TAG.length, end(word)));
    }

    /// Our own tags are small numbers: -1 without a tag, [#FOREIGN_TAG] where it is something else.
    int tagNumber() {
        int word = tagWord();
        if (word == ABSENT) {
            return ABSENT;
        }
        int from = start(word) + TAG.length;
        int to = end(word);
        long tag = Numbers.shortDecimal(bytes, from, to);
        return tag >= 0 && tag <= TAG_MAX ? (int) tag : FOREIGN_TAG;
    }

    private int tagWord() {
        if (tagHint < count && starts(tagHint, TAG)) {
            return tagHint;
        }
        for (int word = 1; word < count; word++) {
            if (starts(word, TAG)) {
                tagHint = word;
                return word;
            }
        }
        return ABSENT;
    }

    public boolean has(Field field) {
        return find(field) != ABSENT;
    }

    /// The value, Latin-1, empty where the router gave none.
    public String text(Field field) {
        int word = find(field);
        return word == ABSENT ? "" : text(valueStart(word, field), end(word));
    }

    public Optional<String> value(Field field) {
        return has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /// For people: UTF-8 where the bytes are valid UTF-8, the router's own code page otherwise.
    public String shown(Field field, Charset codePage) {
        int word = find(field);
        return word == ABSENT
                ? ""
                : DisplayText.decode(bytes, valueStart(word, field), end(word), codePage);
    }

    /// Whether the value is exactly these bytes; false where it is absent.
    public boolean holds(Field field, byte[] value) {
        int word = find(field);
        return word != ABSENT
                && Arrays.equals(bytes, valueStart(word, field), end(word), value, 0, value.length);
    }

    /// A counter: decimal, the full unsigned 64 bits (routeros.md 1.10).
    public long unsigned(Field field) {
        int word = require(field, "a decimal number");
        return unsigned(field, valueStart(word, field), end(word));
    }

    /// The same where the router may leave it out.
    public long unsigned(Field field, long absent) {
        return has(field) ? unsigned(field) : absent;
    }

    /// `A` of a value `A/B`, as queues write their bytes (routeros.md 1.12).
    public long pairFirst(Field field) {
        int word = require(field, "A/B");
        return unsigned(field, valueStart(word, field), slash(word, field));
    }

    /// `B` of a value `A/B`.
    public long pairSecond(Field field) {
        int word = require(field, "A/B");
        return unsigned(field, slash(word, field) + 1, end(word));
    }

    /// An id: `*1A` is 26. Ids that are names (`ether1`) are no numbers and throw.
    public long id(Field field) {
        int word = require(field, "*HEX");
        int from = valueStart(word, field);
        int to = end(word);
        long id = from < to && bytes[from] == '*' ? Numbers.hex(bytes, from + 1, to) : -1;
        if (id == Numbers.NOT_A_NUMBER) {
            throw new BadValue(field.name(), text(from, to), "*HEX");
        }
        return id;
    }

    /// `true` or `yes`, against `false`, `no` or absent (routeros.md 1.2).
    public boolean flag(Field field) {
        int word = find(field);
        return word != ABSENT && Flags.flag(field, bytes, valueStart(word, field), end(word));
    }

    /// A time span such as an uptime, `1w2d3h4m5s` or `2d03:04:05`, in milliseconds.
    public long spanMillis(Field field) {
        int word = require(field, "a time span");
        return TimeSpan.millis(field, text(valueStart(word, field), end(word)));
    }

    /// Each `=name=value` in its order, Latin-1; a value may itself hold `=`.
    public void attributes(BiConsumer<String, String> each) {
        for (int word = 1; word < count; word++) {
            String text = word(word);
            int equals = text.indexOf('=', 1);
            if (text.startsWith("=") && text.length() > 1) {
                each.accept(
                        text.substring(1, equals < 0 ? text.length() : equals),
                        equals < 0 ? "" : text.substring(equals + 1));
            }
        }
    }

    private int require(Field field, String expected) {
        int word = find(field);
        if (word == ABSENT) {
            throw new BadValue(field.name(), "absent", expected);
        }
        return word;
    }

    private int find(Field field) {
        int hint = hints[field.slot()];
        return hint < count && starts(hint, field.prefix()) ? hint : search(field);
    }

    private int search(Field field) {
        for (int word = 1; word < count; word++) {
            if (starts(word, field.prefix())) {
                hints[field.slot()] = word;
                return word;
            }
        }
        return ABSENT;
    }

    private int slash(int word, Field field) {
        for (int i = valueStart(word, field); i < end(word); i++) {
            if (bytes[i] == '/') {
                return i;
            }
        }
        throw new BadValue(field.name(), text(valueStart(word, field), end(word)), "A/B");
    }

    private long unsigned(Field field, int from, int to) {
        long value = Numbers.shortDecimal(bytes, from, to);
        return value == Numbers.NOT_A_NUMBER ? wide(field, from, to) : value;
    }

    private long wide(Field field, int from, int to) {
        if (!Numbers.isLongDecimal(bytes, from, to)) {
            throw new BadValue(field.name(), text(from, to), "a decimal number below 2^64");
        }
        return Numbers.longDecimal(bytes, from, to);
    }

    private int start(int word) {
        return base + (int) (table[word] >>> 32);
    }

    private int length(int word) {
        return (int) table[word];
    }

    private int end(int word) {
        return start(word) + length(word);
    }

    private int checked(int word) {
        if (word >= count) {
            throw new IndexOutOfBoundsException("word: " + word + " (expected: < " + count + ")");
        }
        return word;
    }

    private int valueStart(int word, Field field) {
        return start(word) + field.prefix().length;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// For logs: word 0 and the number of words; values may be secrets.
    @Override
    public String toString() {
        return count == 0 ? "empty sentence" : word(0) + " and " + (count - 1) + " words";
    }
}
