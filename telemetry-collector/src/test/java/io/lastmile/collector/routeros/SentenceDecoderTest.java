package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceDecoderTest {
    private static final byte[] ROW =
            Wire.hex(
                    """
                    03217265 062e7461673d37 0a3d2e69643d2a46314132
                    133d6e616d653d3c7070706f652d63757374313e
                    1d3d72782d627974653d3138343436373434303733373039353531363135
                    0a3d74782d627974653d30 00\
                    """);
    private static final List<String> ROW_WORDS =
            List.of(
                    "!re",
                    ".tag=7",
                    "=.id=*F1A2",
                    "=name=<pppoe-cust1>",
                    "=rx-byte=18446744073709551615",
                    "=tx-byte=0");
    private static final byte[] EMPTY = Wire.hex("0621656d707479 062e7461673d37 00");
    private static final byte[] DONE = Wire.hex("0521646f6e65 062e7461673d37 00");
    private static final byte[] FATAL =
            Wire.hex(
                    "0621666174616c"
                            + "1d73657373696f6e207465726d696e61746564206f6e2072657175657374 00");
    private static final byte[] ALL = Wire.concat(ROW, EMPTY, DONE, FATAL);
    private static final List<List<String>> ALL_WORDS =
            List.of(
                    ROW_WORDS,
                    List.of("!empty", ".tag=7"),
                    List.of("!done", ".tag=7"),
                    List.of("!fatal", "session terminated on request"));

    @Test
    void readsTheExamplesFromTheWire() {
        assertThat(Wire.decode(decoder(), ALL, ALL.length)).isEqualTo(ALL_WORDS);
    }

    @Test
    void readsThemSplitAtEveryOffset() {
        for (int cut = 0; cut <= ALL.length; cut++) {
            List<List<String>> found = new ArrayList<>();
            SentenceDecoder decoder = decoder();
            Wire.feed(decoder, Unpooled.wrappedBuffer(ALL, 0, cut), found);
            Wire.feed(decoder, Unpooled.wrappedBuffer(ALL, cut, ALL.length - cut), found);
            assertThat(found).as("cut at %d", cut).isEqualTo(ALL_WORDS);
        }
    }

    @Test
    void readsThemInPiecesOfEverySize() {
        for (int piece = 1; piece < ALL.length; piece++) {
            assertThat(Wire.decode(decoder(), ALL, piece))
                    .as("pieces of %d", piece)
                    .isEqualTo(ALL_WORDS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 0x7f, 0x80, 0xff, 0x100, 0x3fff, 0x4000, 0x4321, 0xffff, 0x10000, 0x1fffff,
                0x200000, 0x2acdef, 16 << 20
            })
    void readsWordsOfEveryLengthRangeWhereverTheyAreCut(int length) {
        String word = "x".repeat(length);
        byte[] bytes = Wire.sentence("!re", word, "=a=b");
        int header = Wire.length(length).length;
        for (int piece : new int[] {5, 6, 4 + header, 5 + header, 4096, 65_536, bytes.length}) {
            if (bytes.length / piece < 100_000) {
                assertThat(Wire.decode(decoder(), bytes, piece))
                        .as("pieces of %d", piece)
                        .isEqualTo(List.of(List.of("!re", word, "=a=b")));
            }
        }
    }

    @Test
    void readsLongerLengthFormsThanNeeded() {
        byte[] bytes = Wire.hex("8003217265 c000013d e00000013d f0000000013d 8000");
        assertThat(Wire.decode(decoder(), bytes, 1))
                .isEqualTo(List.of(List.of("!re", "=", "=", "=")));
    }

    @Test
    void passesOverEmptySentences() {
        assertThat(Wire.decode(decoder(), Wire.concat(new byte[5], ROW, new byte[3], DONE), 7))
                .isEqualTo(List.of(ROW_WORDS, List.of("!done", ".tag=7")));
    }

    @Test
    void neverLooksForAZeroToFindAnEnd() {
        String zeros = "\0".repeat(256);
        assertThat(Wire.decode(decoder(), Wire.sentence("!re", zeros), 3))
                .isEqualTo(List.of(List.of("!re", zeros)));
    }

    @Test
    void refusesFourGigabytesBeforeTakingMemoryForThem() {
        long before = allocatedBytes();
        assertThatThrownBy(() -> Wire.decode(decoder(), Wire.hex("f0ffffffff"), 1))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("word of 4294967295 bytes (expected: at most 16777216)");
        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void takesNoMemoryForALengthThatWasOnlyClaimed() {
        SentenceDecoder decoder = decoder();
        Wire.decode(decoder, Wire.hex("03217265"), 4);
        long before = allocatedBytes();
        assertThat(Wire.decode(decoder, Wire.hex("e0ffffff 61"), 5)).isEmpty();
        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
        assertThat(decoder.midSentence()).isTrue();
    }

    @Test
    void refusesAWordAboveItsLimit() {
        Limits limits = new Limits(10, 1_000, 10);
        byte[] fits = Wire.sentence("0123456789");
        assertThat(Wire.decode(new SentenceDecoder(limits), fits, 1)).hasSize(1);
        assertThatThrownBy(() ->
                        Wire.decode(new SentenceDecoder(limits), Wire.sentence("0123456789a"), 1))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("at most 10");
    }

    @Test
    void refusesASentenceAboveItsBytes() {
        Limits limits = new Limits(100, 50, 100);
        byte[] fits = Wire.sentence("a".repeat(24), "b".repeat(24));
        assertThat(Wire.decode(new SentenceDecoder(limits), fits, 1)).hasSize(1);
        byte[] over = Wire.sentence("a".repeat(24), "b".repeat(25));
        assertThatThrownBy(() -> Wire.decode(new SentenceDecoder(limits), over, 1))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("sentence of 51 bytes or more (expected: at most 50)");
    }

    @Test
    void refusesASentenceAboveItsWords() {
        Limits limits = new Limits(100, 1_000, 3);
        assertThat(Wire.decode(new SentenceDecoder(limits), Wire.sentence("a", "b", "c"), 1))
                .hasSize(1);
        assertThatThrownBy(() ->
                        Wire.decode(
                                new SentenceDecoder(limits), Wire.sentence("a", "b", "c", "d"), 1))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("sentence of more than 3 words (expected: at most 3)");
    }

    @Test
    void saysWhetherItStandsWithinASentence() {
        SentenceDecoder decoder = decoder();
        assertThat(decoder.midSentence()).isFalse();
        Wire.decode(decoder, Wire.hex("0321"), 2);
        assertThat(decoder.midSentence()).isTrue();
        Wire.decode(decoder, Wire.hex("7265 00"), 3);
        assertThat(decoder.midSentence()).isFalse();
    }

    @Test
    void makesNothingPerRow() {
        Field rx = Field.of("rx-byte");
        byte[] rows = rows(2_000);
        SentenceDecoder decoder = decoder();
        long sum = 0;
        for (int warmUp = 0; warmUp < 20; warmUp++) {
            sum += sum(decoder, rows, rx);
        }
        long before = allocatedBytes();
        sum += sum(decoder, rows, rx);
        long perRow = (allocatedBytes() - before) / 2_000;
        assertThat(sum).isEqualTo(21L * 2_000 * 1_999 / 2);
        assertThat(perRow).as("bytes per row").isLessThan(8);
    }

    private static byte[] rows(int count) {
        byte[][] rows = new byte[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Wire.sentence("!re", ".tag=1", "=.id=*1", "=rx-byte=" + i);
        }
        return Wire.concat(rows);
    }

    private static long sum(SentenceDecoder decoder, byte[] bytes, Field field) {
        var in = Unpooled.wrappedBuffer(bytes);
        long sum = 0;
        while (in.isReadable()) {
            decoder.append(in);
            while (decoder.next()) {
                sum += decoder.sentence().unsigned(field);
            }
        }
        return sum;
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    private static SentenceDecoder decoder() {
        return new SentenceDecoder(Limits.STANDARD);
    }
}
